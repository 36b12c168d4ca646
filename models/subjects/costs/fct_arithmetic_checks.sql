with

published as (

    select * from {{ ref('int_costs__published_figures') }}

),

cost_figures as (

    select * from {{ ref('int_costs__cost_figures') }}

),

inference_figures as (

    select * from {{ ref('int_costs__inference_figures') }}

),

growth_figures as (

    select * from {{ ref('int_costs__growth_figures') }}

),

crossing_figures as (

    select * from {{ ref('int_costs__crossing_figures') }}

),

recomputed as (

    select * from cost_figures
    union all
    select * from inference_figures
    union all
    select * from growth_figures
    union all
    select * from crossing_figures

),

compared as (

    select
        published.claim,
        published.figure,
        published.unit as figure_unit,
        published.published_value,
        recomputed.recomputed_value,
        recomputed.recomputed_value - published.published_value as difference,
        recomputed.recomputed_value / published.published_value - 1 as difference_share,
        published.tolerance,
        published.place,
        published.source_url,
        published.reason

    from published
    left join recomputed
        on published.claim = recomputed.claim

),

judged as (

    select
        *,
        case
            when recomputed_value is null then 'not_recomputed'
            when abs(difference) <= tolerance then 'follows'
            else 'does_not_follow'
        end as verdict

    from compared

)

select * from judged
