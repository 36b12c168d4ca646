with

trends_compared as (

    select * from {{ ref('int_revisions__trend_sides') }}
    union all
    select * from {{ ref('int_revisions__estimated_cost_sides') }}

),

windows as (select * from {{ ref('trend_specifications') }}),

presence as (select * from {{ ref('int_revisions__presence') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

metric_values as (

    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0
    union all
    select
        snapshot_date,
        ai_model_id,
        metric,
        metric_value

    from {{ ref('int_costs__estimated_training_costs') }}
    where metric_value > 0

),

-- what the other snapshot knows about a member that its sample leaves out
looked_up as (

    select
        trends_compared.*,
        presence.presence,
        presence.scope_effect,
        trends_compared.absent_snapshot_date is not null as is_in_one_sample,
        metric_values.metric_value is not null as is_valued_elsewhere,
        elsewhere.publication_date is not null as is_dated_elsewhere,
        elsewhere.publication_date
        >= coalesce(windows.starts_on, date '0001-01-01')
        and elsewhere.publication_date
        < coalesce(windows.ends_before, date '9999-12-31')
            as is_in_window_elsewhere

    from trends_compared
    inner join windows
        on trends_compared.specification = windows.specification
    inner join presence
        on
            trends_compared.old_snapshot_date = presence.old_snapshot_date
            and trends_compared.new_snapshot_date = presence.new_snapshot_date
            and trends_compared.member_id = presence.ai_model_id
    left join training_runs as elsewhere
        on
            trends_compared.absent_snapshot_date = elsewhere.snapshot_date
            and trends_compared.member_id = elsewhere.ai_model_id
    left join metric_values
        on
            trends_compared.absent_snapshot_date = metric_values.snapshot_date
            and trends_compared.member_id = metric_values.ai_model_id
            and trends_compared.metric = metric_values.metric

),

members_with_reason as (

    select
        *,
        case
            when presence != 'kept' then coalesce(scope_effect, presence)
            when not is_in_one_sample and old_year = new_year
                then if(old_metric_oom = new_metric_oom, 'unchanged', 'value')
            when not is_in_one_sample
                then if(old_metric_oom = new_metric_oom, 'date', 'value_and_date')
            when not is_valued_elsewhere
                then if(old_year is null, 'value_published', 'value_withdrawn')
            when not is_dated_elsewhere
                then if(old_year is null, 'date_published', 'date_withdrawn')
            when not is_in_window_elsewhere then 'date_crosses_window'
            else if(old_year is null, 'enters_by_label', 'leaves_by_label')
        end as change_detail

    from looked_up

),

trend_members as (

    select
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        member_id,
        metric,
        min_obs,
        old_year,
        new_year,
        old_metric_oom,
        new_metric_oom,
        case
            when presence != 'kept' then presence
            when change_detail = 'unchanged' then 'kept'
            when change_detail like '%_by_label' then 'relabelled'
            else 'revised'
        end as change_kind,
        change_detail,
        scope_effect

    from members_with_reason

)

select * from trend_members
