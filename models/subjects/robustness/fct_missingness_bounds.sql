with

questions as (select * from {{ ref('int_robustness__missingness_questions') }}),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

fits as (select * from {{ ref('fit_robustness__missingness') }}),

missingness_bounds as (

    select
        questions.question_name,
        questions.scenario,
        snapshots.snapshot_date,
        questions.kind,
        questions.question,
        questions.metric,
        case questions.kind
            when 'slope' then 'oom_per_year'
            when 'contrast' then 'oom'
            when 'share' then 'share'
        end as unit,
        coalesce(fits.status, 'not_estimable') as status,
        case
            when fits.status is null then 'no model meets the question'
            else cast(fits.status_reason as varchar)
        end as status_reason,
        cast(coalesce(fits.n_obs, 0) as integer) as n_ai_models,
        cast(coalesce(fits.n_obs - fits.n_missing, 0) as integer) as n_obs,
        {{ ratio('fits.n_obs - fits.n_missing', 'fits.n_obs') }} as coverage_share,

        fits.estimate,
        case
            when questions.limits_basis is not null then fits.estimate_bound_low
        end as estimate_bound_low,
        case
            when questions.limits_basis is not null then fits.estimate_bound_high
        end as estimate_bound_high,
        case
            when questions.delta_oom is not null then fits.selected_estimate
        end as selected_estimate,
        case
            when questions.delta_oom is not null then fits.selected_estimate_ci_low
        end as selected_estimate_ci_low,
        case
            when questions.delta_oom is not null then fits.selected_estimate_ci_high
        end as selected_estimate_ci_high,
        fits.tipping_delta_oom,
        questions.limits_basis,
        questions.limits_half_width_oom,
        questions.delta_oom,
        questions.ci_level,
        case
            when questions.limits_basis is not null
                then 'Sharp bounds, without sampling error'
            when questions.kind = 'slope' then 'OLS moved by the delta; Student t'
            else 'Difference of means moved by the delta; Welch'
        end as method,
        questions.source_url

    from questions
    cross join snapshots
    left join fits
        on
            questions.question_name = fits.question_name
            and questions.scenario = fits.scenario
            and snapshots.snapshot_date = cast(fits.snapshot_date as date)

)

select * from missingness_bounds
