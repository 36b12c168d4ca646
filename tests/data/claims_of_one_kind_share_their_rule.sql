-- A tolerance chosen for one claim can make any claim hold. The rule follows from the
-- kind of claim, how its number is meant, and whether an interval was published.
with

claims as (

    select
        *,
        published_ci_low is not null as has_published_interval

    from {{ ref('published_claims') }}

),

kinds as (

    select
        kind,
        relation,
        has_published_interval,
        count(distinct tolerance_rule) as n_rules

    from claims
    group by kind, relation, has_published_interval

)

select * from kinds
where n_rules > 1
