-- Each id or name by which a mart refers to another table is there.
{% set links = [
    (ref('bridge_ai_models__countries'), 'ai_model_id', ref('dim_ai_models')),
    (ref('bridge_ai_models__domains'), 'ai_model_id', ref('dim_ai_models')),
    (ref('bridge_ai_models__hardware'), 'ai_model_id', ref('dim_ai_models')),
    (ref('bridge_ai_models__hardware'), 'hardware_name', ref('dim_hardware')),
    (ref('bridge_ai_models__organizations'), 'ai_model_id', ref('dim_ai_models')),
    (ref('fct_estimates'), 'quantity', ref('quantities')),
    (ref('fct_training_costs'), 'ai_model_id', ref('dim_ai_models')),
    (ref('fct_training_runs'), 'ai_model_id', ref('dim_ai_models')),
] %}

{% for table, name, target in links %}
    select distinct
        '{{ table.identifier }}.{{ name }}' as link,
        cast({{ name }} as varchar) as leads_nowhere
    from {{ table }}
    where {{ name }} not in (select {{ name }} from {{ target }})
    {{ 'union all' if not loop.last }}
{% endfor %}
