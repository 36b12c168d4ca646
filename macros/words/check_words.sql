{% macro check_words(model=none) %}
    {%- set seeds = {} -%}
    {%- for node in (graph.nodes.values() if execute else []) -%}
        {%- if node.resource_type == 'seed' -%}
            {%- do seeds.update({node.name: node}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set problems = [] -%}
    {%- for seed in seeds.values() -%}
        {%- do problems.append(word_checks(seed, seeds, model.name if model) | trim) -%}
        {%- set is_asked = not model or model.name == seed.name -%}
        {%- if is_asked and 'ends_before' in seed.config.column_types -%}
            {%- set key = seed.config.meta.key -%}
            {%- do problems.append(empty_windows(seed.name, seed_rows(seed), key)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if problems | select | list -%}
        select error(problems)
        from (
            select string_agg(problem, chr(10) order by problem) as problems
            from ({{ problems | select | join(' union ') }})
        )
        where problems is not null
    {%- endif -%}
{% endmacro %}


{% macro word_checks(seed, seeds, about) %}
    {%- set checks = [] -%}
    {%- for column in seed.columns.values() -%}
        {%- set meta = column.get('config', {}).get('meta', {}) -%}
        {%- set words = meta.get('words', []) -%}
        {%- set choices = words if words is mapping else {'true': words} -%}
        {%- for condition, lists in choices.items() -%}
            {%- set lists = [lists] if lists is string else lists -%}
            {%- set lists = lists | reject('in', ['free', 'ai_models']) | list -%}
            {%- set read = [] -%}
            {%- for name in lists -%}
                {%- set list = name.split('.')[0] if '.' in name else 'vocabularies' -%}
                {%- do read.append(list) -%}
            {%- endfor -%}
            {%- if read and (not about or about == seed.name or about in read) -%}
                {%- set selects = [] -%}
                {%- for name in lists -%}
                    {%- do selects.append(word_list(name, seeds[read[loop.index0]])) -%}
                {%- endfor -%}
                {%- do checks.append(unknown_words(
                    seed.name,
                    '(select * from %s where %s)' % (seed_rows(seed), condition),
                    seed.config.meta.key,
                    column.name,
                    selects | join(' union '),
                    meta.get('separator')
                )) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{- checks | join(' union ') }}
{% endmacro %}


{% macro word_list(name, seed) -%}
    {%- if '.' in name -%}
        {%- set column, _, condition = name.split('.', 1)[1].partition(' where ') -%}
    {%- else -%}
        {%- set column, condition = 'word', "vocabulary = '%s'" % name -%}
    {%- endif -%}
    select cast({{ column }} as varchar) as word
    from {{ seed_rows(seed) }}
    where {{ column }} is not null and {{ condition or 'true' }}
{%- endmacro %}


{% macro empty_windows(name, rows, key) -%}
    select
        format(
            '{{ name }}, row {}: starts_on {} is not before ends_before {}',
            concat_ws(', ', {{ key | join(', ') }}),
            starts_on,
            ends_before
        ) as problem
    from {{ rows }}
    where starts_on >= ends_before
{%- endmacro %}
