with

presence as (select * from {{ ref('int_revisions__presence') }}),

pairs as (select * from {{ ref('int_revisions__snapshot_pairs') }}),

revisions as (

    select distinct
        old_snapshot_date,
        new_snapshot_date,
        ai_model_id

    from {{ ref('fct_record_revisions') }}

),

flagged_changes as (

    select
        presence.*,
        revisions.ai_model_id is not null as is_revised

    from presence
    left join revisions using (old_snapshot_date, new_snapshot_date, ai_model_id)

),

counts as (

    select
        old_snapshot_date,
        new_snapshot_date,
        count(*) filter (where presence != 'added') as n_before,
        count(*) filter (where presence != 'removed') as n_after,
        count(*) filter (where presence = 'kept') as n_kept,
        count(*) filter (where is_revised) as n_revised,
        count(*) filter (
            where presence = 'kept' and old_ai_model_name != new_ai_model_name
        ) as n_renamed,
        count(*) filter (where presence = 'added') as n_added,
        count(*) filter (where presence = 'added' and scope_effect is not null)
            as n_added_by_scope,
        count(*) filter (where presence = 'removed') as n_removed,
        count(*) filter (
            where presence = 'removed' and scope_effect = 'outside_scope'
        ) as n_removed_outside_scope,
        count(*) filter (
            where presence = 'removed' and scope_effect = 'listed_again_later'
        ) as n_removed_for_a_time,
        count(*) filter (
            where
            presence = 'kept' and is_notable_before and not is_notable_after
        ) as n_no_longer_notable,
        count(*) filter (
            where
            presence = 'kept' and is_notable_after and not is_notable_before
        ) as n_newly_notable

    from flagged_changes
    group by old_snapshot_date, new_snapshot_date

),

snapshot_changes as (

    select
        pairs.old_snapshot_date,
        pairs.new_snapshot_date,
        pairs.old_scope,
        pairs.new_scope,
        pairs.is_consecutive,
        pairs.is_scope_changed,
        pairs.is_dataset_unit_changed,
        cast(
            columns(counts.* exclude (old_snapshot_date, new_snapshot_date)) as integer
        )

    from pairs
    inner join counts using (old_snapshot_date, new_snapshot_date)

)

select * from snapshot_changes
