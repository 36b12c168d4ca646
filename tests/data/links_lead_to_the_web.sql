-- Pages and exports show these addresses as links: `javascript:` or `file:` would
-- do more than lead to a source.
{% set links = [
    (ref('stg_epoch_ai__ai_model_records'), 'link'),
    (ref('dim_snapshots'), 'source_url'),
    (ref('fct_growth_trends'), 'source_url'),
] %}

with

links as (

    {% for table, column in links %}
        select
            '{{ table.identifier }}' as table_name,
            {{ column }} as link

        from {{ table }}
        {{ "union all" if not loop.last }}
    {% endfor %}

)

select * from links
where not regexp_matches(link, '^https?://[^\s<>"]+')
