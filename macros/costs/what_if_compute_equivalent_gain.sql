{% macro what_if_compute_equivalent_gain(tables) %}
create or replace macro main.compute_equivalent_gain(
    case_id,
    enhanced_score_share,
    training_flop := null,
    baseline_score_share := null,
    snapshot_date := null
) as table
with {{ given([
    ('case_name', 'case_id', 'varchar'),
    ('enhanced_share', 'enhanced_score_share', 'double'),
    ('own_flop', 'training_flop', 'double'),
    ('own_share', 'baseline_score_share', 'double'),
    ('asked_on', 'snapshot_date', 'date'),
]) }},
lines as (
    select
        given.*,
        gains.snapshot_date as taken_on,
        gains.benchmark,
        gains.baseline_family,
        gains.n_obs,
        gains.slope_logits_per_oom as slope,
        gains.least_baseline_oom,
        gains.greatest_baseline_oom,
        gains.enhanced_score_share as known_share,
        log10(
            gains.training_compute_flop
            * coalesce(gains.gain_factor, gains.extrapolated_gain_factor)
        ) as known_oom
    from given
    inner join {{ table_name(tables.gains) }} as gains
        on given.case_name = gains.case_id
    where gains.status = 'estimated'
        and (given.asked_on is null or gains.snapshot_date = given.asked_on)
    -- a case has one line in a snapshot, whichever model it is read for
    qualify row_number() over (
        order by gains.snapshot_date desc, gains.enhanced_label
    ) = 1
),
inverted as (
    select
        lines.*,
        {{ equivalent_oom(
            'lines.enhanced_share',
            'lines.slope', 'lines.known_share', 'lines.known_oom'
        ) }} as enhanced_oom,
        {{ equivalent_oom(
            'lines.own_share',
            'lines.slope', 'lines.known_share', 'lines.known_oom'
        ) }} as own_oom
    from lines
)
select
    inverted.case_name as case_id,
    inverted.taken_on as snapshot_date,
    inverted.benchmark,
    inverted.baseline_family,
    inverted.n_obs,
    power(10, inverted.enhanced_oom) as equivalent_flop,
    power(10, inverted.enhanced_oom) / inverted.own_flop as gain_factor,
    power(10, inverted.enhanced_oom - inverted.own_oom) as anchored_gain_factor,
    inverted.enhanced_oom not between inverted.least_baseline_oom
    and inverted.greatest_baseline_oom as is_extrapolated
from inverted;
comment on macro table main.compute_equivalent_gain is
    'Compute at which the baseline of a case scores as well, and the gain.';
{% endmacro %}
