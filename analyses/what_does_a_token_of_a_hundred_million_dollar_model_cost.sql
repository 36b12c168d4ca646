-- What does a thousand tokens of the compute-optimal model of 100 million dollars cost,
-- and how much of it is the price of the chip, and how much the precision?
with

laws as (select * from {{ ref('fct_inference_price_laws') }}),

dearest as (

    select max(fitted_law_price_of_1000_tokens_usd) as dearest_usd
    from laws

)

select
    laws.chip_offer,
    laws.weight_precision,
    laws.usd_per_chip_hour,
    laws.budget_usd,
    laws.root_law_price_of_1000_tokens_usd,
    laws.fitted_law_price_of_1000_tokens_usd,
    laws.fitted_law_price_of_1000_tokens_usd / dearest.dearest_usd
        as share_of_dearest

from laws
cross join dearest
order by share_of_dearest desc
