with

training_runs as (select * from {{ ref('int_ai_models__training_runs') }}),

views as (

    select
        snapshot_date,
        scope

    from {{ ref('stg_epoch_ai__snapshots') }}
    where table_name = 'ai_models'

),

days as (

    select distinct snapshot_date
    from views

),

-- the first view of each kind after a day
next_views as (

    select
        days.snapshot_date,
        min(views.snapshot_date) filter (where views.scope = 'all') as next_all,
        min(views.snapshot_date) filter (where views.scope = 'notable')
            as next_notable,
        min(views.snapshot_date) filter (where views.scope = 'frontier')
            as next_frontier,
        min(views.snapshot_date) filter (where views.scope = 'large_scale')
            as next_large_scale

    from days
    left join views
        on days.snapshot_date < views.snapshot_date
    group by days.snapshot_date

),

days_of_listing as (

    select
        *,
        lead(snapshot_date) over (
            partition by ai_model_id order by snapshot_date
        ) as listed_again_on

    from training_runs

),

-- a view of some AI models says nothing about others: it ends those it listed before
listings as (

    select
        days_of_listing.snapshot_date,
        days_of_listing.ai_model_id,
        days_of_listing.listed_again_on,
        least(
            days_of_listing.listed_again_on,
            next_views.next_all,
            case
                when days_of_listing.is_in_notable_view then next_views.next_notable
            end,
            case
                when days_of_listing.is_in_frontier_view
                    then next_views.next_frontier
            end,
            case
                when days_of_listing.is_in_large_scale_view
                    then next_views.next_large_scale
            end
        ) as valid_to

    from days_of_listing
    inner join next_views
        on days_of_listing.snapshot_date = next_views.snapshot_date

)

select * from listings
