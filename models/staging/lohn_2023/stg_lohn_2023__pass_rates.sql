with

pass_rates as (select * from {{ ref('lohn_2023__pass_rates') }})

select
    training_cost_usd,
    pass_rate_percent / 100 as score_share,
    -- what rounds to the printed figure
    (pass_rate_percent - last_digit_percent / 2) / 100 as score_share_low,
    (pass_rate_percent + last_digit_percent / 2) / 100 as score_share_high,
    place,
    source_url,
    source_date

from pass_rates
