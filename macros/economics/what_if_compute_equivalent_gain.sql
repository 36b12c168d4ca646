{% macro what_if_compute_equivalent_gain(tables) %}
create or replace macro main.compute_equivalent_gain(
    case_id,
    enhanced_score_share,
    training_flop := null,
    baseline_score_share := null,
    snapshot_date := null
) as table
with lines as (
    select
        gains.case_id as case_name,
        gains.snapshot_date as taken_on,
        gains.benchmark,
        gains.baseline_family,
        gains.n_obs,
        gains.slope_logits_per_oom as slope,
        gains.enhanced_score_share as known_share,
        log10(
            gains.training_compute_flop
            * coalesce(gains.gain_factor, gains.extrapolated_gain_factor)
        ) as known_oom
    from {{ table_name(tables.gains) }} as gains
    where gains.case_id = case_id
        and gains.status = 'estimated'
        and (snapshot_date is null
            or gains.snapshot_date = cast(snapshot_date as date))
    -- a case has one line in a snapshot, whichever model it is read for
    qualify row_number() over (
        order by gains.snapshot_date desc, gains.enhanced_label
    ) = 1
),
inverted as (
    select
        lines.*,
        samples.baseline_oom,
        {{ equivalent_oom(
            'cast(enhanced_score_share as double)',
            'lines.slope', 'lines.known_share', 'lines.known_oom'
        ) }} as enhanced_oom,
        {{ equivalent_oom(
            'cast(baseline_score_share as double)',
            'lines.slope', 'lines.known_share', 'lines.known_oom'
        ) }} as own_oom
    from lines
    left join (
        select distinct on (case_id_of, taken_on) *
        from (
            select
                samples.case_id as case_id_of,
                samples.snapshot_date as taken_on,
                samples.baseline_oom
            from {{ table_name(tables.gain_samples) }} as samples
        ) as renamed
        order by all
    ) as samples
        on lines.case_name = samples.case_id_of and lines.taken_on = samples.taken_on
)
select
    inverted.case_name as case_id,
    inverted.taken_on as snapshot_date,
    inverted.benchmark,
    inverted.baseline_family,
    inverted.n_obs,
    power(10, inverted.enhanced_oom) as equivalent_flop,
    power(10, inverted.enhanced_oom) / cast(training_flop as double) as gain_factor,
    power(10, inverted.enhanced_oom - inverted.own_oom) as anchored_gain_factor,
    inverted.enhanced_oom not between list_min(inverted.baseline_oom)
    and list_max(inverted.baseline_oom) as is_extrapolated
from inverted;
comment on macro table main.compute_equivalent_gain is
    'Compute at which the baseline of a case scores as well, and the gain.';
{% endmacro %}
