with

models as (select * from {{ ref('hugging_face__models') }}),

typed_models as (

    select
        cast(snapshot_date as date) as snapshot_date,
        cast(record_number as integer) as record_number,
        {{ clean_text('model_name') }} as model_name,
        lower({{ clean_text('model_name') }}) as model_key,
        {{ clean_text('developer') }} as developer,
        -- zero is what the listing holds where the Hub was not asked
        nullif({{ parse_number('parameters') }}, 0) as parameters,
        nullif({{ parse_number('active_parameters') }}, 0) as active_parameters,
        cast(nullif({{ parse_number('downloads_30_days') }}, 0) as bigint)
            as downloads_30_days,
        cast({{ parse_number('likes') }} as bigint) as likes,
        {{ parse_date('release_date') }} as release_date,
        nullif(architecture, 'unknown') as architecture,
        nullif(pipeline_tag, 'unknown') as pipeline_tag,
        weight_format,
        coalesce({{ parse_flag('is_mixture_of_experts') }}, false)
            as is_mixture_of_experts,
        coalesce({{ parse_flag('is_discovered') }}, false) as is_discovered

    from models

),

-- the Hub does not distinguish capitals: two spellings are one model
ranked_models as (

    select
        *,
        row_number() over (
            partition by snapshot_date, model_key order by record_number
        ) = 1 as is_primary_record

    from typed_models

)

select * from ranked_models
