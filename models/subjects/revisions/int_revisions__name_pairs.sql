with

records as (

    select
        *,
        {{ name_key("coalesce(model_name, reference_title, 'Record ' || record_id)") }}
            as name_key

    from {{ ref('stg_epoch_ai__ai_model_records') }}

),

described_records as (

    select
        name_key,
        record_id,
        snapshot_date,
        coalesce(model_name, reference_title) as ai_model_name,
        model_name is null as is_unnamed,
        nullif({{ name_key('reference_title') }}, '') as title_key,
        {{ link_key('link') }} as link_key,
        publication_date,
        nullif({{ name_key('organizations') }}, '') as organization_key,
        parameters,
        training_compute_flop,
        list_distinct(regexp_extract_all(name_key, '\d+(?:point\d+)?')) as numbers,
        min(snapshot_date) over (partition by name_key) as first_snapshot_date,
        max(snapshot_date) over (partition by name_key) as last_snapshot_date

    from records
    qualify row_number() over (
        partition by name_key, snapshot_date order by record_number
    ) = 1

),

-- a name as it was last written, and one as it was first written after that
lost as (

    select * from described_records
    where snapshot_date = last_snapshot_date

),

found as (

    select * from described_records
    where snapshot_date = first_snapshot_date

),

alike as (

    {% for is_alike in [
        "lost.link_key = found.link_key",
        "lost.title_key = found.title_key",
        "lost.publication_date = found.publication_date"
        " and jaro_winkler_similarity(lost.name_key, found.name_key) >= 0.9",
    ] -%}
        {{ "union" if not loop.first }}
        select
            lost.name_key as old_key,
            found.name_key as new_key

        from lost
        inner join found on {{ is_alike }}
    {% endfor %}

),

compared_names as (

    select
        alike.old_key,
        alike.new_key,
        lost.ai_model_name as old_ai_model_name,
        found.ai_model_name as new_ai_model_name,
        lost.record_id as old_record_id,
        found.record_id as new_record_id,
        lost.snapshot_date as old_snapshot_date,
        found.snapshot_date as new_snapshot_date,
        coalesce(lost.title_key = found.title_key, false) as is_same_title,
        coalesce(lost.link_key = found.link_key, false) as is_same_link,
        lost.is_unnamed as is_unnamed_before,
        abs(found.publication_date - lost.publication_date) as days_apart,
        coalesce(lost.organization_key = found.organization_key, false)
            as is_same_organization,
        jaro_winkler_similarity(lost.name_key, found.name_key) as name_similarity,
        not list_has_all(lost.numbers, found.numbers)
        and not list_has_all(found.numbers, lost.numbers) as is_number_conflict,
        case
            when
                {{ figures_differ('lost.parameters', 'found.parameters') }}
                or {{ figures_differ(
                    'lost.training_compute_flop', 'found.training_compute_flop'
                ) }}
                then 'disagree'
            when
                coalesce(
                    lost.parameters * found.parameters,
                    lost.training_compute_flop * found.training_compute_flop
                ) is null
                then 'unknown'
            else 'agree'
        end as figures

    from alike
    inner join lost on alike.old_key = lost.name_key
    inner join found on alike.new_key = found.name_key
    where lost.last_snapshot_date < found.first_snapshot_date

),

name_pairs as (

    select
        *,
        count_if(is_same_link or is_same_title) over (partition by old_key) <= 1
        and count_if(is_same_link or is_same_title) over (partition by new_key) <= 1
            as is_unique

    from compared_names

)

select * from name_pairs
