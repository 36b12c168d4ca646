with

published as (

    select * from {{ ref('published_arithmetic') }}

),

rules as (

    select * from {{ ref('label_rules') }}
    where rule_name = 'arithmetic_tolerance_share'

)

select
    published.claim,
    published.figure,
    published.published_value,
    published.unit,
    published.last_digit,
    published.place,
    published.source_url,
    published.reason,
    rules.rule_value as tolerance_share

from published
cross join rules
