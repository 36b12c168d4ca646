with

boundaries as (select * from {{ ref('era_boundaries') }}),

rules as (
    select * from {{ ref('z_score_rules') }}
    where is_default
),

-- the z-scores that decide what is large-scale go with every era
eras as (

    select
        boundaries.era_scheme,
        boundaries.era,
        boundaries.era_rank,
        boundaries.starts_on,
        boundaries.ends_before,
        boundaries.is_large_scale_only,
        rules.window_half_width_years,
        rules.low_outlier_z,
        rules.large_scale_z,
        rules.large_scale_starts_on,
        boundaries.source_url,
        boundaries.reason

    from boundaries
    cross join rules

)

select * from eras
