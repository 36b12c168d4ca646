-- Do users download the small size of a family more than the large one?
with

families as (
    select * from {{ ref('fct_family_downloads') }}
    where status = 'compared'
),

newest as (

    select max(snapshot_date) as snapshot_date from families

)

select
    families.family,
    families.n_obs,
    families.n_sizes_released,
    families.smallest_model_name,
    families.largest_model_name,
    families.parameter_ratio,
    families.download_ratio,
    families.published_download_ratio,
    families.most_downloaded_model_name,
    avg(cast(families.is_smallest_preferred_to_largest as integer)) over ()
        as smallest_preferred_share
from families
inner join newest using (snapshot_date)
order by families.download_ratio desc
