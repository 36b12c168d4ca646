with

specifications as (
    select * from {{ ref('trend_specifications') }}
    where entity = 'ai_model' and sample_rule != 'top_at_release'
),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

training_starts as (select * from {{ ref('int_ai_models__training_starts') }}),

groups as (select * from {{ ref('int_ai_models__groups') }}),

chips as (select * from {{ ref('bridge_ai_models__hardware') }}),

z_scores as (select * from {{ ref('int_ai_models__z_scores') }}),

flags as (select * from {{ ref('int_ai_models__record_and_frontier_flags') }}),

left_out as (

    {{ ai_models_left_out('specifications', 'training_runs', 'groups', 'chips') }}

),

-- the day that counts is that of publication, or that on which training started
runs as (

    select
        specifications.*,
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.base_model is null as is_from_scratch,
        case specifications.date_basis
            when 'publication' then training_runs.publication_date
            when 'training_start' then training_starts.training_started_on
        end as member_date

    from specifications
    inner join training_runs
        on {{ in_population('specifications.population', 'training_runs') }}
    left join training_starts using (snapshot_date, ai_model_id)

),

members as (

    select
        runs.specification,
        runs.snapshot_date,
        groups.group_name,
        runs.ai_model_id,
        runs.metric,
        {{ fractional_year('runs.member_date') }} as member_year,
        runs.min_obs,
        runs.ci_level,
        runs.noise_factor

    from runs
    inner join groups using (snapshot_date, ai_model_id, grouping_name)
    left join z_scores using (snapshot_date, ai_model_id, z_rule)
    left join flags using (snapshot_date, ai_model_id)
    left join left_out using (specification, snapshot_date, ai_model_id)
    where
        runs.member_date >= coalesce(runs.starts_on, date '0001-01-01')
        and runs.member_date < coalesce(runs.ends_before, date '9999-12-31')
        and left_out.specification is null
        and not (
            runs.excludes_low_outliers and coalesce(z_scores.is_low_outlier, false)
        )
        and case runs.sample_rule
            when 'all' then true
            when 'from_scratch' then runs.is_from_scratch
            when 'regular_scale' then not coalesce(z_scores.is_high_scale, false)
            when 'large_scale' then z_scores.is_large_scale
            when 'compute_record' then flags.is_compute_record
            when 'near_compute_record' then flags.is_near_compute_record
            when 'frontier' then flags.is_frontier
            when 'frontier_from_scratch'
                then flags.is_frontier and runs.is_from_scratch
        end

)

select * from members
