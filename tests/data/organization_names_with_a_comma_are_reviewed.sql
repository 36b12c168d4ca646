-- "University of Texas, Austin" is read as one organisation and "Google, Meta AI" as
-- two, by whether each part is an organisation elsewhere. Each such reading is listed
-- here until a row of `organization_name_parts` (one name) or `organization_aliases` (a
-- list, or another name) says so. What the producer quotes is one name.
{{ config(severity='warn') }}

with

conventions as (select * from {{ ref('snapshot_conventions') }}),

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

ids as (select * from {{ ref('int_ai_models__identified') }}),

organizations as (select * from {{ ref('bridge_ai_models__organizations') }}),

name_parts as (select * from {{ ref('organization_name_parts') }}),

aliases as (

    select published_name
    from {{ ref('organization_aliases') }}
    where contains(published_name, ', ')

),

after_comma as (

    select
        records.snapshot_date,
        records.record_id,
        records.organizations,
        unnest(string_split(
            regexp_replace(records.organizations, '"[^"]*"', '', 'g'), ', '
        )[2:]) as part

    from records
    left join conventions
        on records.snapshot_date = conventions.snapshot_date
    where not coalesce(conventions.has_spaced_lists, false)

),

unreviewed as (

    select distinct
        after_comma.snapshot_date,
        after_comma.record_id,
        after_comma.organizations

    from after_comma
    anti join name_parts
        on
            starts_with(after_comma.part, name_parts.part_after_comma)
            and not regexp_matches(
                substr(after_comma.part, length(name_parts.part_after_comma) + 1),
                '^[\p{L}\p{N}]'
            )
    anti join aliases
        on contains(after_comma.organizations, aliases.published_name)

),

readings as (

    select
        unreviewed.organizations as published_organizations,
        list_sort(list(distinct organizations.organization_name)) as read_as,
        min(unreviewed.record_id) as first_record_id

    from unreviewed
    inner join ids
        on unreviewed.record_id = ids.record_id
    inner join organizations
        on
            ids.snapshot_date = organizations.snapshot_date
            and ids.ai_model_id = organizations.ai_model_id
    group by unreviewed.organizations

)

select * from readings
