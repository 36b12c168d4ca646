with

choices as (
    select * from {{ ref('int_robustness__choices') }}
    where dimension != 'estimator'
),

metric_values as (
    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0
),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

training_starts as (select * from {{ ref('int_ai_models__training_starts') }}),

task_domains as (

    select
        snapshot_date,
        ai_model_id,
        list(group_name) as task_domains

    from {{ ref('int_ai_models__groups') }}
    where grouping_name = 'task_domain'
    group by all

),

low_outliers as (

    select
        snapshot_date,
        ai_model_id,
        list(z_rule) as z_rules

    from {{ ref('int_ai_models__z_scores') }}
    where is_low_outlier
    group by all

),

judged_runs as (

    select
        training_runs.snapshot_date,
        metric_values.metric,
        training_runs.ai_model_id,
        training_runs.publication_year,
        {{ fractional_year('training_starts.training_started_on') }}
            as training_start_year,
        log10(metric_values.metric_value) as metric_oom,
        choices.dimension || '/' || choices.option_name as choice,
        case choices.dimension
            when 'start'
                then
                    training_runs.publication_date
                    >= try_cast(choices.option_value as date)
            when 'outliers'
                then not coalesce(
                    list_contains(low_outliers.z_rules, choices.option_value), false
                )
            when 'population'
                then {{ in_population('choices.option_value', 'training_runs') }}
            when 'task_domain'
                then
                    choices.option_value is null
                    or list_contains(task_domains.task_domains, choices.option_value)
            when 'model_rule'
                then case choices.option_name
                    when 'any' then true
                    when 'from_scratch' then training_runs.base_model is null
                    when 'better_known'
                        then training_runs.confidence in ('confident', 'likely')
                end
            when 'date_basis'
                then
                    choices.option_name = 'publication'
                    or date_diff(
                        'day',
                        training_starts.training_started_on,
                        training_runs.publication_date
                    ) <= try_cast(choices.option_value as integer)
        end as is_member

    from metric_values
    inner join choices
        on metric_values.metric = choices.metric
    inner join training_runs using (snapshot_date, ai_model_id)
    left join training_starts using (snapshot_date, ai_model_id)
    left join task_domains using (snapshot_date, ai_model_id)
    left join low_outliers using (snapshot_date, ai_model_id)

),

choice_members as (

    select
        snapshot_date,
        metric,
        ai_model_id,
        publication_year,
        training_start_year,
        metric_oom,
        list(choice order by choice) as choices

    from judged_runs
    where is_member
    group by all

)

select * from choice_members
