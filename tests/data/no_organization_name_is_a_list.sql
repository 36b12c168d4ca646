-- Two organisations in one name count as a third one that does not exist. A comma may
-- stay only before a reviewed part, such as "Co., Ltd."
with

organizations as (

    select distinct organization_name from {{ ref('bridge_ai_models__organizations') }}

),

name_parts as (select * from {{ ref('organization_name_parts') }}),

after_comma as (

    select
        organization_name,
        unnest(string_split(organization_name, ', ')[2:]) as part

    from organizations

),

joined as (

    select distinct after_comma.organization_name
    from after_comma
    anti join name_parts
        on
            starts_with(after_comma.part, name_parts.part_after_comma)
            and not regexp_matches(
                substr(after_comma.part, length(name_parts.part_after_comma) + 1),
                '^[\p{L}\p{N}]'
            )
    union distinct
    select organization_name
    from organizations
    where
        regexp_matches(organization_name, '[;"\t]|\s&\s|^\s|\s$|\s\s')
        or regexp_matches(organization_name, ',(\S|$)')

)

select * from joined
