"""What the parts share: seeds, names, samples, ranks, intervals."""

import unicodedata
from bisect import insort
from pathlib import Path

import numpy as np
import pandas as pd

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
KEY = ["snapshot_date", "ai_model_id"]
N_RESAMPLES, SEED = 1000, 20220211


def assumptions(name):
    (path,) = (SEEDS / "rules").glob(f"*/{name}.csv")
    return pd.read_csv(path)


def name_key(names):
    plain = names.str.strip().map(
        lambda name: "".join(
            letter
            for letter in unicodedata.normalize("NFD", name)
            if not unicodedata.combining(letter)
        )
    )
    plain = plain.str.lower().str.replace(r"(\d)[.](\d)", r"\1point\2", regex=True)
    return plain.str.replace(r"[^\w+]|_", "", regex=True)


def chosen(models, spec):
    """Give the dated models of a specification's population and window."""
    chosen = models["publication_date"].notna()
    if spec.population == "notable":
        chosen &= models["is_notable"]
    if not pd.isna(spec.starts_on):
        chosen &= models["publication_date"] >= spec.starts_on
    if not pd.isna(getattr(spec, "ends_before", np.nan)):
        chosen &= models["publication_date"] < spec.ends_before
    return models[chosen]


def trends():
    """Give the trends of training compute that need no groups."""
    return assumptions("trend_specifications").query(
        "metric == 'training_compute_flop' and grouping_name == 'none'"
        " and entity == 'ai_model' and sample_rule != 'top_at_release'"
    )


def standing(dates, values):
    """Tell records, near-records and the frontier of each day, models of a day together."""
    rules = assumptions("frontier_rules").set_index("rule_name")["rule_value"]
    order = dates.sort_values(kind="stable").index
    dates, values = dates[order], values[order]
    record = values.cummax().groupby(dates).transform("max")
    before = record.groupby(dates).first().shift(fill_value=0).reindex(dates).to_numpy()
    top, entries = [], []
    for value in values:
        insort(top, value)
        del top[: -int(rules["frontier_rank"])]
        entries.append(top[0])
    entry = pd.Series(entries, index=order).groupby(dates).transform("last")
    return pd.DataFrame(
        {
            "is_compute_record": (values == record) & (values > before),
            "is_near_compute_record": values >= rules["near_record_share"] * record,
            "is_frontier": values >= entry,
        }
    )


def percentiles(draws, level):
    return np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
