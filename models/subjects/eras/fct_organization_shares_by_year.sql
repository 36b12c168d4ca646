with

cohorts as (
    select * from {{ ref('int_ai_models__cohorts') }}
    where grouping_name = 'organization_type'
),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

interval_rules as (

    select
        ci_level,
        normal_quantile as ci_z

    from {{ ref('normal_quantiles') }}
    where ci_level = {{ rule_value(ref('interval_levels'), 'share_ci_level') }}

),

by_type as (

    select
        cohorts.snapshot_date,
        cohorts.population,
        cohorts.calendar_year,
        cohorts.group_name as organization_type,
        count(*) as n_ai_models,
        count(training_runs.training_compute_flop) as n_with_training_compute,
        coalesce(sum(training_runs.training_compute_flop), 0) as training_compute_flop,
        max(training_runs.training_compute_flop) as largest_flop

    from cohorts
    inner join training_runs using (snapshot_date, ai_model_id)
    group by
        cohorts.snapshot_date,
        cohorts.population,
        cohorts.calendar_year,
        cohorts.group_name

),

counts_by_type as (

    select
        *,
        sum(n_ai_models) over its_year as n_in_year,
        sum(training_compute_flop) over its_year as year_flop,
        max(largest_flop) over its_year as year_largest_flop

    from by_type
    window its_year as (partition by snapshot_date, population, calendar_year)

),

-- one run can be most of a year's compute: the share without it says how much
without_largest as (

    select
        *,
        year_flop - year_largest_flop as year_rest_flop,
        case
            when largest_flop = year_largest_flop
                then training_compute_flop - largest_flop
            else training_compute_flop
        end as rest_flop

    from counts_by_type

),

shares as (

    select
        without_largest.snapshot_date,
        without_largest.population,
        without_largest.calendar_year,
        without_largest.organization_type,
        without_largest.n_ai_models,
        cast(without_largest.n_in_year as bigint) as n_in_year,
        {{ ratio('without_largest.n_ai_models', 'without_largest.n_in_year') }}
            as ai_model_share,
        {{ wilson_bound(
            'without_largest.n_ai_models',
            'without_largest.n_in_year',
            'interval_rules.ci_z',
            'low'
        ) }} as ai_model_share_ci_low,
        {{ wilson_bound(
            'without_largest.n_ai_models',
            'without_largest.n_in_year',
            'interval_rules.ci_z',
            'high'
        ) }} as ai_model_share_ci_high,
        interval_rules.ci_level,
        'Wilson score' as method,
        without_largest.n_with_training_compute,
        {{ ratio(
            'without_largest.n_with_training_compute', 'without_largest.n_ai_models'
        ) }} as training_compute_disclosed_share,
        without_largest.training_compute_flop,
        {{ ratio(
            'without_largest.training_compute_flop', 'without_largest.year_flop'
        ) }} as training_compute_share,
        {{ ratio('without_largest.rest_flop', 'without_largest.year_rest_flop') }}
            as training_compute_share_without_largest

    from without_largest
    cross join interval_rules

)

select * from shares
