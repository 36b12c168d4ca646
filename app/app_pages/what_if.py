"""What would a model cost?"""

import streamlit as st

from lib import charts, controls, numbers, page, text, what_if

OFFERS = "select * from dim_chip_offers order by usd_per_chip_hour"
# The axis says which dollars.
NOMINAL = text.UNITS["usd"]
INPUTS = "select * from dim_economic_inputs order by input_name"


def name(written: str) -> str:
    """Write a value or a column of the warehouse in words."""
    return text.clean(written).replace("_", " ")


page.question("What would a model cost?")
with controls.bar():
    kind = controls.choice("What if", what_if.WHAT_IFS, "what_if")
    offers = numbers.exact(OFFERS).set_index("chip_offer")
    offer = controls.one_of(
        "Chip offer", {key: name(key) for key in offers.index}, "chip_offer"
    )
asked = what_if.WHAT_IFS[kind]
with controls.bar():
    given = what_if.given(asked)

answers = numbers.exact(asked.sql, **given)
row = answers.set_index("chip_offer", drop=False).loc[offer]
source = what_if.source()
finding = what_if.sentence(asked, row)
page.finding(
    finding,
    f"On {text.plain(offers.loc[offer, 'hardware_name'])} at "
    f"\\${text.number(offers.loc[offer, 'usd_per_chip_hour'], 3)} a chip-hour "
    f"({name(offer)}), in nominal dollars, {source.as_of}. "
    + (
        "**Beyond what the law was fitted on.**"
        if "is_extrapolated" in answers and row["is_extrapolated"]
        else ""
    ),
)
drawn = answers.assign(
    name=answers["chip_offer"].map(name),
    estimate=answers[asked.estimate],
    low=answers[asked.low],
    high=answers[asked.high],
    written=answers[asked.estimate].map(
        lambda value: text.amount(value, asked.units[asked.estimate]).removesuffix(NOMINAL)
    ),
    color=answers["chip_offer"].map({offer: "vermilion"}).fillna("blue"),
    **{
        f"{column}_written": answers[column].map(
            lambda value, unit=unit: text.amount(value, unit)
        )
        for column, unit in asked.units.items()
        if unit != "share"
    },
).dropna(subset=["estimate"])
if drawn.empty:
    page.nothing(
        "There is nothing to draw: a model so much smaller than the optimal one never reaches "
        "its loss. Give a larger share."
    )
else:
    told = {"name": "Offer"} | {
        f"{column}_written": name(column)
        for column, unit in asked.units.items()
        if unit != "share"
    }
    page.figure(
        charts.intervals(drawn, told, asked.axis, is_log=True, form=asked.form),
        answers,
        name="what_if_chart",
        title=asked.title,
        n=len(drawn),
        of="chip offers",
        source=source,
        alt_text=finding,
        note=asked.note,
    )
st.page_link(
    "app_pages/sql.py",
    label=":primary[Change the question in SQL]",
    query_params={"sql": text.sql(asked.sql, given)},
)
page.how_we_know(
    """
- **Inputs.** Prices, rates and constants are rows of `dim_economic_inputs`, each with its link,
  day and reason; what is not given is what the chip offer says.
- **Arithmetic.** The table macros share their formulas with the marts, and tests hold them
  to every row of these (docs/methods/costs.md).
- **Not in it.** Staff, data, failed runs, idle chips, prompts, profit: chip time alone.
- **Sizes.** The optimal size is that of Hoffmann et al. (2022), Table 3; lifetimes trade
  parameters for tokens by the loss law of the same paper.
""",
    {"The answer": (asked.sql, given), "The inputs": (INPUTS, {})},
    source,
)
