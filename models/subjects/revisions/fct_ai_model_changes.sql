with

presence as (
    select * from {{ ref('int_revisions__presence') }}
    where presence != 'kept'
),

pairs as (select * from {{ ref('int_revisions__snapshot_pairs') }}),

ai_model_changes as (

    select
        presence.old_snapshot_date,
        presence.new_snapshot_date,
        presence.ai_model_id,
        coalesce(presence.new_ai_model_name, presence.old_ai_model_name)
            as ai_model_name,
        pairs.is_consecutive,
        presence.presence as model_change,
        presence.scope_effect,
        presence.publication_date,
        coalesce(presence.is_notable_after, presence.is_notable_before) as is_notable,
        presence.first_snapshot_date,
        presence.last_snapshot_date

    from presence
    inner join pairs using (old_snapshot_date, new_snapshot_date)

)

select * from ai_model_changes
