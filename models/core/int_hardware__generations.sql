with

chips as (

    select distinct term as hardware_name
    from {{ ref('vocabulary_terms') }}
    where field = 'hardware'

),

generations as (select * from {{ ref('hardware_generations') }}),

server_factors as (select * from {{ ref('server_factors') }}),

-- the first pattern that fits decides; the last one of each list fits every chip
by_generation as (

    select
        chips.hardware_name,
        generations.hardware_generation

    from chips
    inner join generations
        on regexp_matches(chips.hardware_name, generations.hardware_pattern, 'i')
    qualify row_number() over (
        partition by chips.hardware_name
        order by generations.generation_rank
    ) = 1

),

by_server as (

    select
        chips.hardware_name,
        -- chips of one family stand in for each other where prices are looked up
        coalesce(server_factors.price_family, chips.hardware_name) as price_family,
        server_factors.server_cost_factor,
        server_factors.server_power_factor,
        server_factors.mean_power_share,
        server_factors.is_used_before_release

    from chips
    inner join server_factors
        on regexp_matches(chips.hardware_name, server_factors.hardware_pattern, 'i')
    qualify row_number() over (
        partition by chips.hardware_name
        order by server_factors.factor_rank
    ) = 1

),

hardware_generations as (

    select
        by_generation.*,
        by_server.* exclude (hardware_name)

    from by_generation
    inner join by_server using (hardware_name)

)

select * from hardware_generations
