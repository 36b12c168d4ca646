with

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

aliases as (

    select
        {{ name_key('alias') }} as name_key,
        cast(publication_year as integer) as publication_year,
        {{ name_key('canonical_name') }} as canonical_key

    from {{ published_records(ref('ai_model_aliases')) }}

),

keyed_records as (

    select
        *,
        -- blank names occur in 2022: the paper then stands for its model
        coalesce(model_name, reference_title, 'Record ' || record_id) as ai_model_name,
        {{ name_key("coalesce(model_name, reference_title, 'Record ' || record_id)") }}
            as name_key

    from records

),

resolved_records as (

    select
        keyed_records.*,
        coalesce(aliases.canonical_key, keyed_records.name_key) as ai_model_key

    from keyed_records
    left join aliases
        on
            keyed_records.name_key = aliases.name_key
            and (
                aliases.publication_year is null
                or aliases.publication_year = year(keyed_records.publication_date)
            )

),

identified_records as (

    select
        record_id,
        snapshot_date,
        ai_model_name,
        model_name is not null as has_published_name,
        -- readable where it can be, short and still unique where it can't
        case
            when length(ai_model_key) <= 60 then ai_model_key
            else left(ai_model_key, 51) || '-' || left(md5(ai_model_key), 8)
        end as ai_model_id,
        row_number() over (
            partition by snapshot_date, ai_model_key
            order by
                training_compute_flop is null,
                parameters is null,
                publication_date is null,
                record_number
        ) = 1 as is_primary_record

    from resolved_records

)

select * from identified_records
