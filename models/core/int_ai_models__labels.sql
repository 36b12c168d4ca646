with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

z_scores as (
    select * from {{ ref('int_ai_models__z_scores') }}
    where is_default
),

boundaries as (select * from {{ ref('era_boundaries') }}),

parameter_tiers as (
    select * from {{ ref('scale_tiers') }}
    where quantity = 'parameters'
),

compute_tiers as (
    select * from {{ ref('scale_tiers') }}
    where quantity = 'training_compute'
),

candidates as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        boundaries.era_scheme,
        boundaries.era,
        boundaries.era_rank

    from training_runs
    left join z_scores using (snapshot_date, ai_model_id)
    inner join boundaries
        on
            training_runs.publication_date
            >= coalesce(boundaries.starts_on, date '0001-01-01')
            and training_runs.publication_date
            < coalesce(boundaries.ends_before, date '9999-12-31')
            and (not boundaries.is_large_scale_only or z_scores.is_large_scale)

),

-- the latest era whose conditions a model meets is its own
eras as (

    select
        snapshot_date,
        ai_model_id,
        arg_max(era, era_rank) filter (where era_scheme = 'from_2010') as era,
        arg_max(era, era_rank) filter (where era_scheme = 'from_2012') as era_from_2012

    from candidates
    group by snapshot_date, ai_model_id

),

-- an unknown value lies in no tier, and a model without a date in no era
labels_of_ai_models as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        eras.era,
        eras.era_from_2012,
        parameter_tiers.scale_tier as parameter_tier,
        compute_tiers.scale_tier as training_compute_tier

    from training_runs
    left join eras using (snapshot_date, ai_model_id)
    left join parameter_tiers
        on {{ in_scale_tier('training_runs.parameters', 'parameter_tiers') }}
    left join compute_tiers
        on {{ in_scale_tier('training_runs.training_compute_flop', 'compute_tiers') }}

)

select * from labels_of_ai_models
