{% macro what_if_lifetime_cost(tables) %}
{%- set law = [
    "value_of['loss_parameter_coefficient']",
    "value_of['loss_parameter_exponent']",
    "value_of['loss_token_coefficient']",
    "value_of['loss_token_exponent']",
] -%}
{%- set training = "value_of['training_flop_per_parameter_token']" -%}
create or replace macro main.lifetime_cost(
    optimal_training_flop,
    tokens_served,
    parameter_share := 1,
    chip_offer := 'aws_three_year',
    usd_per_chip_hour := null,
    bytes_per_parameter := null
) as table
with {{ given(
    [
        ('best_flop', 'optimal_training_flop', 'double'),
        ('served', 'tokens_served', 'double'),
        ('share', 'parameter_share', 'double'),
        ('given_bytes', 'bytes_per_parameter', 'double'),
    ] + given_offer()
) }},
offered as ({{ chosen_offer(tables) }}),
best as (
    select
        offered.*,
        coalesce(offered.given_bytes, offered.value_of['bytes_per_parameter_fp16'])
            as n_bytes,
        {{ loss_optimal_parameters('offered.best_flop', training, *law) }} as best_size
    from offered
),
sized as (
    select
        best.*,
        best.best_size * best.share as size,
        best.best_flop / (best.{{ training }} * best.best_size) as best_tokens
    from best
),
lacking as (
    select
        sized.*,
        {{ remaining_token_loss(
            'sized.size', 'sized.best_size', 'sized.best_tokens', *law
        ) }} as token_loss
    from sized
),
worked as (
    select
        lacking.*,
        lacking.{{ training }} * lacking.size
        * {{ tokens_of_loss('lacking.token_loss', law[2], law[3]) }} as flop,
        lacking.value_of['inference_flop_per_parameter_token'] * lacking.size
            as flop_each
    from lacking
),
priced as (
    select
        worked.*,
        {{ usd_of_flop('worked.flop', 'worked.flop_per_s', 'worked.hour_usd') }}
            as training_usd,
        worked.served * {{ usd_of_flop(
            'worked.flop_each', 'worked.flop_per_s', 'worked.hour_usd'
        ) }} as compute_usd,
        worked.served * {{ inference_usd_per_token(
            'worked.size', 'worked.n_bytes', 'worked.bandwidth', 'worked.hour_usd'
        ) }} as bandwidth_usd
    from worked
)
select
    priced.offer_name as chip_offer,
    priced.hour_usd as usd_per_chip_hour,
    priced.size as parameters,
    priced.flop / (priced.{{ training }} * priced.size) as training_tokens,
    priced.flop as training_flop,
    priced.flop_each * priced.served as inference_flop,
    priced.training_usd as training_cost_usd,
    priced.compute_usd as compute_bound_inference_cost_usd,
    priced.training_usd + priced.compute_usd as compute_bound_lifetime_cost_usd,
    priced.bandwidth_usd as bandwidth_bound_inference_cost_usd,
    priced.training_usd + priced.bandwidth_usd as bandwidth_bound_lifetime_cost_usd
from priced;
comment on macro table main.lifetime_cost is
    'Training and inference of a model as good as the optimal one, nominal dollars.';
{% endmacro %}
