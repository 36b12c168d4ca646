with

downloads as (select * from {{ ref('int_downloads__models') }}),

counts_by_size as (

    select
        snapshot_date,
        population,
        coalesce(parameter_bucket, 'unknown') as parameter_bucket,
        bucket_rank,
        parameters_lower_bound,
        parameters_upper_bound,
        cast(count(*) as integer) as n_models,
        cast(count(downloads_30_days) as integer) as n_obs,
        cast(sum(downloads_30_days) as double) as downloads_30_days,
        median(downloads_30_days) as downloads_30_days_median

    from downloads
    group by all

),

downloads_by_size as (

    select
        snapshot_date,
        population,
        parameter_bucket,
        bucket_rank,
        parameters_lower_bound,
        parameters_upper_bound,
        n_models,
        n_obs,
        n_obs / n_models as coverage_share,
        downloads_30_days,
        downloads_30_days_median,
        downloads_30_days / sum(downloads_30_days) over whole as downloads_share,
        n_models / sum(n_models) over whole as models_share

    from counts_by_size
    window whole as (partition by snapshot_date, population)

)

select * from downloads_by_size
