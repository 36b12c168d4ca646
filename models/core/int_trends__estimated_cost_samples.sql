with

members as (select * from {{ ref('int_trends__members') }}),

estimated_costs as (
    select * from {{ ref('int_costs__estimated_training_costs') }}
    where metric_value > 0
),

estimated_cost_samples as (

    select
        members.specification,
        members.snapshot_date,
        members.group_name,
        members.ai_model_id as member_id,
        members.member_year,
        log10(estimated_costs.metric_value) as metric_oom,
        members.min_obs,
        members.ci_level,
        members.noise_factor

    from members
    inner join estimated_costs using (snapshot_date, ai_model_id, metric)

)

select * from estimated_cost_samples
