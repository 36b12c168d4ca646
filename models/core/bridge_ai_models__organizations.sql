with

records as (

    select * from {{ ref('stg_epoch_ai__ai_model_records') }}

),

identified as (

    select * from {{ ref('int_ai_models__identified') }}

),

aliases as (

    select * from {{ ref('organization_aliases') }}

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

-- most records share their organizations with others, also of other snapshots
published as (

    select distinct organizations
    from records

),

protected as (

    select
        published.organizations,
        regexp_replace(
            replace(published.organizations, '"', ''),
            ' *, *(' || name_parts.pattern || ')',
            chr(9) || '\1',
            'g'
        ) as protected_organizations

    from published
    cross join name_parts

),

split as (

    select
        organizations,
        unnest(regexp_split_to_array(protected_organizations, '[,;]|\s&\s'))
            as organization

    from protected

),

cleaned as (

    select distinct
        organizations,
        trim(regexp_replace(replace(organization, chr(9), ', '), '\s+', ' ', 'g'))
            as organization_name

    from split

),

-- another spelling, an abbreviation, or two names in one
renamed as (

    select distinct
        cleaned.organizations,
        unnest(
            string_split(
                coalesce(aliases.organization_names, cleaned.organization_name), ';'
            )
        ) as organization_name

    from cleaned
    left join aliases
        on cleaned.organization_name = aliases.published_name

),

organizations_of_models as (

    select distinct
        identified.snapshot_date,
        identified.ai_model_id,
        renamed.organization_name

    from renamed
    inner join records
        on renamed.organizations = records.organizations
    inner join identified
        on records.record_id = identified.record_id
    where
        identified.is_primary_record
        and renamed.organization_name != ''

)

select * from organizations_of_models
