{% macro check_words(model=none) %}
    {%- set seeds, used, lists, problems = {}, [], {}, [] -%}
    {%- for node in (graph.nodes.values() if execute else []) -%}
        {%- if node.resource_type == 'seed' -%}
            {%- do seeds.update({node.name: node}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for seed in seeds.values() -%}
        {%- do used.append(words_of_rows(seed, lists, model.name if model) | trim) -%}
        {%- set is_asked = not model or model.name == seed.name -%}
        {%- if is_asked and 'ends_before' in seed.config.column_types -%}
            {%- do problems.append(empty_windows(seed)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if lists -%}
        {%- set allowed = [] -%}
        {%- for list, names in lists.items() -%}
            {%- for name in names -%}
                {%- do allowed.append(word_list(list, name, seeds)) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- do problems.append('from (%s)' % unknown_words(
            used | select | join(' union all '), allowed | join(' union ')
        )) -%}
    {%- endif -%}
    {%- if problems -%}
        select error(string_agg(problem, chr(10) order by problem))
        from ({{ problems | join(' union all ') }})
        having count(*) > 0
    {%- endif -%}
{% endmacro %}


{% macro words_of_rows(seed, lists, about) %}
    {%- set usages = [] -%}
    {%- for column in seed.columns.values() -%}
        {%- set meta = column.get('config', {}).get('meta', {}) -%}
        {%- set words = meta.get('words', []) -%}
        {%- set choices = words if words is mapping else {'true': words} -%}
        {%- for condition, names in choices.items() -%}
            {%- set names = [names] if names is string else names -%}
            {%- set names = names | reject('in', ['free', 'ai_models']) | list -%}
            {%- set read = [] -%}
            {%- for name in names -%}
                {%- set list = name.split('.')[0] if '.' in name else 'vocabularies' -%}
                {%- do read.append(list) -%}
            {%- endfor -%}
            {%- if read and (not about or about == seed.name or about in read) -%}
                {%- set list = names | join(' or ') -%}
                {%- do lists.update({list: names}) -%}
                {%- do usages.append(words_of_column(
                    column.name, condition, list, meta.get('separator')
                )) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if usages -%}
        select
            '{{ seed.name }}' as table_name,
            concat_ws(', ', {{ seed.config.meta.key | join(', ') }}) as row_key,
            unnest([{{ usages | join(', ') }}], recursive := true)
        from {{ seed_rows(seed) }}
    {%- endif -%}
{% endmacro %}


{% macro words_of_column(column, condition, list, separator) -%}
    {%- set value = 'cast(%s as varchar)' % column -%}
    {%- set words = '[' ~ value ~ ']' -%}
    {%- if separator -%}
        {%- set words = "[trim(word) for word in string_split(%s, '%s')]" % (
            value, separator
        ) -%}
    {%- endif -%}
    {
        'column_name': '{{ column }}',
        'word_list': '{{ adapter.escape_sql_string(list) }}',
        'words': if({{ condition }}, {{ words }}, null)
    }
{%- endmacro %}


{% macro word_list(list, name, seeds) -%}
    {%- set seed, column = 'vocabularies', 'word' -%}
    {%- set condition = "vocabulary = '%s'" % name -%}
    {%- if '.' in name -%}
        {%- set seed, _, column = name.partition('.') -%}
        {%- set column, _, condition = column.partition(' where ') -%}
    {%- endif -%}
    select
        '{{ adapter.escape_sql_string(list) }}' as word_list,
        cast({{ column }} as varchar) as word
    from {{ seed_rows(seeds[seed]) }}
    where {{ column }} is not null and {{ condition or 'true' }}
{%- endmacro %}


{% macro empty_windows(seed) -%}
    select
        format(
            '{{ seed.name }}, row {}: starts_on {} is not before ends_before {}',
            concat_ws(', ', {{ seed.config.meta.key | join(', ') }}),
            starts_on,
            ends_before
        ) as problem
    from {{ seed_rows(seed) }}
    where starts_on >= ends_before
{%- endmacro %}
