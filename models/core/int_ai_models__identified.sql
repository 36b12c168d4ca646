{# Of several records, the one that says most of training speaks. -#}
{% set fullest -%}
    training_compute_flop is null, parameters is null, publication_date is null,
    record_number
{%- endset -%}

with

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

views as (select * from {{ ref('published_views') }}),

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
        case
            when publication_date is not null and organizations is not null
                then concat_ws('/', snapshot_date, publication_date, record_id)
        end as listing,
        -- blank names occur in 2022: the paper then stands for its model
        coalesce(model_name, reference_title, 'Record ' || record_id) as ai_model_name,
        {{ name_key("coalesce(model_name, reference_title, 'Record ' || record_id)") }}
            as name_key

    from records

),

resolved_records as (

    select
        keyed_records.*,
        views.view_rank,
        coalesce(aliases.canonical_key, keyed_records.name_key) as ai_model_key

    from keyed_records
    left join views
        on keyed_records.scope = views.scope
    left join aliases
        on
            keyed_records.name_key = aliases.name_key
            and coalesce(aliases.publication_year, year(keyed_records.publication_date))
            is not distinct from year(keyed_records.publication_date)

),

-- no maker in common with the first listed, to which the name belongs, and more than a
-- year apart; null where one of these is unknown
compared_records as (

    select
        *,
        abs(date_diff(
            'day', arg_min(publication_date, listing) over names, publication_date
        )) > 366
        and not {{ share_an_item(
            'organizations', 'arg_min(organizations, listing) over names'
        ) }} as is_unlike_first

    from resolved_records
    window names as (partition by ai_model_key)

),

-- where one snapshot lists both, no date or maker was revised: these are two AI models
namesakes as (

    select ai_model_key
    from compared_records
    group by ai_model_key, snapshot_date
    having bool_or(is_unlike_first) and bool_or(not is_unlike_first)

),

told_apart_records as (

    select
        * replace (
            case
                when
                    is_unlike_first
                    and ai_model_key in (select namesakes.ai_model_key from namesakes)
                    then concat(ai_model_key, year(publication_date))
                else ai_model_key
            end as ai_model_key
        )

    from compared_records

),

identified_records as (

    select
        record_id,
        snapshot_date,
        scope,
        ai_model_name,
        model_name is not null as has_published_name,
        -- readable where it can be, short and still unique where it can't
        case
            when length(ai_model_key) <= 60 then ai_model_key
            else left(ai_model_key, 51) || '-' || left(md5(ai_model_key), 8)
        end as ai_model_id,
        row_number() over (
            partition by snapshot_date, scope, ai_model_key
            order by {{ fullest }}
        ) = 1 as is_primary_record,
        row_number() over (
            partition by snapshot_date, ai_model_key
            order by view_rank, {{ fullest }}
        ) = 1 as is_first_record

    from told_apart_records

)

select * from identified_records
