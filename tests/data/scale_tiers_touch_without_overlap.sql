-- Between two classes lies one edge that belongs to one of them; the lowest and highest
-- class are open. Sizes that no record has yet would show a gap too late.
with

tiers as (select * from {{ ref('scale_tiers') }}),

neighbours as (

    select
        quantity,
        scale_tier,
        lower_bound,
        is_lower_bound_inside,
        lag(scale_tier) over by_rank as tier_below,
        lag(upper_bound) over by_rank as upper_bound_below,
        lag(is_upper_bound_inside) over by_rank as is_upper_bound_below_inside,
        upper_bound,
        lead(scale_tier) over by_rank as tier_above

    from tiers
    window by_rank as (partition by quantity order by tier_rank)

),

apart as (

    select * from neighbours
    where
        lower_bound is distinct from upper_bound_below
        or (tier_below is null) != (lower_bound is null)
        or (tier_above is null) != (upper_bound is null)
        or is_lower_bound_inside
        = case when tier_below is not null then is_upper_bound_below_inside end

)

select * from apart
