with

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

ids as (select * from {{ ref('int_ai_models__identified') }}),

aliases as (select * from {{ ref('organization_aliases') }}),

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
published_names as (

    select distinct organizations
    from records

),

names_with_protected_commas as (

    select
        published_names.organizations,
        regexp_replace(
            replace(published_names.organizations, '"', ''),
            ' *, *(' || name_parts.pattern || ')',
            chr(9) || '\1',
            'g'
        ) as protected_organizations

    from published_names
    cross join name_parts

),

parts_of_names as (

    select
        organizations,
        unnest(regexp_split_to_array(protected_organizations, '[,;]|\s&\s'))
            as organization

    from names_with_protected_commas

),

names as (

    select distinct
        organizations,
        trim(regexp_replace(replace(organization, chr(9), ', '), '\s+', ' ', 'g'))
            as organization_name

    from parts_of_names

),

-- another spelling, an abbreviation, or two names in one
canonical_names as (

    select distinct
        names.organizations,
        unnest(
            string_split(
                coalesce(aliases.organization_names, names.organization_name), ';'
            )
        ) as organization_name

    from names
    left join aliases
        on names.organization_name = aliases.published_name

),

organizations_of_models as (

    select distinct
        ids.snapshot_date,
        ids.ai_model_id,
        canonical_names.organization_name

    from canonical_names
    inner join records
        on canonical_names.organizations = records.organizations
    inner join ids
        on records.record_id = ids.record_id
    where
        ids.is_primary_record
        and canonical_names.organization_name != ''

)

select * from organizations_of_models
