-- A unit written in two ways splits what belongs together, and a misspelt one is none.
{% set columns = [
    (ref('published_claims'), 'unit'),
    (ref('cost_assumptions'), 'unit'),
    (ref('economic_inputs'), 'unit'),
    (ref('lifetime_scenarios'), 'unit'),
    (ref('metrics'), 'unit'),
    (ref('quantities'), 'unit'),
    (ref('fct_arithmetic_checks'), 'figure_unit'),
    (ref('fct_claim_checks'), 'unit'),
    (ref('fct_estimates'), 'unit'),
    (ref('fct_metrics_by_year'), 'metric_unit'),
    (ref('fct_missingness_bounds'), 'unit'),
    (ref('rpt_claim_scoreboard'), 'unit'),
] -%}

with

named as (

    {% for relation, column in columns %}
        select distinct
            '{{ relation.identifier }}' as table_name,
            {{ column }} as unit

        from {{ relation }}
        {{ "union all" if not loop.last }}
    {% endfor %}

),

unknown as (

    select named.*
    from named
    anti join {{ ref('units') }} using (unit)
    where named.unit is not null

)

select * from unknown
