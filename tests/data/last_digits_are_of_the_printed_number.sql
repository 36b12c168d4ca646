-- Half the last digit is a tolerance: one coarser than what was printed would let
-- anything near it hold. A date printed as a month counts in twelfths of a year.
with

claims as (

    select
        claim_id,
        published_value,
        last_digit,
        log10(nullif(last_digit, 0)) as last_digit_oom,
        published_value / nullif(last_digit, 0) as n_units

    from {{ ref('published_claims') }}

),

coarse as (

    select *

    from claims
    where
        not (
            abs(last_digit_oom - round(last_digit_oom)) < 1e-9
            and abs(n_units - round(n_units)) < 1e-6
        )
        and abs(last_digit - 1 / 12) > 1e-4

)

select * from coarse
