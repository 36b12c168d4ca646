with

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where training_compute_flop is not null and publication_date is not null
),

-- a model of both sides counts in each
groups as (

    select * from {{ ref('int_ai_models__groups') }}
    union all
    select distinct
        snapshot_date,
        ai_model_id,
        'china_or_elsewhere' as grouping_name,
        case when country_code = 'CHN' then 'China' else 'elsewhere' end as group_name

    from {{ ref('bridge_ai_models__countries') }}
    where is_country

),

rules as (

    select
        cast(
            {{ rule_value(ref('frontier_rules'), 'release_rank_max') }} as bigint
        ) as release_rank_max

),

-- notable models are also among all; language models made from scratch stand apart
populations as (

    select
        *,
        unnest({{ populations() }}) as population

    from training_runs
    union all by name
    select
        training_runs.*,
        'language_from_scratch' as population

    from training_runs
    inner join groups using (snapshot_date, ai_model_id)
    where
        training_runs.base_model is null
        and groups.grouping_name = 'task_domain'
        and groups.group_name = 'Language'

),

grouped_runs as (

    select
        populations.*,
        groups.grouping_name,
        groups.group_name

    from populations
    inner join groups using (snapshot_date, ai_model_id)
    where
        (populations.population = 'language_from_scratch')
        = (groups.grouping_name = 'china_or_elsewhere')

),

-- what too many of its own day exceed is on no list below, and most models are
largest_of_their_day as (

    select
        grouped_runs.*,
        rules.*

    from grouped_runs
    cross join rules
    qualify
        rank() over (
            partition by
                grouped_runs.snapshot_date,
                grouped_runs.population,
                grouped_runs.grouping_name,
                grouped_runs.group_name,
                grouped_runs.publication_date
            order by grouped_runs.training_compute_flop desc
        ) <= rules.release_rank_max

),

-- models of one day count as released together
runs_beside_largest as (

    select
        *,
        max(training_compute_flop, release_rank_max) over (
            partition by snapshot_date, population, grouping_name, group_name
            order by publication_date
            range between unbounded preceding and current row
        ) as largest_flop

    from largest_of_their_day

),

-- the list runs from the largest down, so a position is one plus the larger ones
release_ranks as (

    select
        snapshot_date,
        population,
        grouping_name,
        group_name,
        ai_model_id,
        list_position(largest_flop, training_compute_flop) as release_rank,
        training_compute_flop / largest_flop[1] as share_of_compute_record

    from runs_beside_largest
    where list_position(largest_flop, training_compute_flop) is not null

)

select * from release_ranks
