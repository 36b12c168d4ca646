-- Which published enhancement buys most training compute for its one-time cost, and how
-- sure is the figure?
with

enhancements as (

    select * from {{ ref('fct_enhancements') }}
    where enhancement_type != 'all'

)

select
    enhancement,
    enhancement_type,
    benchmark_scope,
    gain_factor,
    is_lower_bound,
    one_time_cost_share,
    net_gain_factor,
    gain_factor_per_one_time_cost_share,
    verified_in
from enhancements
order by gain_factor_per_one_time_cost_share desc nulls first, gain_factor desc
