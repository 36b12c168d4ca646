with

presence as (
    select * from {{ ref('int_revisions__presence') }}
    where presence = 'kept'
),

pairs as (select * from {{ ref('int_revisions__snapshot_pairs') }}),

revised_values as (select * from {{ ref('int_revisions__values') }}),

rules as (

    select
        {{ rule_value(ref('revisions_rules'), 'revision_moved_share') }} as moved_share

),

changes_of_records as (

    select
        presence.old_snapshot_date,
        presence.new_snapshot_date,
        presence.ai_model_id,
        revised_values.snapshot_date = presence.old_snapshot_date as is_before,
        revised_values.field,
        revised_values.value_number,
        revised_values.value_text

    from presence
    inner join revised_values
        on
            presence.ai_model_id = revised_values.ai_model_id
            and revised_values.snapshot_date in (
                presence.old_snapshot_date, presence.new_snapshot_date
            )

),

before as (

    select * from changes_of_records
    where is_before

),

after as (

    select * from changes_of_records
    where not is_before

),

compared_values as (

    select
        old_snapshot_date,
        new_snapshot_date,
        ai_model_id,
        field,
        case
            when before.field is null then 'added_value'
            when after.field is null then 'removed_value'
            else 'revised'
        end as revision,
        before.value_number as old_number,
        after.value_number as new_number,
        before.value_text as old_text,
        after.value_text as new_text,
        {{ ratio('after.value_number', 'before.value_number') }} as value_ratio,
        case
            when field = 'publication_date'
                then cast(
                    cast(after.value_text as date) - cast(before.value_text as date)
                    as integer
                )
        end as moved_days

    from before
    full join after using (old_snapshot_date, new_snapshot_date, ai_model_id, field)
    where
        before.value_number is distinct from after.value_number
        or before.value_text is distinct from after.value_text

),

record_revisions as (

    select
        compared_values.old_snapshot_date,
        compared_values.new_snapshot_date,
        compared_values.ai_model_id,
        compared_values.field,
        coalesce(presence.new_ai_model_name, presence.old_ai_model_name)
            as ai_model_name,
        pairs.is_consecutive,
        compared_values.revision,
        compared_values.old_number,
        compared_values.new_number,
        compared_values.old_text,
        compared_values.new_text,
        compared_values.value_ratio,
        abs(compared_values.value_ratio - 1) > rules.moved_share as is_moved,
        compared_values.moved_days,
        -- words became tokens: no statement about the dataset
        compared_values.field = 'dataset_size' and pairs.is_dataset_unit_changed
            as has_unit_changed

    from compared_values
    cross join rules
    inner join presence using (old_snapshot_date, new_snapshot_date, ai_model_id)
    inner join pairs using (old_snapshot_date, new_snapshot_date)

)

select * from record_revisions
