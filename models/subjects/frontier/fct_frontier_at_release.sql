with

release_ranks as (
    select * from {{ ref('int_ai_models__release_ranks_by_group') }}
    where
        grouping_name = 'none'
        and release_rank <= {{ rule_value(ref('frontier_rules'), 'frontier_rank') }}
),

makers as (select * from {{ ref('int_frontier__makers') }}),

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

frontier_at_release as (

    select
        release_ranks.snapshot_date,
        release_ranks.population,
        release_ranks.ai_model_id,
        makers.ai_model_name,
        training_runs.publication_date,
        makers.publication_year,
        cast(release_ranks.release_rank as integer) as release_rank,
        release_ranks.share_of_compute_record,
        makers.training_compute_flop,
        makers.training_compute_basis,
        training_runs.confidence,
        makers.organization_type,
        makers.organization_names,
        makers.country_codes,
        training_runs.access_tier,
        training_runs.has_open_weights,
        makers.link

    from release_ranks
    inner join makers using (snapshot_date, ai_model_id)
    inner join training_runs using (snapshot_date, ai_model_id)

)

select * from frontier_at_release
