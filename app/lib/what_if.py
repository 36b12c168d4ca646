"""The what-if questions that the warehouse's table macros answer, one row per chip offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib import export, text, warehouse

PRICES = """
select
    *,
    max(as_of_date) over () as newest_date
from dim_economic_inputs
where input_name like '%price'
order by input_name
"""


@dataclass(frozen=True)
class Given:
    """A number that a reader gives; it lives in the URL under its key."""

    key: str
    label: str
    default: float
    format: str = "%.2e"
    greatest: float = 1e40


@dataclass(frozen=True)
class WhatIf:
    """A question to a table macro.

    Attributes:
        given: Numbers that the macro takes.
        sql: Statement with a row per chip offer; its parameters are the keys of `given`.
        title: What the chart shows.
        axis: Unit of what is drawn.
        answer: Sentence, with columns of the statement in braces, written with `units`.
        units: Unit of each column that the answer writes.
        estimate: Column that is drawn.
        low: Column with its lower end.
        high: Column with its upper end.
        note: What the ends of the lines are.
        form: How the axis writes numbers, in D3's notation.
    """

    given: tuple[Given, ...]
    sql: str
    title: str
    axis: str
    answer: str
    units: Mapping[str, str]
    estimate: str
    low: str
    high: str
    note: str
    form: str = "~s"


DOLLARS = "Nominal dollars"
FLOP = Given("training_flop", "Training compute (FLOP)", 1e25)
SIZE = Given("parameters", "Active parameters", 1.75e11)
BYTES = Given("bytes_per_parameter", "Bytes per parameter", 2.0, "%.1f", 8.0)
OPTIMAL = Given("optimal_training_flop", "Compute of the optimal model (FLOP)", 1e24)
SERVED = Given("tokens_served", "Tokens served", 1e13)
SHARE = Given("parameter_share", "Share of its parameters", 0.5, "%.2f", 1.0)

WHAT_IFS = {
    "training": WhatIf(
        (FLOP,),
        """
select asked.*
from dim_chip_offers as offered
cross join lateral (
    from training_cost($training_flop, chip_offer := offered.chip_offer)
) as asked
order by asked.training_cost_usd, asked.chip_offer
""",
        "Training cost, by chip offer",
        DOLLARS,
        "Training with {training_flop} takes {chip_hours} and costs {training_cost_usd}",
        {"training_flop": "flop", "chip_hours": "chip_hours", "training_cost_usd": "usd"},
        *("training_cost_usd",) * 3,
        "Exact for the price and the rate of the offer: no interval.",
    ),
    "inference": WhatIf(
        (SIZE, BYTES),
        """
select asked.*
from dim_chip_offers as offered
cross join lateral (
    from inference_cost(
        $parameters,
        bytes_per_parameter := $bytes_per_parameter,
        chip_offer := offered.chip_offer
    )
) as asked
order by asked.price_of_1000_tokens_usd, asked.chip_offer
""",
        "Price of a thousand generated tokens, by chip offer",
        DOLLARS,
        "A thousand tokens of {parameters} cost {compute_bound_price_of_1000_tokens_usd} in "
        "large batches, and {price_of_1000_tokens_usd} one at a time",
        {
            "parameters": "parameters",
            "price_of_1000_tokens_usd": "usd",
            "compute_bound_price_of_1000_tokens_usd": "usd",
        },
        "price_of_1000_tokens_usd",
        "compute_bound_price_of_1000_tokens_usd",
        "price_of_1000_tokens_usd",
        "From the price in large batches, where arithmetic is the limit, to one token at a "
        "time, where memory bandwidth is (the point).",
        "~r",
    ),
    "optimal size": WhatIf(
        (Given("budget", "Budget (nominal dollars)", 1e8),),
        """
select asked.*
from dim_chip_offers as offered
cross join lateral (
    from compute_optimal($budget, chip_offer := offered.chip_offer)
) as asked
order by asked.parameters desc, asked.chip_offer
""",
        "Compute-optimal size for the budget, by chip offer",
        "Parameters",
        "{training_cost_usd} trains a compute-optimal model of {parameters} ({ci_level} "
        "interval {parameters_ci_low} to {parameters_ci_high}) with {training_flop}",
        {
            "training_cost_usd": "usd",
            "parameters": "parameters",
            "parameters_ci_low": "",
            "parameters_ci_high": "",
            "training_flop": "flop",
            "ci_level": "share",
        },
        "parameters",
        "parameters_ci_low",
        "parameters_ci_high",
        "Lines are the interval of the law, from nine published optima: it says nothing on "
        "the price.",
    ),
    "lifetime": WhatIf(
        (OPTIMAL, SERVED, SHARE),
        """
select asked.*
from dim_chip_offers as offered
cross join lateral (
    from lifetime_cost(
        $optimal_training_flop,
        $tokens_served,
        parameter_share := $parameter_share,
        chip_offer := offered.chip_offer
    )
) as asked
order by asked.compute_bound_lifetime_cost_usd, asked.chip_offer
""",
        "Cost of training and inference, by chip offer",
        DOLLARS,
        "A model of {parameters}, trained for {training_cost_usd}, costs "
        "{compute_bound_lifetime_cost_usd} to {bandwidth_bound_lifetime_cost_usd} in its life",
        {
            "parameters": "parameters",
            "training_cost_usd": "usd",
            "compute_bound_lifetime_cost_usd": "usd",
            "bandwidth_bound_lifetime_cost_usd": "usd",
        },
        "compute_bound_lifetime_cost_usd",
        "compute_bound_lifetime_cost_usd",
        "bandwidth_bound_lifetime_cost_usd",
        "From the cost with inference in large batches (the point) to one token at a time.",
    ),
}


def given(asked: WhatIf) -> dict[str, float]:
    """Let the reader give the numbers; each lives in the URL."""
    return {
        number.key: st.number_input(
            number.label,
            min_value=1e-6,
            max_value=number.greatest,
            value=number.default,
            step=number.default / 10,
            format=number.format,
            key=number.key,
            bind="query-params",
            width=220,
        )
        for number in asked.given
    }


def sentence(asked: WhatIf, row: Mapping[str, Any]) -> str:
    """Answer in words for one chip offer, or say why there is no answer."""
    if pd.isna(row[asked.estimate]):
        return "No number of tokens makes up for so few parameters: there is no such model"
    written = {
        column: f"{row[column]:.0%}" if unit == "share" else text.amount(row[column], unit)
        for column, unit in asked.units.items()
    }
    # the chart says which dollars; a sentence that says it of each is hard to read
    answer = asked.answer.format(**written).replace(text.UNITS["usd"], "")
    return answer.replace("$", "\\$")


def source() -> export.Source:
    """Return whom to credit for prices: each row of the inputs has its own link."""
    prices = warehouse.query(PRICES)
    newest = prices["newest_date"].iloc[0]
    return export.Source(
        publisher="Public price lists",
        title="Prices of rented chips",
        licence="facts, each with its link",
        url=prices["source_url"].iloc[0],
        citation=f"Price lists of {text.day(newest)} and before, as in dim_economic_inputs",
        as_of=f"prices of {text.day(newest)}",
        date=newest,
    )
