-- Our frontier flag is computed, the producer's is published. Nine of ten of its
-- frontier models must be ours where compute and date are known: 93% were in the first
-- snapshot with the flag (2024-10) and all since. The reverse is looser: the producer
-- flags fewer models, 89% of ours in 2024 and 63% in 2026, so only half is asked for.
with

training_runs as (
    select * from {{ ref('fct_training_runs') }}
    where training_compute_flop is not null and publication_date is not null
),

counted as (

    select
        snapshot_date,
        count(*) filter (where is_frontier) as n_ours,
        count(*) filter (where is_frontier_published) as n_published,
        count(*) filter (where is_frontier and is_frontier_published) as n_both

    from training_runs
    group by snapshot_date

),

disagreeing as (

    select * from counted
    where
        n_published > 0
        and (n_both < 0.9 * n_published or n_both < 0.5 * n_ours)

)

select * from disagreeing
