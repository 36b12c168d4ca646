-- Magnitude anchors, to catch unit regressions: famous training runs whose figures
-- every snapshot agrees on within a few percent, or within a factor of two where the
-- producer revised its estimate. A change of unit moves them by a factor of a thousand.
with

training_runs as (

    select * from {{ ref('fct_training_runs') }}

),

long as (

    unpivot (
        select
            snapshot_date,
            ai_model_id,
            publication_year,
            training_compute_flop,
            parameters,
            training_time_hours,
            training_power_draw_w,
            training_cost_usd_2020,
            training_cost_usd_2023,
            chip_hours,
            training_energy_kwh,
            cost_per_flop_usd_2023,
            compute_per_joule_flop

        from training_runs
    )
    on columns(* exclude (snapshot_date, ai_model_id))
    into name quantity value quantity_value

),

-- ranges wide enough for the revisions seen from 2022 to 2026
anchors (ai_model_id, quantity, known_since, lower_bound, upper_bound) as (

    values
    ('alexnet', 'training_compute_flop', date '2022-05-03', 4.6e17, 4.8e17),
    ('alexnet', 'parameters', date '2022-05-03', 5.9e7, 6.2e7),
    ('alexnet', 'publication_year', date '2022-05-03', 2012.7, 2012.8),
    ('gpt3175b', 'training_compute_flop', date '2022-05-03', 3.1e23, 3.2e23),
    ('gpt3175b', 'parameters', date '2022-05-03', 1.74e11, 1.76e11),
    ('gpt3175b', 'training_time_hours', date '2023-12-14', 355, 356),
    ('gpt3175b', 'chip_hours', date '2023-12-14', 3.5e6, 3.6e6),
    ('gpt3175b', 'training_power_draw_w', date '2024-10-16', 5.0e6, 5.7e6),
    ('gpt3175b', 'training_cost_usd_2023', date '2024-10-16', 1.9e6, 2.3e6),
    ('gpt3175b', 'training_energy_kwh', date '2024-10-16', 1.7e6, 2.1e6),
    ('gpt3175b', 'cost_per_flop_usd_2023', date '2024-10-16', 6e-18, 8e-18),
    ('gpt3175b', 'compute_per_joule_flop', date '2024-10-16', 4e10, 5e10),
    ('palm540b', 'training_compute_flop', date '2022-05-03', 2.5e24, 2.6e24),
    ('palm540b', 'parameters', date '2022-05-03', 5.3e11, 5.5e11)

),

snapshots as (

    select distinct snapshot_date from training_runs

),

expected as (

    select
        snapshots.snapshot_date,
        anchors.ai_model_id,
        anchors.quantity,
        anchors.lower_bound,
        anchors.upper_bound

    from anchors
    inner join snapshots
        on anchors.known_since <= snapshots.snapshot_date

),

-- a missing anchor is a failure too: its model lost its identity or its column
missed as (

    select
        expected.*,
        long.quantity_value

    from expected
    left join long using (snapshot_date, ai_model_id, quantity)
    where
        long.quantity_value is null
        or long.quantity_value not between expected.lower_bound and expected.upper_bound

)

select * from missed
