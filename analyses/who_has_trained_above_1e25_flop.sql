-- Which organisations have AI models at or above the threshold of the EU AI Act, how
-- many of them confirmed, and since when?
with

crossings as (
    select * from {{ ref('fct_threshold_crossings') }}
    where threshold_name = 'from_1e25'
),

by_organization as (

    select
        snapshot_date,
        is_confirmed,
        publication_date,
        training_compute_flop,
        has_open_weights,
        unnest(organization_names) as organization_name

    from crossings

),

counted as (

    select
        snapshot_date,
        organization_name,
        count(*) as n_ai_models,
        count_if(is_confirmed) as n_confirmed,
        count_if(has_open_weights) as n_open_weights,
        min(publication_date) as first_publication_date,
        max(training_compute_flop) as largest_training_compute_flop

    from by_organization
    group by snapshot_date, organization_name

)

select * from counted
order by snapshot_date desc, n_ai_models desc, organization_name asc
