with

pairs as (select * from {{ ref('int_revisions__name_pairs') }}),

rules as (select * from {{ ref('identity_rules') }}),

-- a condition that a rule leaves blank always holds; the first rule that holds counts
matched_pairs as (

    select
        pairs.*,
        rules.identity_rule,
        rules.decision,
        rules.confidence

    from pairs
    inner join rules
        on
            pairs.is_same_title = coalesce(rules.is_same_title, pairs.is_same_title)
            and pairs.is_same_link = coalesce(rules.is_same_link, pairs.is_same_link)
            and pairs.is_unnamed_before
            = coalesce(rules.is_unnamed_before, pairs.is_unnamed_before)
            and coalesce(
                pairs.days_apart <= rules.days_apart_max,
                rules.days_apart_max is null
            )
            and pairs.is_same_organization
            = coalesce(rules.is_same_organization, pairs.is_same_organization)
            and case rules.figures
                when 'agree_or_unknown' then pairs.figures != 'disagree'
                else pairs.figures = coalesce(rules.figures, pairs.figures)
            end
            and pairs.name_similarity >= coalesce(rules.name_similarity_min, 0)
            and pairs.is_number_conflict
            = coalesce(rules.is_number_conflict, pairs.is_number_conflict)
            and pairs.is_unique = coalesce(rules.is_unique, pairs.is_unique)
    qualify row_number() over (
        partition by pairs.old_key, pairs.new_key order by rules.rule_rank
    ) = 1

),

identified_pairs as (select * from {{ ref('int_ai_models__identified') }}),

identity_matches as (

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

    from matched_pairs as matches
    inner join identified_pairs as before
        on matches.old_record_id = before.record_id
    inner join identified_pairs as after
        on matches.new_record_id = after.record_id

)

select * from identity_matches
