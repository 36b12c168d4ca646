{% set key = "confidence, field, old_snapshot_date, new_snapshot_date" -%}

with

pairs as (select * from {{ ref('int_revisions__snapshot_pairs') }}),

revised_values as (select * from {{ ref('int_revisions__values') }}),

bands as (

    -- what has no label, or is marked as wrong, has no stated band
    select
        *,
        unnest(['training_compute_flop', 'parameters', 'dataset_size']) as field

    from {{ ref('confidence_noise') }}
    where confidence not in ('unknown', 'wrong')

),

rules as (

    select
        {{ rule_value(ref('revisions_rules'), 'calibration_min_obs') }}
            as calibration_min_obs,
        ci_level,
        normal_quantile as ci_z

    from {{ ref('normal_quantiles') }}
    where ci_level = {{ rule_value(ref('interval_levels'), 'share_ci_level') }}

),

-- the label that the value had, the value, and what was published of it later
compared_values as (

    select
        labels.value_text as confidence,
        before.field,
        presence.old_snapshot_date,
        presence.new_snapshot_date,
        before.value_number != after.value_number as is_revised,
        abs(log10(after.value_number / before.value_number)) as distance_oom,
        distance_oom <= log10(bands.noise_factor) as is_within_band,
        bands.noise_factor,
        bands.noise_ci_level

    from {{ ref('int_revisions__presence') }} as presence
    inner join pairs using (old_snapshot_date, new_snapshot_date)
    inner join revised_values as labels
        on
            presence.old_snapshot_date = labels.snapshot_date
            and presence.ai_model_id = labels.ai_model_id
            and labels.field = 'confidence'
    inner join bands
        on labels.value_text = bands.confidence
    inner join revised_values as before
        on
            presence.old_snapshot_date = before.snapshot_date
            and presence.ai_model_id = before.ai_model_id
            and bands.field = before.field
    inner join revised_values as after
        on
            presence.new_snapshot_date = after.snapshot_date
            and presence.ai_model_id = after.ai_model_id
            and before.field = after.field
    -- words that became tokens say nothing about the label
    where not (before.field = 'dataset_size' and pairs.is_dataset_unit_changed)

),

counts as (

    select
        {{ key }},
        max(noise_factor) as noise_factor,
        max(noise_ci_level) as nominal_share,
        cast(count(*) as integer) as n_obs,
        cast(count(*) filter (where is_revised) as integer) as n_revised,
        cast(count(*) filter (where is_within_band) as integer) as n_within_band,
        cast(count(*) filter (where is_revised and is_within_band) as integer)
            as n_revised_within_band,
        median(distance_oom) filter (where is_revised) as revised_distance_median_oom

    from compared_values
    group by {{ key }}

),

label_calibration as (

    select
        counts.*,
        pairs.is_consecutive,
        {%- for share, part, n in [
            ("within_band_share", "n_within_band", "n_obs"),
            ("revised_within_band_share", "n_revised_within_band", "n_revised"),
        ] %}
            {{ ratio(part, n) }} as {{ share }},
            {{ wilson_bound(part, n, 'rules.ci_z', 'low') }} as {{ share }}_ci_low,
            {{ wilson_bound(part, n, 'rules.ci_z', 'high') }} as {{ share }}_ci_high,
        {%- endfor %}
        rules.ci_level,
        'Wilson score interval' as method,
        case
            when counts.n_obs < rules.calibration_min_obs then 'too_few'
            when within_band_share_ci_high < counts.nominal_share then 'too_narrow'
            when
                counts.n_revised >= rules.calibration_min_obs
                and revised_within_band_share_ci_high < counts.nominal_share
                then 'too_narrow_once_revised'
            when within_band_share_ci_low > counts.nominal_share then 'wide_enough'
            else 'undecided'
        end as verdict

    from counts
    cross join rules
    inner join pairs using (old_snapshot_date, new_snapshot_date)

)

select * from label_calibration
