with

candidates as (
    select * from {{ ref('int_ai_models__threshold_candidates') }}
    where is_at_or_above
),

makers as (select * from {{ ref('int_frontier__makers') }}),

threshold_crossings as (

    select
        candidates.snapshot_date,
        candidates.threshold_name,
        candidates.threshold_flop,
        candidates.ai_model_id,
        makers.ai_model_name,
        candidates.publication_date,
        -- models of one day cross together
        cast(
            case
                when candidates.publication_date is not null
                    then rank() over (
                        partition by candidates.snapshot_date, candidates.threshold_name
                        order by candidates.publication_date nulls last
                    )
            end as integer
        ) as crossing_rank,
        candidates.is_notable,
        makers.training_compute_flop,
        makers.training_compute_basis,
        candidates.confidence,
        candidates.confidence != 'speculative' as is_confirmed,
        makers.organization_type,
        makers.organization_names,
        makers.country_codes,
        candidates.access_tier,
        candidates.has_open_weights,
        makers.link

    from candidates
    inner join makers using (snapshot_date, ai_model_id)

)

select * from threshold_crossings
