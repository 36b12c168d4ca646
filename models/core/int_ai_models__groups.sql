with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

domains as (select * from {{ ref('bridge_ai_models__domains') }}),

countries as (select * from {{ ref('bridge_ai_models__countries') }}),

organizations as (select * from {{ ref('bridge_ai_models__organizations') }}),

all_ai_models as (

    select
        snapshot_date,
        ai_model_id,
        'none' as grouping_name,
        'all' as group_name

    from training_runs

),

organization_types as (

    select
        snapshot_date,
        ai_model_id,
        'organization_type' as grouping_name,
        organization_type as group_name

    from training_runs

),

access_tiers as (

    select
        snapshot_date,
        ai_model_id,
        'access_tier' as grouping_name,
        access_tier as group_name

    from training_runs

),

-- a model of several task domains, countries or organisations counts once in each
task_domains as (

    select
        snapshot_date,
        ai_model_id,
        'task_domain' as grouping_name,
        task_domain as group_name

    from domains

),

by_country as (

    select
        snapshot_date,
        ai_model_id,
        'country' as grouping_name,
        country_code as group_name

    from countries

),

by_organization as (

    select
        snapshot_date,
        ai_model_id,
        'organization' as grouping_name,
        organization_name as group_name

    from organizations

),

ai_model_groups as (

    select * from all_ai_models
    union all
    select * from organization_types
    union all
    select * from access_tiers
    union all
    select * from task_domains
    union all
    select * from by_country
    union all
    select * from by_organization

)

select * from ai_model_groups
