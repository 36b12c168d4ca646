with

training_runs as (

    select * from {{ ref('int_models__training_runs') }}
    where training_compute_flop is not null and publication_date is not null

),

groups as (

    select * from {{ ref('int_scaling__groups') }}

),

rules as (

    select
        max(rule_value) filter (where rule_name = 'frontier_rank') as frontier_rank,
        cast(
            max(rule_value) filter (where rule_name = 'release_rank_max') as bigint
        ) as release_rank_max

    from {{ ref('label_rules') }}

),

-- notable models are also among all models
populations as (

    select
        snapshot_date,
        ai_model_id,
        publication_date,
        training_compute_flop,
        unnest(
            case when is_notable then ['all', 'notable'] else ['all'] end
        ) as population

    from training_runs

),

-- models of one day count as released together
compared as (

    select
        populations.snapshot_date,
        populations.population,
        groups.grouping_name,
        groups.group_name,
        populations.ai_model_id,
        populations.training_compute_flop,
        rules.frontier_rank,
        max(populations.training_compute_flop, rules.release_rank_max) over (
            partition by
                populations.snapshot_date,
                populations.population,
                groups.grouping_name,
                groups.group_name
            order by populations.publication_date
            range between unbounded preceding and current row
        ) as largest_flop

    from populations
    inner join groups using (snapshot_date, ai_model_id)
    cross join rules

),

-- the list runs from the largest down, so a position is one plus the larger ones
ranked as (

    select
        snapshot_date,
        population,
        grouping_name,
        group_name,
        ai_model_id,
        list_position(largest_flop, training_compute_flop) as release_rank,
        list_position(largest_flop, training_compute_flop) <= frontier_rank
            as is_frontier,
        training_compute_flop / largest_flop[1] as share_of_compute_record

    from compared
    where list_position(largest_flop, training_compute_flop) is not null

)

select * from ranked
