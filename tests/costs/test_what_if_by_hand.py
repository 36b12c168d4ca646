"""The what-if table macros on inputs so small that each answer is worked out by hand."""

import math

import pytest

from scalehouse import warehouse

# A chip at a dollar a second, 100 FLOP/s and 40 bytes a second; half precision; a loss of
# 1/N + 1/D; 10 times the root of the compute as parameters; odds that treble with each
# order of magnitude and are even at 1e22.
BY_HAND = (
    """
    update dim_chip_offers set
        usd_per_chip_hour = 3600, achieved_flop_per_s = 100, memory_bandwidth_byte_per_s = 40
    where chip_offer = 'aws_three_year'
    """,
    """
    update dim_economic_inputs set input_value = map {
        'bytes_per_parameter_fp16': 2.0::double,
        'inference_flop_per_parameter_token': 2::double,
        'training_flop_per_parameter_token': 4::double,
        'loss_parameter_coefficient': 1::double,
        'loss_parameter_exponent': 1::double,
        'loss_token_coefficient': 1::double,
        'loss_token_exponent': 1::double
    }[input_name]
    where input_name in (
        'bytes_per_parameter_fp16',
        'inference_flop_per_parameter_token',
        'training_flop_per_parameter_token',
        'loss_parameter_coefficient',
        'loss_parameter_exponent',
        'loss_token_coefficient',
        'loss_token_exponent'
    )
    """,
    """
    update fct_compute_optimal_laws set
        log10_parameters_intercept = 1, log10_parameters_intercept_ci_high = 2,
        exponent = 0.5, exponent_ci_high = 0.5, mean_budget_oom = 0,
        least_budget_oom = 5, greatest_budget_oom = 6
    where budget_unit = 'flop'
    """,
    """
    update fct_compute_equivalent_gains set
        slope_logits_per_oom = ln(3), enhanced_score_share = 0.5,
        training_compute_flop = 1e21, gain_factor = 10, extrapolated_gain_factor = null,
        least_baseline_oom = 20, greatest_baseline_oom = 22
    where case_id = 'chain_of_thought__palm__gsm8k'
    """,
)

GAIN = "compute_equivalent_gain('chain_of_thought__palm__gsm8k'"


@pytest.fixture(scope="module")
def by_hand(publish_copy, tmp_path_factory):
    home = tmp_path_factory.mktemp("by_hand")
    publish_copy(home, "by_hand", *BY_HAND)
    with warehouse.connect(home) as published:
        yield published


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        # two hours of 3,600 seconds at 100 FLOP/s, at a dollar a second
        ("training_cost(720000)", {"chip_hours": 2, "training_cost_usd": 7200}),
        (
            "training_cost(720000, usd_per_chip_hour := 5, achieved_flop_per_s := 200)",
            {"chip_hours": 1, "training_cost_usd": 5},
        ),
        # 20 parameters of 2 bytes at 40 bytes a second; 40 FLOP at 100 FLOP/s
        (
            "inference_cost(20)",
            {
                "seconds_per_token": 1,
                "price_of_1000_tokens_usd": 1000,
                "compute_bound_price_of_1000_tokens_usd": 400,
                "balanced_batch_size": 2.5,
            },
        ),
        (
            "inference_cost(20, 0.5, memory_bandwidth_byte_per_s := 10)",
            {"seconds_per_token": 1, "balanced_batch_size": 2.5},
        ),
        # an hour is 360,000 FLOP, whose root is 600; a token reads 12,000 bytes in 300 s
        (
            "compute_optimal(3600)",
            {
                "training_flop": 360000,
                "parameters": 6000,
                "parameters_ci_low": 600,
                "parameters_ci_high": 60000,
                "price_of_1000_tokens_usd": 300000,
                "is_extrapolated": False,
            },
        ),
        ("compute_optimal(1e8, 'flop')", {"parameters": 1e5, "is_extrapolated": True}),
        # 1,024 FLOP are best spent on 16 parameters and 16 tokens
        (
            "lifetime_cost(1024, 5)",
            {
                "parameters": 16,
                "training_tokens": 16,
                "training_cost_usd": 10.24,
                "compute_bound_inference_cost_usd": 1.6,
                "bandwidth_bound_inference_cost_usd": 4,
                "bandwidth_bound_lifetime_cost_usd": 14.24,
            },
        ),
        # 13 sixteenths leave 1/8 - 1/13 of the loss to the tokens, half leaves nothing
        (
            "lifetime_cost(1024, 5, 0.8125)",
            {"parameters": 13, "training_tokens": 20.8, "training_flop": 1081.6},
        ),
        ("lifetime_cost(1024, 5, 0.5)", {"training_tokens": None, "training_cost_usd": None}),
        # odds of 3 to 1 lie one order of magnitude above even ones
        (
            f"{GAIN}, 0.75, training_flop := 1e21, baseline_score_share := 0.25)",
            {
                "equivalent_flop": 1e23,
                "gain_factor": 100,
                "anchored_gain_factor": 100,
                "is_extrapolated": True,
            },
        ),
        (f"{GAIN}, 0.25)", {"equivalent_flop": 1e21, "is_extrapolated": False}),
    ],
)
def test_an_answer_is_what_a_hand_works_out(by_hand, question, answer):
    names = ", ".join(answer)
    [row] = by_hand.sql(f"select {names} from {question}").fetchall()  # noqa: S608
    for name, said, expected in zip(answer, row, answer.values(), strict=True):
        if expected is None or isinstance(expected, bool):
            assert said is expected, name
        else:
            assert math.isclose(said, expected, rel_tol=1e-9), (name, said)
