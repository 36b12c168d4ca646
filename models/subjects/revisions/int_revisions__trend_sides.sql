with

-- changes over longer spans are sums of these
pairs as (

    select * from {{ ref('int_revisions__snapshot_pairs') }}
    where is_consecutive

),

-- chips have snapshots of their own
specifications as (

    select * from {{ ref('trend_specifications') }}
    where entity = 'ai_model'

),

samples as (

    select * from {{ ref('int_trends__samples') }}
    union all
    select * from {{ ref('int_trends__estimated_cost_samples') }}

),

sides as (

    select
        samples.specification,
        samples.group_name,
        pairs.old_snapshot_date,
        pairs.new_snapshot_date,
        samples.member_id,
        samples.snapshot_date = pairs.old_snapshot_date as is_before,
        samples.member_year,
        samples.metric_oom,
        samples.min_obs,
        specifications.metric

    from samples
    inner join specifications
        on samples.specification = specifications.specification
    inner join pairs
        on samples.snapshot_date in (pairs.old_snapshot_date, pairs.new_snapshot_date)

),

compared as (

    select
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        member_id,
        metric,
        max(min_obs) as min_obs,
        max(member_year) filter (where is_before) as old_year,
        max(metric_oom) filter (where is_before) as old_metric_oom,
        max(member_year) filter (where not is_before) as new_year,
        max(metric_oom) filter (where not is_before) as new_metric_oom,
        -- the snapshot in whose sample the member is not
        case
            when bool_and(is_before) then new_snapshot_date
            when not bool_or(is_before) then old_snapshot_date
        end as absent_snapshot_date

    from sides
    group by
        specification,
        group_name,
        old_snapshot_date,
        new_snapshot_date,
        member_id,
        metric

)

select * from compared
