-- Does an enhancement gain more for larger AI models of a family?
with

gains as (
    select * from {{ ref('fct_compute_equivalent_gains') }}
    where anchored_gain_factor is not null and not is_cross_family
),

newest as (

    select max(snapshot_date) as snapshot_date
    from {{ ref('dim_snapshots') }}
    where table_name = 'ai_models' and scope = 'all'

),

compared as (

    select
        gains.case_id,
        count(*) as n_sizes,
        arg_min(gains.enhanced_label, gains.training_compute_flop) as smallest,
        arg_min(gains.anchored_gain_factor, gains.training_compute_flop)
            as smallest_gain_factor,
        arg_max(gains.enhanced_label, gains.training_compute_flop) as largest,
        arg_max(gains.anchored_gain_factor, gains.training_compute_flop)
            as largest_gain_factor,
        corr(
            log10(gains.training_compute_flop), log10(gains.anchored_gain_factor)
        ) as correlation

    from gains
    inner join newest using (snapshot_date)
    group by gains.case_id
    having count(*) >= 2

)

select
    *,
    largest_gain_factor > smallest_gain_factor as is_more_for_larger
from compared
order by case_id
