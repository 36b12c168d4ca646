with

choices as (select * from {{ ref('int_robustness__choices') }}),

starts as (

    select * from choices
    where dimension = 'start'

),

outlier_rules as (

    select * from choices
    where dimension = 'outliers'

),

populations as (

    select * from choices
    where dimension = 'population'

),

task_domains as (

    select * from choices
    where dimension = 'task_domain'

),

model_rules as (

    select * from choices
    where dimension = 'model_rule'

),

date_bases as (

    select * from choices
    where dimension = 'date_basis'

),

estimators as (

    select * from choices
    where dimension = 'estimator'

),

all_combinations as (

    select
        starts.metric,
        starts.option_name as start_option,
        outlier_rules.option_name as outlier_option,
        populations.option_name as population_option,
        task_domains.option_name as task_domain_option,
        model_rules.option_name as model_option,
        date_bases.option_name as date_basis_option,
        estimators.option_name as estimator,
        starts.is_headline
        and outlier_rules.is_headline
        and populations.is_headline
        and task_domains.is_headline
        and model_rules.is_headline
        and date_bases.is_headline
        and estimators.is_headline as is_headline,
        starts.headline_specification,
        starts.min_obs,
        starts.ci_level

    from starts
    inner join outlier_rules
        on starts.metric = outlier_rules.metric
    inner join populations
        on starts.metric = populations.metric
    inner join task_domains
        on starts.metric = task_domains.metric
    inner join model_rules
        on starts.metric = model_rules.metric
    inner join date_bases
        on starts.metric = date_bases.metric
    inner join estimators
        on starts.metric = estimators.metric

),

-- combinations that leave the same sample are one: the first of them stands for all
numbered_combinations as (

    select
        *,
        row_number() over (
            partition by metric, estimator
            order by
                is_headline desc,
                start_option asc,
                outlier_option asc,
                population_option desc,
                task_domain_option asc,
                model_option asc,
                date_basis_option asc
        ) as combination_rank

    from all_combinations

)

select * from numbered_combinations
