"""Type the records, match names and words, and derive ratios."""

import hashlib

import pandas as pd
from shared import KEY, SEEDS, assumptions, name_key

MAX_LENGTH = 60
KNOWN = ["snapshot_date", "scope", "record_number", "publication_date"]
NUMBERS = [
    *("parameters", "training_compute_flop", "dataset_size", "training_time_hours"),
    *("hardware_quantity", "training_chip_hours", "training_power_draw_w"),
    *("training_cost_usd_2020", "training_cost_usd_2023"),
]
TEXTS = [
    *("model_name", "reference_title", "notability_criteria", "domains", "model_access"),
    *("organization_categories", "base_model", "training_compute_estimation_methods"),
]


def compute(snapshots=None):
    """Type the records of all snapshots, or of some: one row per AI model and snapshot."""
    records = pd.read_csv(
        SEEDS / "published" / "epoch_ai" / "epoch_ai__ai_model_records.csv",
        usecols=[*KNOWN, *TEXTS, *NUMBERS],
        dtype=str,
        keep_default_na=False,
        na_values=[""],
    )
    if snapshots:
        records = records[records["snapshot_date"].isin(snapshots)].reset_index(drop=True)
    records["record_number"] = records["record_number"].astype(int)
    records["publication_date"] = dates(records["publication_date"])
    records["publication_year"] = fractional_year(records["publication_date"])
    for column in TEXTS:
        text = records[column].str.replace(r"\s+", " ", regex=True).str.strip()
        records[column] = text.mask(text == "")
    for column in NUMBERS:
        records[column] = numbers(records[column])
        if column != "training_chip_hours":
            records[column] = records[column].mask(records[column] == 0)
    records["ai_model_id"] = identities(records)
    # of an AI model's records, the one that says most stands
    lacks = {
        f"lacks_{column}": records[column].isna()
        for column in ("training_compute_flop", "parameters", "publication_date")
    }
    ordered = records.assign(**lacks).sort_values(["snapshot_date", *lacks, "record_number"])
    models = ordered.drop_duplicates(KEY).drop(columns=[*lacks]).reset_index(drop=True)
    return with_ratios(with_labels(models))


def dates(text):
    text = text.str.strip()
    text = text.mask(text.str.contains("9999") | ~text.str.contains(r"\d{4}"))
    found = pd.to_datetime(text, format="%Y-%m-%d", errors="coerce")
    for pattern, later in (("%d/%m/%Y", 0), ("%m/%Y", 14)):
        parsed = pd.to_datetime(text, format=pattern, errors="coerce")
        found = found.fillna(parsed + pd.Timedelta(days=later))
    years = text.where(text.str.fullmatch(r"(19|20)\d{2}"))
    return found.fillna(pd.to_datetime(years + "-07-02", format="%Y-%m-%d"))


def fractional_year(dates):
    return 1970 + (dates - pd.Timestamp(1970, 1, 1)).dt.days / 365.2425


def numbers(text):
    text = text.str.replace("$", "", regex=False).str.strip()
    thousands = text.str.fullmatch(r"-?\d{1,3}(,\d{3})+([.]\d+)?", na=False)
    text = text.mask(thousands, text.str.replace(",", "", regex=False))
    # one value written twice is that value
    first = text.str.partition(",")[0]
    text = text.mask(text == first + "," + first, first)
    finite = text.str.fullmatch(r"[-+0-9.]+([eE][-+]?\d{1,2})?", na=False)
    return pd.to_numeric(text.where(finite), errors="coerce")


def identities(records):
    """Give each record its name without spaces and punctuation, renames resolved."""
    names = records["model_name"].fillna(records["reference_title"])
    unnamed = records["snapshot_date"] + "/" + records["scope"]
    names = names.fillna("Record " + unnamed + "/" + records["record_number"].astype(str))
    keys = name_key(names)
    aliases = assumptions("ai_model_aliases")
    aliases["alias"] = name_key(aliases["alias"])
    aliases["canonical_name"] = name_key(aliases["canonical_name"])
    always = aliases[aliases["publication_year"].isna()].set_index("alias")["canonical_name"]
    dated = aliases.dropna(subset="publication_year")
    dated = dated.set_index(["alias", "publication_year"])["canonical_name"]
    of_year = pd.MultiIndex.from_arrays([keys, records["publication_date"].dt.year])
    found = pd.Series(dated.reindex(of_year).to_numpy(), index=keys.index)
    found = found.fillna(keys.map(always)).fillna(keys)
    # titles that stand for a name are long
    return found.map(lambda key: key if len(key) <= MAX_LENGTH else shortened(key))


def shortened(key):
    digest = hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()
    return f"{key[: MAX_LENGTH - 9]}-{digest[:8]}"


def words(models, column, field):
    """Split a list of published words and match them with ours: one row per word."""
    vocabulary = assumptions("vocabulary_terms")
    vocabulary = vocabulary[vocabulary["field"] == field]
    # a published word may mean two of ours
    terms = vocabulary.groupby(vocabulary["published_term"].str.lower())["term"].agg(list)
    split = models[column].dropna().str.split(",").explode().str.strip().str.lower()
    return split.map(terms).explode().dropna()


def with_labels(models):
    conventions = assumptions("snapshot_conventions").set_index("snapshot_date")
    all_notable = conventions.index[conventions["is_every_record_notable"]]
    models["is_notable"] = (
        (models["scope"] == "notable")
        | models["snapshot_date"].isin(all_notable)
        | models["notability_criteria"].notna()
    )
    kinds = words(models, "organization_categories", "organization_category")
    kind = kinds.groupby(level=0).agg(["nunique", "max"])
    models["organization_type"] = (
        kind["max"].mask(kind["nunique"] > 1, "mixed").reindex(models.index).fillna("unknown")
    )
    tier = words(models, "model_access", "model_access").groupby(level=0).max()
    models["access_tier"] = tier.reindex(models.index).fillna("unknown")
    domains = words(models, "domains", "task_domain")
    models["task_domains"] = domains.groupby(level=0).agg(set).reindex(models.index)
    is_language = models.index.isin(domains.index[domains == "Language"])
    unit = models["snapshot_date"].map(conventions["language_dataset_unit"]).fillna("tokens")
    models["dataset_size_tokens"] = models["dataset_size"].where(
        is_language & (unit == "tokens")
    )
    return models


def with_ratios(models):
    compute, cost = models["training_compute_flop"], models["training_cost_usd_2023"]
    power, hours = models["training_power_draw_w"], models["training_time_hours"]
    return models.assign(
        chip_hours=models["training_chip_hours"].fillna(models["hardware_quantity"] * hours),
        training_energy_kwh=power * hours / 1000,
        cost_per_flop_usd_2023=cost / compute,
        cost_per_parameter_usd_2023=cost / models["parameters"],
        compute_per_usd_2023_flop=compute / cost,
        compute_per_watt_flop=compute / power,
        compute_per_joule_flop=compute / (power * hours * 3600),
        tokens_per_parameter=models["dataset_size_tokens"] / models["parameters"],
    )
