-- The published gains are bounds: the compute of the largest model that an enhanced
-- one beats, over its own. The printed scores must give the same ones, to a tenth.
with

gains as (
    select * from {{ ref('fct_compute_equivalent_gains') }}
    where claim in ('E01', 'E02', 'E03', 'E05')
),

compared as (

    select
        snapshot_date,
        claim,
        published_gain_factor,
        min(abs(observed_gain_factor_low / published_gain_factor - 1)) as closest

    from gains
    group by snapshot_date, claim, published_gain_factor

)

select * from compared
-- GPT-J is in no snapshot of notable models only
where not coalesce(closest < 0.1, claim = 'E03')
