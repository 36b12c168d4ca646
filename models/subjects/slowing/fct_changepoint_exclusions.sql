{% set filters = [
    "organization_type",
    "task_domain",
    "country_code",
    "access_tier",
    "hardware_kind",
] -%}

with

specifications as (select * from {{ ref('changepoint_specifications') }}),

named_left_out as (

    select
        specification,
        unnest(string_split(excluded_ai_models, ';')) as ai_model_id

    from specifications

),

samples as (select * from {{ ref('int_slowing__samples') }}),

changepoints as (select * from {{ ref('fct_changepoints') }}),

-- two specifications that differ in nothing but the models left out
changepoint_pairs as (

    select
        reduced.specification,
        whole.specification as whole_specification

    from specifications as reduced
    inner join specifications as whole
        on
            reduced.metric = whole.metric
            and reduced.population = whole.population
            and reduced.grouping_name = whole.grouping_name
            and reduced.group_name = whole.group_name
            and reduced.sample_rule = whole.sample_rule
            and reduced.starts_on is not distinct from whole.starts_on
            and reduced.ends_before is not distinct from whole.ends_before
            and reduced.variance = whole.variance
            {%- for filter in filters %}
                and reduced.{{ filter }} is not distinct from whole.{{ filter }}
            {%- endfor %}
    where
        reduced.excluded_ai_models is not null
        and whole.excluded_ai_models is null

),

left_out as (

    select
        changepoint_pairs.specification,
        samples.snapshot_date,
        cast(count(*) as integer) as n_left_out

    from changepoint_pairs
    inner join named_left_out
        on changepoint_pairs.specification = named_left_out.specification
    inner join samples
        on
            changepoint_pairs.whole_specification = samples.specification
            and named_left_out.ai_model_id = samples.ai_model_id
    group by changepoint_pairs.specification, samples.snapshot_date

),

changepoint_exclusions as (

    select
        reduced.specification,
        reduced.snapshot_date,
        changepoint_pairs.whole_specification,
        whole.question,
        reduced.excluded_ai_models,
        coalesce(left_out.n_left_out, 0) as n_left_out,
        whole.n_obs as n_obs_whole,
        reduced.n_obs,
        whole.break_year as break_year_whole,
        reduced.break_year,
        whole.bic_difference as bic_difference_whole,
        reduced.bic_difference,
        whole.p_value as p_value_whole,
        reduced.p_value,
        whole.bic_difference < 0 as is_kink_favoured_whole,
        reduced.bic_difference < 0 as is_kink_favoured,
        (whole.bic_difference < 0) != (reduced.bic_difference < 0)
            as is_answer_changed

    from changepoint_pairs
    inner join changepoints as reduced
        on changepoint_pairs.specification = reduced.specification
    inner join changepoints as whole
        on
            changepoint_pairs.whole_specification = whole.specification
            and reduced.snapshot_date = whole.snapshot_date
    left join left_out
        on
            reduced.specification = left_out.specification
            and reduced.snapshot_date = left_out.snapshot_date

)

select * from changepoint_exclusions
