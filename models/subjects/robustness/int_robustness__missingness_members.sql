with

questions as (

    select distinct
        question_name,
        metric,
        population,
        starts_on,
        grouping_name,
        first_group,
        second_group,
        threshold

    from {{ ref('int_robustness__missingness_questions') }}

),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

groups as (select * from {{ ref('int_ai_models__groups') }}),

metric_values as (
    select * from {{ ref('int_ai_models__metric_values') }}
    where metric_value > 0
),

-- a model without a value is a member too: its value is what is missing
missingness_members as (

    select
        questions.question_name,
        training_runs.snapshot_date,
        coalesce(groups.group_name = questions.second_group, false)
            as is_second_group,
        training_runs.ai_model_id,
        training_runs.publication_year,
        log10(metric_values.metric_value) as metric_oom,
        metric_values.metric_value > questions.threshold as is_over_threshold

    from questions
    inner join training_runs
        on
            questions.starts_on <= training_runs.publication_date
            and {{ in_population('questions.population', 'training_runs') }}
    inner join groups
        on
            training_runs.snapshot_date = groups.snapshot_date
            and training_runs.ai_model_id = groups.ai_model_id
            and questions.grouping_name = groups.grouping_name
    left join metric_values
        on
            training_runs.snapshot_date = metric_values.snapshot_date
            and training_runs.ai_model_id = metric_values.ai_model_id
            and questions.metric = metric_values.metric
    where groups.group_name in (questions.first_group, questions.second_group)

)

select * from missingness_members
