-- What is each kind of enhancement worth in training compute, as published and as the
-- printed scores bound it? A baseline of several families has no slope of its own.
with

gains as (select * from {{ ref('fct_compute_equivalent_gains') }}),

newest as (

    select max(snapshot_date) as snapshot_date
    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models' and scope = 'all'

),

summed as (

    select
        gains.enhancement_type,
        gains.enhancement,
        any_value(gains.claim) as claim,
        max(gains.published_gain_factor) as published_gain_factor,
        bool_or(gains.is_published_lower_bound) as is_published_lower_bound,
        count(*) as n_enhanced_ai_models,
        count(*) filter (where gains.status = 'estimated') as n_estimated,
        max(gains.observed_gain_factor_low) as observed_gain_factor_low_max,
        median(gains.anchored_gain_factor) filter (where not gains.is_cross_family)
            as anchored_gain_factor_median,
        min(gains.anchored_gain_factor) filter (where not gains.is_cross_family)
            as anchored_gain_factor_min,
        max(gains.anchored_gain_factor) filter (where not gains.is_cross_family)
            as anchored_gain_factor_max

    from gains
    inner join newest using (snapshot_date)
    group by gains.enhancement_type, gains.enhancement

)

select * from summed
order by enhancement_type, enhancement
