with

prices as (
    select * from {{ ref('stg_epoch_ai__hardware_prices') }}
    where
        purchase_usd_per_chip > 0
        and price_date is not null
    qualify snapshot_date = max(snapshot_date) over ()
),

vocabulary as (
    select * from {{ ref('vocabulary_terms') }}
    where field = 'hardware'
),

generations as (select * from {{ ref('int_hardware__generations') }}),

chips as (
    select * from {{ ref('int_hardware__chips') }}
    qualify snapshot_date = max(snapshot_date) over ()
),

assumptions as (

    select
        cast(
            {{ rule_value(ref('cost_assumptions'), 'days_from_release_to_delivery') }}
            as integer
        ) as days_from_release_to_delivery

),

-- the first price of a whole server, else the first price of a single chip
first_offers as (

    select
        generations.price_family,
        prices.price_date,
        prices.purchase_usd_per_chip,
        coalesce(prices.n_chips_in_offer, 1) > 1 as is_server_price

    from prices
    inner join vocabulary
        on lower(prices.hardware_name) = lower(vocabulary.published_term)
    inner join generations
        on vocabulary.term = generations.hardware_name
    qualify row_number() over (
        partition by generations.price_family
        order by
            is_server_price desc,
            prices.price_date asc,
            prices.purchase_usd_per_chip asc
    ) = 1

),

acquisition_prices_of_runs as (

    select
        generations.hardware_name,
        generations.is_used_before_release,
        first_offers.price_date as acquisition_price_date,
        first_offers.purchase_usd_per_chip,
        first_offers.is_server_price,
        first_offers.purchase_usd_per_chip * case
            when first_offers.is_server_price then 1
            else generations.server_cost_factor
        end as server_usd_per_chip,
        case
            when generations.is_used_before_release
                then coalesce(chips.release_date, first_offers.price_date)
            else
                greatest(
                    first_offers.price_date,
                    chips.release_date + assumptions.days_from_release_to_delivery
                )
        end as acquired_on,
        chips.tdp_w
        * generations.server_power_factor
        * generations.mean_power_share as server_power_draw_w

    from generations
    inner join first_offers
        on generations.price_family = first_offers.price_family
    cross join assumptions
    left join chips
        on generations.hardware_name = chips.hardware_name

)

select * from acquisition_prices_of_runs
