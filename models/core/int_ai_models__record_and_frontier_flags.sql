with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where training_compute_flop is not null and publication_date is not null
),

rules as (

    select
        {{ rule_value(ref('frontier_rules'), 'near_record_share') }}
            as near_record_share,
        {{ rule_value(ref('frontier_rules'), 'frontier_rank') }} as frontier_rank

),

-- models of one day count as released together
runs_beside_records as (

    select
        training_runs.snapshot_date,
        training_runs.ai_model_id,
        training_runs.training_compute_flop,
        rules.near_record_share,
        max(training_runs.training_compute_flop) over (
            partition by training_runs.snapshot_date
            order by training_runs.publication_date
            range between unbounded preceding and interval 1 day preceding
        ) as earlier_record_flop,
        max(training_runs.training_compute_flop) over so_far as record_flop,
        list_min(
            max(
                training_runs.training_compute_flop,
                cast(rules.frontier_rank as bigint)
            ) over so_far
        ) as frontier_entry_flop

    from training_runs
    cross join rules
    window so_far as (
        partition by training_runs.snapshot_date
        order by training_runs.publication_date
        range between unbounded preceding and current row
    )

),

flags as (

    select
        snapshot_date,
        ai_model_id,
        training_compute_flop = record_flop
        and training_compute_flop > coalesce(earlier_record_flop, 0)
            as is_compute_record,
        training_compute_flop >= near_record_share * record_flop
            as is_near_compute_record,
        training_compute_flop >= frontier_entry_flop as is_frontier,
        training_compute_flop / record_flop as share_of_compute_record

    from runs_beside_records

)

select * from flags
