with

published_records as (
    select * exclude (snapshot_date)
    from {{ ref('stg_epoch_ai__ai_model_records') }}
),

ids as (
    select * from {{ ref('int_ai_models__identified') }}
    where is_primary_record
),

views as (select * from {{ ref('published_views') }}),

terms as (select * from {{ ref('int_ai_models__terms') }}),

conventions as (select * from {{ ref('snapshot_conventions') }}),

access_tiers as (select * from {{ ref('access_tiers') }}),

listed_records as (

    select
        published_records.*,
        ids.snapshot_date,
        ids.ai_model_id,
        ids.ai_model_name,
        views.view_rank

    from published_records
    inner join ids
        on published_records.record_id = ids.record_id
    inner join views
        on published_records.scope = views.scope

),

-- what the first view lacks as a column, another view of the day may have
records as (

    -- our words for these come from the vocabulary
    select * exclude (confidence, has_open_weights)
    from ({{ merged_views('listed_records') }})

),

labels as (

    select
        record_id,
        max(term) filter (where field = 'model_access') as access_tier,
        max(term) filter (where field = 'confidence') as confidence,
        max(term) filter (where field = 'organization_category') as organization_type,
        count(distinct term) filter (where field = 'organization_category')
            as n_organization_types,
        count(distinct term) filter (where field = 'hardware') as n_hardware,
        max(term) filter (where field = 'hardware') as hardware_name,
        coalesce(bool_or(term = 'Language') filter (where field = 'task_domain'), false)
            as is_language

    from terms
    group by record_id

),

training_runs as (

    select
        records.*,
        {{ fractional_year('records.publication_date') }} as publication_year,
        records.is_in_notable_view
        or coalesce(conventions.is_every_record_notable, false)
        or records.notability_criteria is not null as is_notable,
        access_tiers.access_tier,
        access_tiers.access_rank,
        access_tiers.has_open_weights,
        coalesce(labels.confidence, 'unknown') as confidence,
        case
            when labels.n_organization_types > 1 then 'mixed'
            else coalesce(labels.organization_type, 'unknown')
        end as organization_type,
        -- hardware quantity is not split by chip, so two chips give no price
        case when labels.n_hardware = 1 then labels.hardware_name end as hardware_name,
        -- a snapshot without a convention of its own follows the newest one
        case
            when
                labels.is_language
                and coalesce(conventions.language_dataset_unit, 'tokens') = 'tokens'
                then records.dataset_size
        end as dataset_size_tokens,
        case
            when records.training_compute_flop is null then null
            when records.training_compute_estimation_methods like '%Reported%'
                then 'reported'
            when records.training_compute_estimation_methods is not null
                then 'estimated'
        end as training_compute_basis,
        coalesce(
            records.training_chip_hours,
            records.hardware_quantity * records.training_time_hours
        ) as chip_hours,
        case
            when records.training_chip_hours is not null then 'reported'
            when records.hardware_quantity * records.training_time_hours is not null
                then 'derived'
        end as chip_hours_basis

    from records
    left join labels
        on records.record_id = labels.record_id
    left join access_tiers
        on coalesce(labels.access_tier, 'unknown') = access_tiers.access_tier
    left join conventions
        on records.snapshot_date = conventions.snapshot_date

)

select * from training_runs
