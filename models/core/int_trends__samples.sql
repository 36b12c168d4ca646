with

ai_models as (

    select
        specification,
        snapshot_date,
        group_name,
        ai_model_id as member_id,
        publication_year as member_year,
        metric_oom,
        min_obs,
        ci_level,
        noise_factor

    from {{ ref('int_trends__ai_model_samples') }}

),

chips as (

    select
        specification,
        snapshot_date,
        group_name,
        hardware_name as member_id,
        release_year as member_year,
        metric_oom,
        min_obs,
        ci_level,
        noise_factor

    from {{ ref('int_trends__chip_samples') }}

),

frontiers as (

    select
        specification,
        snapshot_date,
        group_name,
        ai_model_id as member_id,
        publication_year as member_year,
        metric_oom,
        min_obs,
        ci_level,
        noise_factor

    from {{ ref('int_trends__frontier_samples') }}

),

combined as (

    select * from ai_models
    union all
    select * from chips
    union all
    select * from frontiers

)

select * from combined
