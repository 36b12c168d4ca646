-- Which sizes of models make up the downloads, and which the models on offer?
with

downloads as (select * from {{ ref('fct_downloads_by_size') }}),

newest as (

    select max(snapshot_date) as snapshot_date from downloads

)

select
    downloads.snapshot_date,
    downloads.population,
    downloads.parameter_bucket,
    downloads.n_models,
    downloads.coverage_share,
    downloads.models_share,
    downloads.downloads_share,
    downloads.downloads_30_days_median
from downloads
inner join newest using (snapshot_date)
order by downloads.population, downloads.bucket_rank nulls last
