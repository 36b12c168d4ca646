-- What did well-known models cost to train, by each way of counting? On-demand cloud
-- prices come to several times the depreciation of owned hardware.
with

training_costs as (
    select * from {{ ref('fct_training_costs') }}
    where
        cost_method in (
            'reported_usd_2023',
            'amortised_estimate',
            'cloud_committed_estimate',
            'cloud_estimate'
        )
    qualify snapshot_date = max(snapshot_date) over (
        partition by ai_model_id, cost_method
    )
),

side_by_side as (

    select
        ai_model_id,
        max(training_cost_usd_2023) filter (where cost_method = 'reported_usd_2023')
            as published_cost_usd_2023,
        max(training_cost_usd_2023) filter (where cost_method = 'amortised_estimate')
            as amortised_cost_usd_2023,
        max(training_cost_usd_2023) filter (
            where cost_method = 'cloud_committed_estimate'
        ) as cloud_committed_cost_usd_2023,
        max(training_cost_usd_2023) filter (where cost_method = 'cloud_estimate')
            as cloud_cost_usd_2023

    from training_costs
    group by ai_model_id

)

select * from side_by_side
where published_cost_usd_2023 is not null and cloud_cost_usd_2023 is not null
order by published_cost_usd_2023 desc
limit 25
