-- Sevilla et al. 2022 publish 5.6 months for the deep learning era (A04), Sevilla
-- and Roldan 2024 a factor of 4.14 a year (F01). On the snapshots nearest to them
-- both lie well inside what an analyst's choices can give.
with

published as (

    select
        date '2022-05-03' as snapshot_date,
        12 * log10(2) / 5.6 as slope_oom_per_year
    union all
    select
        date '2024-05-26' as snapshot_date,
        log10(4.14) as slope_oom_per_year

),

sensitivity as (
    select * from {{ ref('fct_specification_sensitivity') }}
    where metric = 'training_compute_flop' and dimension = 'whole_curve'
)

select published.*
from published
inner join sensitivity
    on published.snapshot_date = sensitivity.snapshot_date
where
    published.slope_oom_per_year < sensitivity.slope_quartile_1_oom_per_year - 0.05
    or published.slope_oom_per_year > sensitivity.slope_quartile_3_oom_per_year + 0.05
