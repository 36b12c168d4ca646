with

pairs as (

    select * from {{ ref('int_revisions__name_pairs') }}

),

rules as (

    select * from {{ ref('identity_rules') }}

),

-- a condition that a rule leaves blank always holds; the first rule that holds counts
matched as (

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

)

select * from matched
