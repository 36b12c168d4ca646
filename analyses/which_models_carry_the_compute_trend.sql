-- Which AI models carry the training-compute trends of the newest snapshot, and
-- how much would the doubling time change without each of them?
with

influence as (select * from {{ ref('fct_influence') }}),

newest as (

    select max(snapshot_date) as snapshot_date
    from influence

),

named as (

    select
        influence.specification,
        influence.influence_rank,
        influence.member_name,
        influence.n_obs,
        influence.doubling_months,
        influence.doubling_months_change,
        influence.is_influential,
        influence.is_within_interval

    from influence
    inner join newest
        on influence.snapshot_date = newest.snapshot_date
    where
        influence.specification in (
            'compute__deep_learning', 'compute__frontier', 'compute__records'
        )
        and influence.group_name = 'all'

)

select * from named
order by specification, influence_rank
