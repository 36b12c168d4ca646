{% macro what_if_lifetime_cost(tables) %}
{%- set law = [
    "offer.value_of['loss_parameter_coefficient']",
    "offer.value_of['loss_parameter_exponent']",
    "offer.value_of['loss_token_coefficient']",
    "offer.value_of['loss_token_exponent']",
] -%}
{%- set training = "offer.value_of['training_flop_per_parameter_token']" -%}
{%- set token_loss = remaining_token_loss(
    '(asked.best_size * asked.share)', 'asked.best_size', 'asked.best_tokens', *law
) | replace('offer.', 'asked.') -%}
create or replace macro main.lifetime_cost(
    optimal_training_flop,
    tokens_served,
    parameter_share := 1,
    chip_offer := 'aws_three_year',
    usd_per_chip_hour := null,
    bytes_per_parameter := null
) as table
with offer as ({{ chosen_offer(tables) }}),
best as (
    select
        offer.*,
        cast(optimal_training_flop as double) as best_flop,
        cast(tokens_served as double) as served,
        cast(parameter_share as double) as share,
        coalesce(
            cast(bytes_per_parameter as double),
            offer.value_of['bytes_per_parameter_fp16']
        ) as n_bytes,
        {{ loss_optimal_parameters(
            'cast(optimal_training_flop as double)', training, *law
        ) }} as best_size
    from offer
),
asked as (
    select
        best.*,
        best.best_flop / ({{ training | replace('offer.', 'best.') }} * best.best_size)
            as best_tokens
    from best
),
worked as (
    select
        asked.*,
        asked.best_size * asked.share as size,
        {{ training | replace('offer.', 'asked.') }} * asked.best_size * asked.share
        * {{ tokens_of_loss(
            token_loss,
            law[2] | replace('offer.', 'asked.'),
            law[3] | replace('offer.', 'asked.')
        ) }} as flop,
        asked.value_of['inference_flop_per_parameter_token']
        * asked.best_size * asked.share as flop_each
    from asked
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
    priced.flop / ({{ training | replace('offer.', 'priced.') }} * priced.size)
        as training_tokens,
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
