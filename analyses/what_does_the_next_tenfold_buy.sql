-- How much higher do scores get when size, compute or spending grows tenfold?
with

laws as (select * from {{ ref('fct_performance_laws') }}),

fullest as (

    select
        snapshot_date,
        sum(n_obs) as n_known

    from laws
    group by snapshot_date
    order by n_known desc, snapshot_date desc
    limit 1

)

select
    laws.covariate,
    laws.benchmark,
    laws.score_share_of_largest,
    laws.next_tenfold_gain_share,
    laws.next_tenfold_gain_share_ci_low,
    laws.next_tenfold_gain_share_ci_high,
    laws.n_obs,
    laws.df_residual,
    laws.interval_kind,
    laws.identification_reason

from laws
inner join fullest
    on laws.snapshot_date = fullest.snapshot_date
order by laws.covariate, laws.benchmark
