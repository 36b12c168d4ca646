with

access_by_compute as (

    select * from {{ ref('fct_access_by_compute') }}
    where population = 'all'

),

parameter_gaps as (

    select * from {{ ref('fct_parameter_gaps') }}

),

record_summaries as (

    select * from {{ ref('fct_record_summaries') }}

),

access_shares as (

    select
        'fct_access_by_compute' as tested_by,
        threshold_name as specification,
        access_group as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(['access_share']) }}

    from access_by_compute

),

gaps as (

    select
        'fct_parameter_gaps' as tested_by,
        specification,
        period as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(['observed_to_expected']) }}

    from parameter_gaps

),

summaries as (

    select
        'fct_record_summaries' as tested_by,
        specification,
        'all' as group_name,
        snapshot_date,
        n_obs,
        ci_level,
        method,
        status_reason,
        {{ quantity_rows(
            ['coverage_share', 'metric_median', 'metric_mean'],
            ['n_ai_models', 'n_obs', 'range_oom']
        ) }}

    from record_summaries

),

estimates as (

    select * from access_shares
    union all
    select * from gaps
    union all
    select * from summaries

)

select * from estimates
