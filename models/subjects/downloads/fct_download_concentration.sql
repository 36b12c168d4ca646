with

fits as (

    select * replace (cast(snapshot_date as date) as snapshot_date)
    from {{ ref('fit_downloads__concentration') }}

),

downloads as (select * from {{ ref('int_downloads__models') }}),

rules as (

    select
        cast(
            {{ rule_value(ref('downloads_rules'), 'download_top_n') }} as integer
        ) as top_n,
        {{ rule_value(ref('interval_levels'), 'download_ci_level') }} as ci_level

),

ordered_downloads as (

    select
        *,
        -- half of the downloads are of models up to the size where this passes half
        sum(downloads_30_days) over (
            partition by snapshot_date, population
            order by parameters, model_key
            rows between unbounded preceding and current row
        ) / sum(downloads_30_days) over (partition by snapshot_date, population)
            as downloads_share_to_here

    from downloads
    where downloads_30_days is not null and parameters is not null

),

sizes as (

    select
        snapshot_date,
        population,
        median(parameters) as parameters_median,
        min(parameters) filter (where downloads_share_to_here >= 0.5)
            as parameters_median_by_downloads,
        arg_max(model_name, downloads_30_days) as most_downloaded_model_name

    from ordered_downloads
    group by snapshot_date, population

),

download_concentration as (

    select
        fits.snapshot_date,
        fits.population,
        cast(fits.n_obs as integer) as n_obs,
        fits.status,
        cast(fits.status_reason as varchar) as status_reason,
        fits.total as downloads_30_days,
        fits.gini,
        fits.gini_ci_low,
        fits.gini_ci_high,
        rules.top_n,
        fits.top_share,
        fits.top_share_ci_low,
        fits.top_share_ci_high,
        fits.largest_share,
        sizes.most_downloaded_model_name,
        sizes.parameters_median,
        sizes.parameters_median_by_downloads,
        rules.ci_level,
        'percentile bootstrap of models' as method

    from fits
    left join sizes using (snapshot_date, population)
    cross join rules

)

select * from download_concentration
