with

pairs as (select * from {{ ref('int_revisions__snapshot_pairs') }}),

training_runs as (

    select
        snapshot_date,
        ai_model_id,
        ai_model_name,
        publication_date,
        is_notable,
        min(snapshot_date) over (partition by ai_model_id) as first_snapshot_date,
        max(snapshot_date) over (partition by ai_model_id) as last_snapshot_date

    from {{ ref('int_ai_models__training_runs') }}

),

ai_models_of_pairs as (

    select
        pairs.old_snapshot_date,
        pairs.new_snapshot_date,
        training_runs.snapshot_date = pairs.old_snapshot_date as is_before,
        training_runs.ai_model_id,
        training_runs.ai_model_name,
        training_runs.publication_date,
        training_runs.is_notable,
        training_runs.first_snapshot_date,
        training_runs.last_snapshot_date

    from pairs
    inner join training_runs
        on training_runs.snapshot_date in (
            pairs.old_snapshot_date, pairs.new_snapshot_date
        )

),

matches as (

    select
        old_snapshot_date,
        new_snapshot_date,
        ai_model_id,
        case
            when bool_and(is_before) then 'removed'
            when bool_or(is_before) then 'kept'
            else 'added'
        end as presence,
        max(ai_model_name) filter (where is_before) as old_ai_model_name,
        max(ai_model_name) filter (where not is_before) as new_ai_model_name,
        bool_or(is_notable) filter (where is_before) as is_notable_before,
        bool_or(is_notable) filter (where not is_before) as is_notable_after,
        arg_max(publication_date, not is_before) as publication_date,
        max(first_snapshot_date) as first_snapshot_date,
        max(last_snapshot_date) as last_snapshot_date

    from ai_models_of_pairs
    group by old_snapshot_date, new_snapshot_date, ai_model_id

),

-- the producer's file covers other models, or leaves some out and lists them again
-- later: neither says anything about the models themselves
presence_of_ai_models as (

    select
        matches.*,
        case
            when matches.presence = 'kept' then null
            when
                matches.presence = 'removed' and pairs.is_new_notable_only
                and not matches.is_notable_before
                then 'outside_scope'
            when
                matches.presence = 'added' and pairs.is_old_notable_only
                and not matches.is_notable_after
                then 'outside_scope'
            when
                matches.presence = 'removed'
                and matches.last_snapshot_date > matches.new_snapshot_date
                then 'listed_again_later'
            when
                matches.presence = 'added'
                and matches.first_snapshot_date < matches.old_snapshot_date
                then 'listed_before'
        end as scope_effect

    from matches
    inner join pairs
        on
            matches.old_snapshot_date = pairs.old_snapshot_date
            and matches.new_snapshot_date = pairs.new_snapshot_date

)

select * from presence_of_ai_models
