with

members as (select * from {{ ref('release_series') }}),

training_runs as (
    select * from {{ ref('int_ai_models__training_runs') }}
    where publication_date is not null
),

releases as (

    select
        training_runs.snapshot_date,
        members.series,
        members.member_rank,
        members.release_name,
        members.ai_model_id,
        training_runs.publication_date,
        training_runs.training_compute_flop

    from members
    inner join training_runs
        on members.ai_model_id = training_runs.ai_model_id

),

releases_with_neighbours as (

    select
        *,
        lag(member_rank) over of_series = member_rank - 1 as is_previous_known,
        lag(publication_date) over of_series as previous_date,
        lag(training_compute_flop) over of_series as previous_flop,
        lead(publication_date) over of_series as next_date

    from releases
    window of_series as (partition by snapshot_date, series order by member_rank)

),

release_gaps as (

    select
        snapshot_date,
        series,
        member_rank,
        release_name,
        ai_model_id,
        publication_date,
        training_compute_flop,
        case
            when is_previous_known
                then cast(date_diff('day', previous_date, publication_date) as integer)
        end as days_since_previous,
        cast(
            date_diff('day', publication_date, coalesce(next_date, snapshot_date))
            as integer
        ) as days_to_next,
        next_date is null as is_latest_release,
        case
            when is_previous_known
                then {{ ratio('training_compute_flop', 'previous_flop') }}
        end as compute_factor_since_previous

    from releases_with_neighbours

)

select * from release_gaps
