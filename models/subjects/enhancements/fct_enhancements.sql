with

published as (select * from {{ ref('stg_papers__published_gains') }}),

enhancements as (

    select
        claim,
        reading,
        enhancement,
        enhancement_type,
        combined_with_type,
        benchmark_scope,
        gain_factor,
        is_lower_bound,
        is_approximate,
        one_time_cost_share,
        is_one_time_cost_upper_bound,
        -- a whole pretraining and the one-time cost buy the gain together
        {{ ratio('gain_factor', '(1 + one_time_cost_share)') }} as net_gain_factor,
        {{ ratio('gain_factor', 'one_time_cost_share') }}
            as gain_factor_per_one_time_cost_share,
        is_second_hand,
        verified_in,
        verified_place,
        source_url

    from published

)

select * from enhancements
