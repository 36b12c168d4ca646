with

questions as (select * from {{ ref('missingness_questions') }}),

scenarios as (select * from {{ ref('missingness_scenarios') }}),

-- a share is bounded in the worst case; the other scenarios are about sizes
questions_by_scenario as (

    select
        questions.question_name,
        scenarios.scenario,
        questions.kind,
        questions.question,
        questions.metric,
        questions.population,
        questions.starts_on,
        questions.grouping_name,
        questions.first_group,
        questions.second_group,
        questions.threshold,
        questions.ci_level,
        scenarios.limits_basis,
        scenarios.limits_half_width_oom,
        scenarios.delta_oom,
        scenarios.source_url

    from questions
    inner join scenarios
        on
            questions.kind != 'share'
            or scenarios.limits_basis = 'observed_range'

)

select * from questions_by_scenario
