with

members as (select * from {{ ref('int_trends__members') }}),

metric_values as (
    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0
),

frontier_trends as (
    select * from {{ ref('trend_specifications') }}
    where sample_rule = 'top_at_release'
),

release_ranks as (select * from {{ ref('int_ai_models__release_ranks_by_group') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

groups as (select * from {{ ref('int_ai_models__groups') }}),

chips as (select * from {{ ref('bridge_ai_models__hardware') }}),

left_out as (

    {{ ai_models_left_out('frontier_trends', 'training_runs', 'groups', 'chips') }}

),

ai_models as (

    select
        members.specification,
        members.snapshot_date,
        members.group_name,
        members.ai_model_id as member_id,
        members.member_year,
        log10(metric_values.metric_value) as metric_oom,
        members.min_obs,
        members.ci_level,
        members.noise_factor

    from members
    inner join metric_values using (snapshot_date, ai_model_id, metric)

),

-- positions are taken in the whole history; the window and filters cut after that
frontiers as (

    select
        specifications.specification,
        release_ranks.snapshot_date,
        release_ranks.group_name,
        release_ranks.ai_model_id as member_id,
        training_runs.publication_year as member_year,
        log10(metric_values.metric_value) as metric_oom,
        specifications.min_obs,
        specifications.ci_level,
        specifications.noise_factor

    from frontier_trends as specifications
    inner join release_ranks
        on
            specifications.population = release_ranks.population
            and specifications.grouping_name = release_ranks.grouping_name
            and specifications.frontier_rank >= release_ranks.release_rank
    inner join training_runs using (snapshot_date, ai_model_id)
    inner join metric_values using (snapshot_date, ai_model_id, metric)
    left join left_out using (specification, snapshot_date, ai_model_id)
    where
        training_runs.publication_date
        >= coalesce(specifications.starts_on, date '0001-01-01')
        and training_runs.publication_date
        < coalesce(specifications.ends_before, date '9999-12-31')
        and left_out.specification is null
    -- hundreds of organisations have made a model or two, and no trend
    qualify count(*) over (
        partition by
            specifications.specification,
            release_ranks.snapshot_date,
            release_ranks.group_name
    ) >= specifications.min_obs

),

trend_samples as (

    select * from ai_models
    union all
    select * from frontiers
    union all
    select * from {{ ref('int_trends__chip_samples') }}

)

select * from trend_samples
