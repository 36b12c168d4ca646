-- A revision that does not start and end at published values was made by a join. Models
-- that are in neither snapshot, or the same in both, have none.
with

revisions as (
    select * from {{ ref('fct_record_revisions') }}
    where field = 'training_compute_flop'
),

training_runs as (select * from {{ ref('fct_training_runs') }}),

traced as (

    select
        revisions.*,
        before.training_compute_flop as published_before,
        after.training_compute_flop as published_after

    from revisions
    inner join training_runs as before
        on
            revisions.old_snapshot_date = before.snapshot_date
            and revisions.ai_model_id = before.ai_model_id
    inner join training_runs as after
        on
            revisions.new_snapshot_date = after.snapshot_date
            and revisions.ai_model_id = after.ai_model_id

),

strange as (

    select ai_model_id
    from traced
    where
        old_number is distinct from published_before
        or new_number is distinct from published_after
        or old_number is not distinct from new_number

),

untraced as (

    select revisions.ai_model_id
    from revisions
    left join traced
        using (old_snapshot_date, new_snapshot_date, ai_model_id)
    where traced.ai_model_id is null

)

select * from strange
union all
select * from untraced
