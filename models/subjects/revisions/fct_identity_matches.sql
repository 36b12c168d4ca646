with

matches as (

    select * from {{ ref('int_revisions__name_matches') }}

),

identified as (

    select * from {{ ref('int_ai_models__identified') }}

),

joined as (

    select
        matches.old_key as old_name_key,
        matches.new_key as new_name_key,
        matches.old_ai_model_name,
        matches.new_ai_model_name,
        matches.old_snapshot_date,
        matches.new_snapshot_date,
        before.ai_model_id as old_ai_model_id,
        after.ai_model_id as new_ai_model_id,
        matches.identity_rule,
        matches.decision,
        matches.confidence as confidence_share,
        before.ai_model_id = after.ai_model_id as is_merged,
        matches.is_same_title,
        matches.is_same_link,
        cast(matches.days_apart as integer) as days_apart,
        matches.is_same_organization,
        matches.figures,
        matches.name_similarity as name_similarity_share,
        matches.is_number_conflict,
        matches.is_unique

    from matches
    inner join identified as before
        on matches.old_record_id = before.record_id
    inner join identified as after
        on matches.new_record_id = after.record_id

)

select * from joined
