with

records as (

    select * from {{ ref('stg_epoch_ai__ai_model_records') }}

),

identified as (

    select * from {{ ref('int_models__identified') }}

),

-- names such as "Hikvision Co., Ltd." hold a comma that separates nothing
name_parts as (

    select
        string_agg(
            regexp_escape(part_after_comma)
            -- "Inc" is not the beginning of "Inception"
            || case when regexp_matches(part_after_comma, '\w$') then '\b' else '' end,
            '|'
        ) as pattern

    from {{ ref('organization_name_parts') }}

),

protected as (

    select
        records.record_id,
        regexp_replace(
            replace(records.organizations, '"', ''),
            ' *, *(' || name_parts.pattern || ')',
            chr(9) || '\1',
            'g'
        ) as organizations

    from records
    cross join name_parts

),

split as (

    select
        record_id,
        unnest(regexp_split_to_array(organizations, '[,;]|\s&\s')) as organization

    from protected

),

cleaned as (

    select distinct
        record_id,
        trim(regexp_replace(replace(organization, chr(9), ', '), '\s+', ' ', 'g'))
            as organization_name

    from split

),

joined as (

    select distinct
        identified.snapshot_date,
        identified.ai_model_id,
        cleaned.organization_name

    from cleaned
    inner join identified
        on cleaned.record_id = identified.record_id
    where
        identified.is_primary_record
        and cleaned.organization_name != ''

)

select * from joined
