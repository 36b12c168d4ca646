"""`mf query` gives what the marts hold: counts exactly, medians and ratios to 1e-9."""

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from scalehouse import warehouse

DOCS = Path(__file__).resolve().parents[2] / "docs" / "metrics.md"
SNAPSHOT = "training_run__snapshot_date"
POPULATION_FILTERS = {
    "all": "{{ Dimension('training_run__has_all_models') }}",
    "notable": "{{ Dimension('training_run__is_notable') }}",
}
OF_2024 = "{{ TimeDimension('training_run__snapshot_date', 'day') }} = '2024-05-26'"
# A metric of fct_metrics_by_year: how many know it, their share, its median.
MEASURED = {
    "training_compute_flop": (
        *("n_known_training_compute", "training_compute_share"),
        "training_compute_flop_median",
    ),
    "parameters": ("n_known_parameters", "parameters_share", "parameters_median"),
    "training_cost_usd_2023": (
        *("n_known_training_cost", "training_cost_share"),
        "training_cost_usd_2023_median",
    ),
    "compute_per_usd_2023_flop": ("compute_per_usd_2023_flop_median",),
}
ACCESS = ("n_stated_access", "n_open_weights", "open_weights_share")
METRICS = ["n_ai_models", *(name for names in MEASURED.values() for name in names)]
# The marts' name of a grouping, and the dimension that asks for it.
DIMENSIONS = {
    "none": None,
    "task_domain": "training_run__task_domain",
    "country": "training_run__country_code",
    "organization_type": "training_run__organization_type",
    "access_tier": "training_run__access_tier",
}
# Both populations, in one grouping or another.
POPULATIONS = {
    "none": "all",
    "task_domain": "notable",
    "country": "all",
    "organization_type": "notable",
    "access_tier": "notable",
}
OF_ACCESS = ("none", "country", "organization_type")


def command(metrics, *dimensions, where=None):
    group_by = ["--group-by", ",".join(dimensions)] if dimensions else []
    return ["--metrics", ",".join(metrics), *group_by, *(["--where", where] if where else [])]


def by_year(grouping, population, metrics):
    dimensions = [SNAPSHOT, "metric_time__year", DIMENSIONS[grouping]]
    return command(metrics, *filter(None, dimensions), where=POPULATION_FILTERS[population])


@pytest.fixture(scope="module")
def answers(ask):
    whole = [
        "n_ai_models",
        "n_notable_ai_models",
        *METRICS[1:],
        "total_compute_per_usd_2023_flop",
    ]
    text = DOCS.read_text().replace("\\\n", " ")
    documented = re.findall(r"^mf query (.*)$", text, flags=re.MULTILINE)
    return ask(
        **{
            grouping: by_year(grouping, population, METRICS)
            for grouping, population in POPULATIONS.items()
        },
        **{f"access_{grouping}": by_year(grouping, "all", ACCESS) for grouping in OF_ACCESS},
        snapshots=command(whole, SNAPSHOT),
        newest=command(whole),
        of_2024=command(whole, where=OF_2024),
        **{f"documented_{n}": shlex.split(words) for n, words in enumerate(documented)},
    )


@pytest.fixture(scope="module")
def published(warehouse_home):
    with warehouse.connect(warehouse_home) as connection:
        yield connection


def keyed(relation, n_keys):
    """Give a relation's rows by their first columns, which are the key."""
    rows = {row[:n_keys]: row[n_keys:] for row in relation.fetchall()}
    assert rows
    return rows


def asked_by_year(answer, grouping, metrics):
    """Give an answer by snapshot, year and group, without what has no year or group.

    The marts' groupings leave both out.
    """
    group = DIMENSIONS[grouping] or "'all'"
    selected = answer.project(
        f"""{SNAPSHOT}__day::date as snapshot_date, year(metric_time__year) as calendar_year,
        {group} as group_name, {", ".join(metrics)}"""
    )
    return keyed(selected.filter("calendar_year is not null and group_name is not null"), 3)


def assert_agree(asked, expected):
    assert asked.keys() == expected.keys()
    for key, values in expected.items():
        for ours, theirs in zip(asked[key], values, strict=True):
            if isinstance(theirs, float):
                assert ours == pytest.approx(theirs, rel=1e-9, abs=0), key
            else:
                assert ours == theirs, key


