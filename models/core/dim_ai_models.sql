with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

newest as (

    select
        ai_model_id,
        ai_model_name,
        publication_date,
        publication_date_precision,
        reference_title,
        link,
        is_notable,
        organization_type,
        access_tier,
        confidence,
        base_model,
        min(snapshot_date) over same_model as first_snapshot_date,
        snapshot_date as last_snapshot_date,
        count(*) over same_model as n_snapshots

    from training_runs
    window same_model as (partition by ai_model_id)
    qualify row_number() over (
        partition by ai_model_id
        order by snapshot_date desc
    ) = 1

)

select * from newest
