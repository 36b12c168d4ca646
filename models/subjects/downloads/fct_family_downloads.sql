with

members as (select * from {{ ref('int_downloads__family_members') }}),

listed_members as (

    select * from members
    where downloads_30_days is not null

),

sizes as (

    select
        snapshot_date,
        family,
        any_value(variant) as variant,
        cast(any_value(n_sizes_released) as integer) as n_sizes_released,
        any_value(source_url) as source_url

    from members
    group by snapshot_date, family

),

published as (
    select * from {{ ref('stg_papers__quoted_downloads') }}
    where unit = 'factor'
),

counted_members as (

    select
        snapshot_date,
        family,
        cast(count(*) as integer) as n_obs,
        min(parameters) as smallest_parameters,
        max(parameters) as largest_parameters,
        arg_min(model_name, parameters) as smallest_model_name,
        arg_max(model_name, parameters) as largest_model_name,
        cast(arg_min(downloads_30_days, parameters) as double)
            as smallest_downloads_30_days,
        cast(arg_max(downloads_30_days, parameters) as double)
            as largest_downloads_30_days,
        arg_max(model_name, downloads_30_days) as most_downloaded_model_name,
        arg_max(parameters, downloads_30_days) as most_downloaded_parameters

    from listed_members
    group by snapshot_date, family

),

compared_members as (

    select
        sizes.*,
        counted_members.* exclude (snapshot_date, family, n_obs),
        coalesce(counted_members.n_obs, 0) as n_obs,
        coalesce(counted_members.n_obs, 0) >= 2 as is_comparable,
        coalesce(counted_members.n_obs, 0) = sizes.n_sizes_released as is_complete,
        published.published_value as published_download_ratio,
        published.published_date

    from sizes
    left join counted_members using (snapshot_date, family)
    left join published on sizes.family = published.subject

),

family_downloads as (

    select
        snapshot_date,
        family,
        variant,
        n_sizes_released,
        n_obs,
        is_complete,
        case when is_comparable then 'compared' else 'not_comparable' end as status,
        case
            when not is_comparable
                then 'fewer than two sizes with downloads in the listing'
        end as status_reason,
        smallest_model_name,
        smallest_parameters,
        smallest_downloads_30_days,
        largest_model_name,
        largest_parameters,
        largest_downloads_30_days,
        case
            when is_comparable
                then {{ ratio(
                    'smallest_downloads_30_days', 'largest_downloads_30_days'
                ) }}
        end as download_ratio,
        case
            when is_comparable
                then {{ ratio('largest_parameters', 'smallest_parameters') }}
        end as parameter_ratio,
        case
            when is_comparable
                then smallest_downloads_30_days > largest_downloads_30_days
        end as is_smallest_preferred_to_largest,
        most_downloaded_model_name,
        most_downloaded_parameters,
        published_download_ratio,
        published_date,
        source_url

    from compared_members

)

select * from family_downloads
