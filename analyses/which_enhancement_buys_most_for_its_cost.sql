-- Which enhancement buys most training compute for its one-time cost, as published and
-- by what its best size was seen to beat, and how sure is the figure?
with

enhancements as (
    select * from {{ ref('fct_enhancements') }}
    where enhancement_type != 'all'
),

measured as (
    select * from {{ ref('fct_compute_equivalent_gains') }}
    where observed_gain_factor_low is not null and one_time_cost_share > 0
    qualify
        row_number() over (
            partition by enhancement
            order by
                observed_gain_factor_per_one_time_cost_share desc,
                snapshot_date desc,
                case_id asc
        ) = 1
),

combined as (

    select
        enhancement,
        enhancement_type,
        benchmark_scope,
        gain_factor,
        is_lower_bound,
        one_time_cost_share,
        net_gain_factor,
        gain_factor_per_one_time_cost_share,
        verified_in
    from enhancements
    union all
    select
        enhancement,
        enhancement_type,
        benchmark as benchmark_scope,
        observed_gain_factor_low as gain_factor,
        true as is_lower_bound,
        one_time_cost_share,
        observed_gain_factor_low / (1 + one_time_cost_share) as net_gain_factor,
        observed_gain_factor_per_one_time_cost_share
            as gain_factor_per_one_time_cost_share,
        'printed scores' as verified_in
    from measured

)

select * from combined
order by gain_factor_per_one_time_cost_share desc nulls first, gain_factor desc
