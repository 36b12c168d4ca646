with

samples as (select * from {{ ref('int_slowing__samples') }}),

points as (

    select
        specification,
        snapshot_date,
        ai_model_id,
        publication_year,
        metric_oom

    from samples

)

select * from points
