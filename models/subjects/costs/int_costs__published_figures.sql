with

published as (

    select * from {{ ref('int_claims__published') }}
    where kind = 'arithmetic' and is_own_snapshot

),

figures as (

    select
        claim_id as claim,
        claim as figure,
        published_value,
        unit,
        tolerance,
        place,
        source_url,
        reason

    from published

)

select * from figures
