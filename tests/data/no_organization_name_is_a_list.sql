-- Two organisations in one name count as a third one that does not exist. A comma with
-- a space may stay inside a name: `organization_names_with_a_comma_are_reviewed`.
with

organizations as (

    select distinct organization_name from {{ ref('bridge_ai_models__organizations') }}

),

lists as (

    select organization_name
    from organizations
    where
        regexp_matches(organization_name, '[;"\t]|\s&\s|^\s|\s$|\s\s')
        or regexp_matches(organization_name, ',(\S|$)')

)

select * from lists
