-- The ledger lists every published number; gains and downloads also stand where what
-- else was published about them is kept. Corrected in one place, it must be in both.
with

ledger as (

    select
        source_claim,
        published_value

    from {{ ref('published_claims') }}
    where source_claim = 'D17' or source_claim like 'E%'

),

elsewhere as (

    select
        claim as source_claim,
        gain_factor as published_value

    from {{ ref('enhancement_gains') }}
    union all
    select
        claim as source_claim,
        published_value

    from {{ ref('papers__quoted_downloads') }}

),

only_in_one as (

    (
        select * from ledger
        except all
        select * from elsewhere
    )
    union all
    (
        select * from elsewhere
        except all
        select * from ledger
    )

)

select * from only_in_one