@pytest.mark.parametrize("grouping", DIMENSIONS)
@pytest.mark.parametrize("metric", MEASURED)
def test_a_metric_of_a_year_is_that_of_the_mart(answers, published, metric, grouping):
    names = MEASURED[metric]
    columns = ["n_obs", "coverage_share", "metric_median"][-len(names) :]
    expected = published.sql(
        f"""
        select snapshot_date, calendar_year, group_name, n_ai_models, {", ".join(columns)}
        from fct_metrics_by_year
        where (population, grouping_name, metric) = ($population, $grouping, $metric)
        """,  # noqa: S608 - names of ours
        params={
            "population": POPULATIONS[grouping],
            "grouping": grouping,
            "metric": metric,
        },
    )
    asked = asked_by_year(answers[grouping], grouping, ["n_ai_models", *names])
    measured = keyed(expected, 3)
    # a group that knows no value has no row in the mart
    for unknown in asked.keys() - measured.keys():
        n_ai_models, *values = asked.pop(unknown)
        assert n_ai_models > 0
        assert not any(values), unknown
    assert_agree(asked, measured)


@pytest.mark.parametrize("grouping", OF_ACCESS)
def test_open_weights_are_those_of_the_mart(answers, published, grouping):
    expected = published.sql(
        """
        select
            snapshot_date, calendar_year, group_name, any_value(n_obs) as n_stated,
            cast(sum(n_tier) filter (where has_open_weights) as bigint) as n_open,
            n_open / nullif(n_stated, 0) as open_share
        from fct_access_by_year
        where population = 'all' and grouping_name = $grouping
        group by all
        """,
        params={"grouping": grouping},
    )
    asked = asked_by_year(answers[f"access_{grouping}"], grouping, ACCESS)
    # no model of known access at all: MetricFlow adds up nothing to null
    asked = {
        key: (stated, opened or 0, share) for key, (stated, opened, share) in asked.items()
    }
    assert_agree(asked, keyed(expected, 3))


def test_a_whole_snapshot_is_counted_as_dim_snapshots_counts_it(answers, published):
    expected = published.sql(
        """
        select
            snapshot_date, n_ai_models, n_notable_ai_models,
            training_compute_share, parameters_share, training_cost_share
        from dim_snapshots where table_name = 'ai_models'
        """
    )
    asked = answers["snapshots"].project(
        f"{SNAPSHOT}__day::date, n_ai_models, n_notable_ai_models, "
        "training_compute_share, parameters_share, training_cost_share"
    )
    assert_agree(keyed(asked, 1), keyed(expected, 1))


def test_all_dollars_buy_what_the_training_runs_add_up_to(answers, published):
    expected = published.sql(
        """
        select
            snapshot_date,
            sum(training_compute_flop) / sum(training_cost_usd_2023) as flop_per_usd
        from fct_training_runs
        where training_compute_flop is not null and training_cost_usd_2023 is not null
        group by snapshot_date
        """
    )
    asked = answers["snapshots"].project(
        f"{SNAPSHOT}__day::date, total_compute_per_usd_2023_flop as flop_per_usd"
    )
    assert_agree(keyed(asked.filter("flop_per_usd is not null"), 1), keyed(expected, 1))


def test_a_question_is_answered_as_of_the_snapshot_it_names(answers):
    by_snapshot = keyed(
        answers["snapshots"].project(f"* replace ({SNAPSHOT}__day::date as {SNAPSHOT}__day)"), 1
    )
    assert_agree(keyed(answers["newest"], 0), {(): by_snapshot[max(by_snapshot)]})
    assert_agree(keyed(answers["of_2024"], 0), {(): by_snapshot[date(2024, 5, 26),]})
    assert len({*by_snapshot.values()}) == len(by_snapshot)


def test_what_the_docs_ask_is_answered(answers):
    documented = [name for name in answers if name.startswith("documented")]
    assert len(documented) >= 3
    assert all(answers[name].fetchone() for name in documented)


def test_the_docs_list_every_metric(parsed):
    manifest = json.loads((parsed / "target" / "semantic_manifest.json").read_text())
    text = DOCS.read_text()
    names = [metric["name"] for metric in manifest["metrics"]]
    assert [name for name in names if f"`{name}`" not in text] == []
