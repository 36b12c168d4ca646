with

specifications as (

    select
        *,
        unnest(string_split(benchmarks, ';')) as benchmark

    from {{ ref('benchmark_lag_specifications') }}

),

scores as (select * from {{ ref('int_access__benchmark_scores') }}),

scores_beside_records as (

    select
        specifications.specification,
        scores.snapshot_date,
        scores.benchmark,
        scores.has_open_weights,
        scores.model_version,
        scores.release_date,
        scores.score,
        max(scores.score) over (
            partition by
                specifications.specification,
                scores.snapshot_date,
                scores.benchmark,
                scores.has_open_weights
            order by
                scores.release_date asc, scores.score desc, scores.model_version asc
            rows between unbounded preceding and 1 preceding
        ) as earlier_score

    from specifications
    inner join scores
        on
            specifications.benchmark = scores.benchmark
            and scores.release_date < coalesce(
                specifications.ends_before, date '9999-12-31'
            )
            and (
                specifications.access_tier is null
                or specifications.access_tier = scores.access_tier
                or (
                    specifications.access_tier like 'not %'
                    and specifications.access_tier != 'not ' || scores.access_tier
                )
            )

),

-- the best of its side up to its day
records as (

    select * exclude (earlier_score)

    from scores_beside_records
    where score > coalesce(earlier_score, -1)

),

levels as (

    select
        specification,
        snapshot_date,
        benchmark,
        score,
        max(model_version) filter (where not has_open_weights) as closed_model_version,
        max(model_version) filter (where has_open_weights) as open_model_version

    from records
    group by specification, snapshot_date, benchmark, score

),

-- a level is reached by the first record that has at least its score
levels_reached as (

    select
        levels.specification,
        levels.snapshot_date,
        levels.benchmark,
        levels.score,
        levels.score - lag(levels.score) over (
            partition by levels.specification, levels.snapshot_date, levels.benchmark
            order by levels.score
        ) as score_step,
        levels.closed_model_version,
        levels.open_model_version,
        min(records.release_date) filter (where not records.has_open_weights)
            as closed_date,
        min(records.release_date) filter (where records.has_open_weights) as open_date

    from levels
    inner join records
        on
            levels.specification = records.specification
            and levels.snapshot_date = records.snapshot_date
            and levels.benchmark = records.benchmark
            and levels.score <= records.score
    group by
        levels.specification,
        levels.snapshot_date,
        levels.benchmark,
        levels.score,
        levels.closed_model_version,
        levels.open_model_version

),

benchmark_levels as (

    select
        *,
        (open_date - closed_date) * 12 / 365.25 as lag_months

    from levels_reached

)

select * from benchmark_levels
