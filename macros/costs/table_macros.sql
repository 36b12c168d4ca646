{% macro create_table_macros(results, tables) %}
{%- if execute and can_keep_table_macros() -%}
    {%- if not publish_obstacle(results) -%}
        {{ what_if_training_cost(tables) }}
        {{ what_if_inference_cost(tables) }}
        {{ what_if_compute_optimal(tables) }}
        {{ what_if_lifetime_cost(tables) }}
        {{ what_if_compute_equivalent_gain(tables) }}
        {{ create_time_macros(tables) }}
    {%- endif -%}
{%- endif -%}
{% endmacro %}


{% macro table_name(relation) -%}
    {{ relation.schema }}.{{ relation.identifier }}
{%- endmacro %}


{% macro given(arguments) -%}
    -- arguments stand here and nowhere else: beside a table or an alias of ours, a
    -- column of the reader's own would be taken for it
    given({{ arguments | map(attribute=0) | join(', ') }}) as (
        select
            {% for _, argument, type in arguments -%}
                cast({{ argument }} as {{ type }}){{ ", " if not loop.last }}
            {%- endfor %}
    )
{%- endmacro %}


{% macro given_offer(achieved_flop_per_s='null', memory_bandwidth_byte_per_s='null') -%}
    {%- do return([
        ('given_offer', 'chip_offer', 'varchar'),
        ('given_usd_per_hour', 'usd_per_chip_hour', 'double'),
        ('given_flop_per_s', achieved_flop_per_s, 'double'),
        ('given_byte_per_s', memory_bandwidth_byte_per_s, 'double'),
    ]) -%}
{%- endmacro %}


{% macro chosen_offer(tables) -%}
    -- an omitted argument takes the value of the offer
    select
        given.*,
        offers.chip_offer as offer_name,
        coalesce(given.given_usd_per_hour, offers.usd_per_chip_hour) as hour_usd,
        coalesce(given.given_flop_per_s, offers.achieved_flop_per_s) as flop_per_s,
        coalesce(given.given_byte_per_s, offers.memory_bandwidth_byte_per_s)
            as bandwidth,
        inputs.value_of
    from given
    inner join {{ table_name(tables.offers) }} as offers
        on given.given_offer = offers.chip_offer
    cross join (
        select map_from_entries(list((input_name, input_value))) as value_of
        from {{ table_name(tables.inputs) }}
    ) as inputs
{%- endmacro %}


{% macro what_if_training_cost(tables) %}
create or replace macro main.training_cost(
    training_flop,
    chip_offer := 'aws_three_year',
    usd_per_chip_hour := null,
    achieved_flop_per_s := null
) as table
with {{ given(
    [('flop', 'training_flop', 'double')] + given_offer('achieved_flop_per_s')
) }},
asked as ({{ chosen_offer(tables) }})
select
    asked.offer_name as chip_offer,
    asked.hour_usd as usd_per_chip_hour,
    asked.flop_per_s as achieved_flop_per_s,
    asked.flop as training_flop,
    {{ chip_hours_of_flop('asked.flop', 'asked.flop_per_s') }} as chip_hours,
    {{ usd_of_flop('asked.flop', 'asked.flop_per_s', 'asked.hour_usd') }}
        as training_cost_usd
from asked;
comment on macro table main.training_cost is
    'What a training compute costs at an offer, nominal dollars.';
{% endmacro %}


{% macro what_if_inference_cost(tables) %}
create or replace macro main.inference_cost(
    parameters,
    bytes_per_parameter := null,
    chip_offer := 'aws_three_year',
    usd_per_chip_hour := null,
    memory_bandwidth_byte_per_s := null
) as table
with {{ given(
    [
        ('n_read', 'parameters', 'double'),
        ('given_bytes', 'bytes_per_parameter', 'double'),
    ] + given_offer(memory_bandwidth_byte_per_s='memory_bandwidth_byte_per_s')
) }},
offered as ({{ chosen_offer(tables) }}),
asked as (
    select
        offered.*,
        coalesce(offered.given_bytes, offered.value_of['bytes_per_parameter_fp16'])
            as n_bytes,
        offered.value_of['inference_flop_per_parameter_token'] as flop_each
    from offered
)
select
    asked.offer_name as chip_offer,
    asked.hour_usd as usd_per_chip_hour,
    asked.bandwidth as memory_bandwidth_byte_per_s,
    asked.n_read as parameters,
    asked.n_bytes as bytes_per_parameter,
    {{ seconds_per_token('asked.n_read', 'asked.n_bytes', 'asked.bandwidth') }}
        as seconds_per_token,
    1000 * {{ inference_usd_per_token(
        'asked.n_read', 'asked.n_bytes', 'asked.bandwidth', 'asked.hour_usd'
    ) }} as price_of_1000_tokens_usd,
    1000 * {{ usd_of_flop(
        'asked.flop_each * asked.n_read', 'asked.flop_per_s', 'asked.hour_usd'
    ) }} as compute_bound_price_of_1000_tokens_usd,
    {{ balanced_batch_size(
        'asked.n_bytes', 'asked.flop_each', 'asked.flop_per_s', 'asked.bandwidth'
    ) }} as balanced_batch_size
from asked;
comment on macro table main.inference_cost is
    'What generated tokens cost, one at a time and in large batches, nominal dollars.';
{% endmacro %}
