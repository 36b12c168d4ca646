with

conventions as (select * from {{ ref('snapshot_conventions') }}),

-- a comma and a space is a comma in snapshots that write lists so
records as (

    select
        published_records.record_id,
        case
            when conventions.has_spaced_lists
                then replace(published_records.organizations, ', ', ',')
            else published_records.organizations
        end as organizations

    from {{ ref('stg_epoch_ai__ai_model_records') }} as published_records
    left join conventions
        on published_records.snapshot_date = conventions.snapshot_date

),

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
published_names as (select distinct organizations from records),

items as (

    select
        published_names.organizations,
        trim(unnest(regexp_split_to_array(
            {{ mark_commas('published_names.organizations', 'name_parts.pattern') }},
            '[,;]|\s&\s'
        ))) as item

    from published_names
    cross join name_parts

),

parts_of_items as (

    select
        organizations,
        item,
        trim(unnest(string_split(item, chr(11)))) as part

    from items

),

-- "University of Texas, Austin" is one organization, since Austin is none elsewhere
lists as (

    select parts_of_items.item
    from parts_of_items
    left join items
        on parts_of_items.part = items.item
    group by parts_of_items.item
    having bool_and(items.item is not null)

),

names as (

    select distinct
        parts_of_items.organizations,
        {{ plain_spaces("regexp_replace(
            case when lists.item is null then parts_of_items.item else part end,
            '[\\t\\x0B]', ', ', 'g'
        )") }} as organization_name

    from parts_of_items
    left join lists on parts_of_items.item = lists.item

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
