"""The charts, in Altair.

Colours come from the theme (.streamlit/config.toml): a scale without a range
takes the theme's categorical colours in the order of its domain, and follows
the reader between light and dark. Lines and points are named where they are,
so charts need no legend. Vega is part of Streamlit: nothing is fetched.
"""

import json
import math

import altair as alt
import pandas as pd

from lib import text

ERAS = ["pre_deep_learning", "deep_learning", "large_scale"]
POWERS = json.dumps({exponent: text.power(exponent) for exponent in range(-3, 40)})
# How far along its line an era's name ends, and how many orders of magnitude
# above it: where few points are, clear of the other names.
NAME_SPOTS = {
    "pre_deep_learning": (0.5, 1.5),
    "deep_learning": (0.2, 2.0),
    "large_scale": (0, 1.5),
}
# What is told of a point, and under which heading.
POINT = {
    "ai_model_name": "Model",
    "organizations": "Organisation",
    "published": "Published",
    "training_compute": "Compute",
    "confidence": "Confidence",
    "source": "Source",
}
# The name of the selection that a click on a point makes.
PICKED = "picked"


def growth_by_era(
    points: pd.DataFrame, curves: pd.DataFrame, eras: pd.DataFrame, names: dict[str, str]
) -> alt.LayerChart:
    """Draw AI models over time, and each era with its fitted line and band.

    `eras` has the years that each era is shaded over (from_year, to_year);
    `names` is what to write beside each era's line.
    """
    span = [float(eras["from_year"].min()), float(eras["to_year"].max())]
    points = points[points["publication_year"] >= span[0]]
    color = alt.Color("era:N", scale=alt.Scale(domain=ERAS), legend=None)
    year = {
        "axis": alt.Axis(format="d", grid=False, title=None, tickCount=8),
        "scale": alt.Scale(domain=span, nice=False),
    }
    lowest, highest = points["training_compute_oom"].min(), points["training_compute_oom"].max()
    order = {
        "axis": alt.Axis(
            title=None, values=list(range(0, 40, 3)), labelExpr=f"{POWERS}[datum.value]"
        ),
        "scale": alt.Scale(domain=[math.floor(lowest), math.ceil(highest) + 1], nice=False),
    }

    hollow = alt.datum["is_low_outlier"]
    picked = alt.selection_point(PICKED, fields=["ai_model_id"], empty=False)

    shades = (
        alt.Chart(eras)
        .mark_rect(opacity=0.07)
        .encode(alt.X("from_year:Q", **year), alt.X2("to_year"), color)
    )
    models = (
        alt.Chart(points)
        .mark_point(filled=True, cursor="pointer")
        .encode(
            alt.X("publication_year:Q", **year),
            alt.Y("training_compute_oom:Q", **order),
            color,
            alt.Stroke("era:N", scale=alt.Scale(domain=ERAS), legend=None),
            size=alt.condition("datum.is_notable", alt.value(36), alt.value(12)),
            fillOpacity=alt.condition(hollow, alt.value(0), alt.value(0.5)),
            strokeOpacity=alt.when(picked | hollow).then(alt.value(1)).otherwise(alt.value(0)),
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in POINT.items()],
        )
        .add_params(picked)
    )
    curves = curves[curves["era"].isin(ERAS) & (curves["curve_year"] >= span[0])]
    fits = alt.Chart(curves).encode(alt.X("curve_year:Q", **year), color)
    bands = fits.mark_area(opacity=0.25).encode(
        alt.Y("fitted_oom_ci_low:Q", **order), alt.Y2("fitted_oom_ci_high")
    )
    lines = fits.mark_line(strokeWidth=2.5).encode(alt.Y("fitted_oom:Q", **order))
    labels = (
        alt.Chart(_names(curves, names))
        .mark_text(
            align="right", baseline="bottom", fontSize=14, fontWeight=600, lineBreak="\n", dx=-3
        )
        .encode(alt.X("curve_year:Q", **year), alt.Y("oom:Q", **order), color, text="name:N")
    )
    return alt.layer(shades, models, bands, lines, labels).properties(
        height=520,
        title=alt.Title(
            "Training compute in FLOP, with doubling times",
            fontWeight="normal",
            offset=12,
        ),
    )


def _names(curves: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Place each era's name beside its line."""
    spots = []
    for era, (share, raised) in NAME_SPOTS.items():
        curve = curves[curves["era"] == era]
        if len(curve):
            point = curve.iloc[int(share * (len(curve) - 1))]
            oom = point["fitted_oom"] + raised
            spots.append({"era": era, "curve_year": point["curve_year"], "oom": oom})
    spots = pd.DataFrame(spots, columns=["era", "curve_year", "oom"])
    return spots.assign(name=spots["era"].map(names))
