with

fits as (select * from {{ ref('fit_efficiency__scale_elasticities') }}),

specifications as (select * from {{ ref('elasticity_specifications') }}),

snapshots as (

    select distinct snapshot_date
    from {{ ref('int_ai_models__training_runs') }}

),

wide as (

    select
        specification,
        cast(snapshot_date as date) as snapshot_date,
        any_value(status) as status,
        any_value(cast(status_reason as varchar)) as status_reason,
        any_value(n_obs) as n_obs,
        any_value(built_in_share) as built_in_share,
        any_value(r_squared) as r_squared,
        any_value(residual_sd_oom) as residual_sd_oom,
        any_value(mean_log10_x) as mean_scale_oom,
        any_value(mean_year) as mean_year,
        {% for term in ["elasticity", "slope_oom_per_year", "curvature"] -%}
            max(estimate) filter (where term = '{{ term }}') as {{ term }},
            max(hc3_se) filter (where term = '{{ term }}') as {{ term }}_se,
            max(ci_low) filter (where term = '{{ term }}') as {{ term }}_ci_low,
            max(ci_high) filter (where term = '{{ term }}') as {{ term }}_ci_high,
            max(p_value) filter (where term = '{{ term }}') as {{ term }}_p_value,
            max(vif) filter (where term = '{{ term }}') as {{ term }}_vif,
        {% endfor -%}
        any_value(cast(collinearity_reason as varchar)) as collinearity_reason

    from fits
    group by specification, snapshot_date

),

-- a specification that no model meets still gets its row, and a reason
scale_elasticities as (

    select
        specifications.specification,
        snapshots.snapshot_date,
        specifications.question,
        specifications.metric,
        specifications.scale_metric,
        specifications.population,
        specifications.sample_rule,
        specifications.has_date,
        specifications.has_curvature,
        coalesce(wide.status, 'not_estimable') as status,
        case
            when wide.status is null then 'no model meets the specification'
            else wide.status_reason
        end as status_reason,
        cast(coalesce(wide.n_obs, 0) as integer) as n_obs,
        wide.built_in_share,
        wide.r_squared,
        wide.residual_sd_oom,
        wide.mean_scale_oom,
        wide.mean_year,
        wide.collinearity_reason,
        {% for term in ["elasticity", "slope_oom_per_year", "curvature"] -%}
            wide.{{ term }},
            wide.{{ term }}_se,
            wide.{{ term }}_ci_low,
            wide.{{ term }}_ci_high,
            wide.{{ term }}_p_value,
            wide.{{ term }}_vif,
        {% endfor -%}
        specifications.ci_level,
        'OLS of log10 on log10; HC3 intervals' as method,
        specifications.source_url

    from specifications
    cross join snapshots
    left join wide
        on
            specifications.specification = wide.specification
            and snapshots.snapshot_date = wide.snapshot_date

)

select * from scale_elasticities
