"""What has been found?"""

import streamlit as st

from lib import access, controls, efficiency, export, growth, page, text, trends

# What grows.
GROWTH = {
    "compute__deep_learning": ("Training compute", "blue"),
    "compute__large_scale": ("Compute of large-scale models", "blue"),
    "tokens__from_2010": ("Training tokens", "green"),
    "parameters__from_2010": ("Parameters", "green"),
    "cost__from_2010": ("Training cost, 2023 $", "vermilion"),
    "energy__from_2010": ("Training energy", "vermilion"),
    "power__from_2010": ("Power draw", "vermilion"),
    "chips__from_2010": ("Number of chips", "purple"),
    "training_time__from_2010": ("Training time", "purple"),
    "efficiency__compute_per_joule__from_2010": ("Compute per joule", "teal"),
    "efficiency__compute_per_dollar__from_2010": ("Compute per dollar", "teal"),
}

# The page that asks more, and its question.
QUESTIONS = {
    "eras": "How fast has training compute grown?",
    "sizes": "How large are AI models, and is there a gap in their sizes?",
    "efficiency": "Does training get cheaper and more efficient?",
    "access": "How open are AI models, and the largest ones?",
}

page.question("How fast is AI scaling, and what follows?")
snapshot = controls.snapshot()
date, source = snapshot["snapshot"], export.Source.of_snapshot(snapshot)

first = growth.doubling("compute__deep_learning", date)
page.finding(first, f"{growth.disclosure(date)}, {page.as_of(snapshot)}.")
asked = trends.asked(GROWTH, [date])
rows = trends.estimated(asked, list(GROWTH))
page.estimates(
    rows,
    "growth_factor_per_year",
    [GROWTH[name][0] for name in rows["specification"]],
    colors=[GROWTH[name][1] for name in rows["specification"]],
    axis="Growth factor a year, since 2010",
    drawn={"reference": 1, "is_log": True},
    reason=f"No trend can be estimated in the snapshot {date}.",
    name="growth",
    title="How much each grows in a year",
    source=source,
    alt_text=first,
    note="Bars are 95% intervals. At 1 nothing grows; at 4 there is four times as much of it a "
    "year later.",
)

answers = {
    "eras": growth.doubling("compute__large_scale", date),
    "sizes": growth.doubling("parameters__from_2018", date),
    "efficiency": efficiency.finding("compute_per_joule_flop", date),
    "access": access.largest_runs(date),
}
st.subheader("What else is known?", anchor=False)
for name, sentence in answers.items():
    with st.container(border=True, gap="xsmall"):
        st.markdown(text.kept_together(f"{sentence}."))
        st.page_link(
            f"app_pages/{name}.py",
            label=f":primary[{QUESTIONS[name]}]",
            query_params={"snapshot": date},
        )

page.how_we_know(
    f"""
- **Data.** {page.preserved(snapshot)}
- **Trends.** Least squares of the logarithm on time, bootstrapped; each page says how.
- **Samples.** Notable models with the value published; efficiencies: all AI models.
""",
    {"The trends": (trends.TRENDS, asked)},
    source,
)
