with

preferences as (select * from {{ ref('papers__preferred_models') }}),

preferred_models as (

    select
        case_id,
        enhancement,
        enhancement_type,
        published_reading,
        benchmark,
        preferred_label,
        {{ name_key('preferred_base_name') }} as preferred_base_id,
        preferred_parameters,
        over_label,
        {{ name_key('over_name') }} as over_id,
        one_time_cost_share,
        one_time_cost_reason,
        place,
        source_url,
        source_date

    from preferences

)

select * from preferred_models
