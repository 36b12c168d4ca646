with

models as (
    select * from {{ ref('stg_hugging_face__models') }}
    where is_primary_record
),

buckets as (select * from {{ ref('parameter_buckets') }}),

-- packed weights have fewer numbers than the model has parameters
populations as (

    select
        *,
        unnest(
            case
                when coalesce(weight_format, 'gguf') = 'gguf' then ['all', 'unpacked']
                else ['all']
            end
        ) as population

    from models

),

models_by_size as (

    select
        populations.snapshot_date,
        populations.population,
        populations.model_name,
        populations.model_key,
        populations.developer,
        populations.parameters,
        populations.downloads_30_days,
        populations.is_mixture_of_experts,
        populations.is_discovered,
        buckets.parameter_bucket,
        buckets.bucket_rank,
        buckets.lower_bound as parameters_lower_bound,
        buckets.upper_bound as parameters_upper_bound

    from populations
    left join buckets
        on
            coalesce(buckets.lower_bound, 0) <= populations.parameters
            and populations.parameters < coalesce(buckets.upper_bound, 'infinity')

)

select * from models_by_size
