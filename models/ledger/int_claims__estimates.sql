{% set families = [
    ref('int_claims__arithmetic_estimates'),
    ref('int_claims__benchmark_estimates'),
    ref('int_claims__changepoint_estimates'),
    ref('int_claims__cost_estimates'),
    ref('int_claims__gain_estimates'),
    ref('int_claims__lag_estimates'),
    ref('int_claims__relation_estimates'),
    ref('int_claims__share_estimates'),
    ref('int_claims__threshold_estimates'),
    ref('int_claims__trend_estimates'),
] -%}

with

claims as (

    select * from {{ ref('int_claims__published') }}

),

combined as (

    {% for family in families %}
        select * from {{ family }}
        {{ "union all by name" if not loop.last }}
    {% endfor %}

),

-- the numbers that a claim asks for; all others stay in their marts
asked as (

    select combined.*

    from combined
    semi join claims using (tested_by, specification, group_name, quantity)

)

select
    tested_by,
    specification,
    group_name,
    snapshot_date,
    quantity,
    estimate,
    estimate_ci_low,
    estimate_ci_high,
    ci_level,
    n_obs,
    method,
    status_reason

from asked
