-- What share of the records, of the frontier and of all models with known compute
-- does each kind of organisation hold, period by period?
with

record_holders as (select * from {{ ref('fct_record_holders_by_period') }}),

snapshots as (
    select * from {{ ref('dim_snapshots') }}
    where is_newest
),

compared as (

    select
        record_holders.record_rule,
        record_holders.period,
        record_holders.organization_type,
        record_holders.n_ai_models,
        record_holders.n_in_period,
        record_holders.ai_model_share,
        record_holders.ai_model_share_ci_low,
        record_holders.ai_model_share_ci_high

    from record_holders
    inner join snapshots
        on record_holders.snapshot_date = snapshots.snapshot_date
    where record_holders.organization_type in ('industry', 'academia', 'mixed')

)

select * from compared
order by record_rule, period, organization_type
