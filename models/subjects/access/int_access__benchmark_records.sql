with

specifications as (

    select
        *,
        unnest(string_split(benchmarks, ';')) as benchmark

    from {{ ref('benchmark_lag_specifications') }}

),

scores as (

    select * from {{ ref('int_access__benchmark_scores') }}

),

compared as (

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

),

-- the best of its side up to its day
records as (

    select * exclude (earlier_score)

    from compared
    where score > coalesce(earlier_score, -1)

)

select * from records
