-- How many orders of magnitude do large-scale models lie above the trend of the
-- others, on each snapshot, in the window of the three-eras paper and until today?
with

large_scale_gaps as (select * from {{ ref('fct_large_scale_gaps') }}),

compared as (

    select
        specification,
        snapshot_date,
        n_obs,
        n_regular,
        mean_distance_oom,
        mean_distance_oom_ci_low,
        mean_distance_oom_ci_high,
        median_distance_oom,
        mean_distance_factor

    from large_scale_gaps
    where
        specification in (
            'sevilla_2022__deep_learning__regular', 'compute__deep_learning__regular'
        )

)

select * from compared
order by specification, snapshot_date
