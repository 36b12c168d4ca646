-- How much values are revised is what makes old numbers worth testing again. If ids
-- stopped joining, or joined strangers, this share would leave its place: two fifths of
-- the compute values of December 2023 had moved by more than 1% by March 2026.
with

field_revisions as (select * from {{ ref('fct_field_revisions') }}),

moved_elsewhere as (

    select * from field_revisions
    where
        field = 'training_compute_flop'
        and old_snapshot_date = date '2023-12-14'
        and new_snapshot_date = date '2026-03-30'
        and not (n_obs > 380 and moved_share between 0.35 and 0.45)

)

select * from moved_elsewhere
