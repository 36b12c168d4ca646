-- A record that does not start where the one before ends would count days twice, or
-- compare a run with the wrong predecessor.
with

compute_records as (select * from {{ ref('fct_compute_records') }}),

chained as (

    select
        later.snapshot_date,
        later.ai_model_id,
        later.publication_date,
        later.previous_record_flop,
        earlier.next_record_date as end_of_previous,
        earlier.training_compute_flop as compute_of_previous

    from compute_records as later
    inner join compute_records as earlier
        on
            later.snapshot_date = earlier.snapshot_date
            and later.previous_record_flop = earlier.training_compute_flop
    where later.publication_date != earlier.next_record_date

),

unbroken as (

    select
        snapshot_date,
        count(distinct publication_date) filter (where is_standing) as n_standing

    from compute_records
    group by snapshot_date

),

wrong as (

    select
        snapshot_date,
        ai_model_id

    from chained
    union all
    select
        snapshot_date,
        'standing records: ' || n_standing as ai_model_id

    from unbroken
    where n_standing != 1

)

select * from wrong
