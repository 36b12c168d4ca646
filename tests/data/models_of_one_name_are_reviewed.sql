-- Two records of one name in one snapshot whose makers share nothing, published more
-- than a month apart, may be two AI models ("Nova-2" of Deepgram, "Nova 2" of Amazon).
-- More than a year apart they are read as two, the later listed with the year in its
-- id; otherwise as one. Each pair is listed until a row of `ai_model_aliases` with its
-- year, or another name for one of them, settles it.
{{ config(severity='warn') }}

with

records as (select * from {{ ref('stg_epoch_ai__ai_model_records') }}),

ids as (select * from {{ ref('int_ai_models__identified') }}),

reviewed_names as (

    select
        {{ name_key('alias') }} as name_key,
        {{ name_key('canonical_name') }} as ai_model_id,
        publication_year

    from {{ ref('ai_model_aliases') }}
    where publication_year is not null

),

named_records as (

    select
        ids.record_id,
        ids.snapshot_date,
        ids.ai_model_name,
        ids.ai_model_id,
        {{ name_key('ids.ai_model_name') }} as name_key,
        records.organizations,
        records.publication_date

    from ids
    inner join records
        on ids.record_id = records.record_id

),

pairs as (

    select
        earlier_records.snapshot_date,
        earlier_records.name_key,
        earlier_records.ai_model_id as earlier_id,
        later_records.ai_model_id as later_id,
        earlier_records.organizations as earlier_organizations,
        later_records.organizations as later_organizations,
        earlier_records.publication_date as earlier_date,
        later_records.publication_date as later_date,
        later_records.record_id

    from named_records as earlier_records
    inner join named_records as later_records
        on
            earlier_records.snapshot_date = later_records.snapshot_date
            and earlier_records.name_key = later_records.name_key
            and later_records.publication_date - earlier_records.publication_date > 31
    where
        not {{ share_an_item(
            'earlier_records.organizations', 'later_records.organizations'
        ) }}

),

unreviewed as (

    select pairs.*
    from pairs
    anti join reviewed_names
        on
            pairs.name_key = reviewed_names.name_key
            and reviewed_names.ai_model_id in (pairs.earlier_id, pairs.later_id)
            and reviewed_names.publication_year
            in (year(pairs.earlier_date), year(pairs.later_date))

)

select * from unreviewed
