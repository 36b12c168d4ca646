"""A new snapshot is compared, split and tested again with no change of code."""

import shutil
from pathlib import Path

import duckdb
import numpy as np
import pytest
from snapshot import add_snapshot

from scalehouse import warehouse

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    *("dbt_project.yml", "profiles.yml", "macros", "models", "python_models", "seeds"),
    "tests/data",
)
SPECIFICATION = "sevilla_roldan_2024__notable"
BY_DOMAIN = "sevilla_2022__by_task_domain"
# What depends on the seeds and leads to the tables asked here.
CHANGED = ("epoch_ai__ai_model_records", "epoch_ai__snapshots", "ai_model_aliases")
ASKED = (
    *("fct_growth_trends", "fct_record_revisions", "fct_field_revisions", "dim_snapshots"),
    *("fct_ai_model_changes", "fct_snapshot_changes", "fct_trend_revisions"),
    *("fct_trend_revision_members", "fct_label_calibration", "fct_claim_checks"),
)
# What claims of each mart are about, and as many of them as there were on the last snapshot.
TESTED_BY = """
    select
        tested_by,
        list(distinct claim_id order by claim_id) filter (where snapshot_date = $newest),
        list(distinct claim_id order by claim_id) filter (where snapshot_date = $later)
    from fct_claim_checks
    where estimate is not null
    group by tested_by
"""
# Named as they are known, of one domain, and published while both trends were open: what is
# done to them has one consequence each.
CHANGEABLE = """
    select training_runs.record_number, training_runs.ai_model_id
    from intermediate.int_ai_models__training_runs as training_runs
    inner join intermediate.int_trends__samples as samples
        on training_runs.snapshot_date = samples.snapshot_date
        and training_runs.ai_model_id = samples.member_id
    where
        training_runs.snapshot_date = (select max(snapshot_date) from main.fct_training_runs)
        and samples.specification = $specification
        and training_runs.domains = 'Language'
        and training_runs.access_tier not in ('unknown', 'hosted')
        and training_runs.publication_date between date '2012-01-01' and date '2021-06-01'
        and training_runs.ai_model_id
        = regexp_replace(lower(training_runs.model_name), '[^a-z0-9]', '', 'g')
"""


@pytest.fixture(scope="module")
def extended(run_parsed, share_fits, warehouse_home, tmp_path_factory):
    """Build what the changed seeds lead to, on copies of the project and the warehouse."""
    root, home = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("home")
    for part in PARTS:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / part)
    (home / "next").mkdir()
    database = home / "next" / "scalehouse.duckdb"
    shutil.copy(warehouse_home / "scalehouse.duckdb", database)
    with warehouse.connect(warehouse_home) as published:
        rows = published.execute(CHANGEABLE, {"specification": SPECIFICATION}).fetchall()
    changes, newest, later = add_snapshot(root, dict(rows), seed=20220211)
    select = [f"{seed}+,+{mart}" for seed in CHANGED for mart in ASKED]
    arguments = ["--exclude-resource-type", "test", "unit_test", "--select", *select]
    share_fits(home)
    run_parsed("build", home, *arguments, root=root, n_resamples=50)
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection, changes, newest, later


@pytest.fixture
def changes(extended):
    return extended[1]


@pytest.fixture
def between(extended):
    """Ask a table about the newest published snapshot and the one that was added."""
    connection, _, newest, later = extended
    is_pair = f"old_snapshot_date = '{newest}' and new_snapshot_date = '{later}'"
    return lambda table, columns, condition="true": (
        connection.table(table).filter(is_pair).filter(condition).project(columns).fetchall()
    )


def test_every_known_revision_is_found_and_no_other(changes, between):
    columns = "ai_model_id, field, revision, value_ratio, moved_days, old_text, new_text"
    found = {
        (key, name): tuple(values)
        for key, name, *values in between("fct_record_revisions", columns)
    }
    dates = {key: found[key, "publication_date"][3:] for key in changes.moved_days}
    new_words = {
        **{(key, "organizations"): name for key, name in changes.organizations.items()},
        **{(key, "access_tier"): tier for key, tier in changes.access_tiers.items()},
    }
    nothing = (None, None, None, None)
    assert found == {
        **{
            (key, "training_compute_flop"): (
                "revised",
                pytest.approx(factor, rel=1e-12),
                *nothing[1:],
            )
            for key, factor in changes.factors.items()
        },
        **{
            (key, "training_compute_flop"): ("removed_value", *nothing)
            for key in changes.withdrawn
        },
        **{
            (key, "publication_date"): ("revised", None, days, *dates[key])
            for key, days in changes.moved_days.items()
        },
        **{
            (key, "task_domains"): ("revised", None, None, *words)
            for key, words in changes.domains.items()
        },
        **{
            place: ("revised", None, None, found[place][3], words)
            for place, words in new_words.items()
        },
    }
    assert all(found[place][3] != words for place, words in new_words.items())


def test_models_that_came_went_or_were_renamed_are_told_apart(changes, between):
    found = between("fct_ai_model_changes", "ai_model_id, model_change, scope_effect")
    gone = {(key, "removed", None) for key in changes.removed}
    assert set(found) == gone | {(key, "added", None) for key in changes.added}
    columns = "n_added, n_removed, n_renamed, n_revised, is_consecutive, is_scope_changed"
    revised = (
        *(changes.factors, changes.withdrawn, changes.moved_days),
        *(changes.domains, changes.organizations, changes.access_tiers),
    )
    assert between("fct_snapshot_changes", columns) == [
        (5, 4, len(changes.new_names), sum(map(len, revised)), True, False)
    ]


def test_the_shares_of_what_was_revised_count_what_was_done(changes, between):
    factors = np.array(list(changes.factors.values()))
    columns = "n_revised, n_moved, n_large, n_removed_values"
    found = between("fct_field_revisions", columns, "field = 'training_compute_flop'")
    assert found == [
        (
            factors.size,
            np.sum(np.abs(factors - 1) > 0.01),
            np.sum((factors > 2) | (factors < 0.5)),
            len(changes.withdrawn),
        )
    ]


def test_each_change_is_attributed_to_what_was_done(changes, between):
    members = "intermediate.int_revisions__trend_members"
    found = between(
        members,
        "member_id, change_kind, change_detail",
        f"specification = '{SPECIFICATION}' and change_kind != 'kept'",
    )
    assert {key: what for key, *what in found} == {
        **{key: ["revised", "value"] for key in changes.factors},
        **{key: ["revised", "date"] for key in changes.moved_days},
        **{key: ["revised", "value_withdrawn"] for key in changes.withdrawn},
        **{key: ["removed", "removed"] for key in changes.removed},
        **{key: ["added", "added"] for key in changes.added},
    }
    relabelled = between(
        members,
        "member_id, group_name, change_detail",
        f"specification = '{BY_DOMAIN}' and change_kind = 'relabelled'",
    )
    assert set(relabelled) == {
        (key, group, how)
        for key in changes.domains
        for group, how in (("Language", "leaves_by_label"), ("Robotics", "enters_by_label"))
    }


def test_the_parts_sum_to_the_change_of_the_refitted_trend(extended, between):
    connection, _, newest, later = extended
    sample = connection.table("intermediate.int_trends__samples").filter(
        f"specification = '{SPECIFICATION}'"
    )
    before, after = (
        np.polyfit(*np.array(rows).T, 1)[0]
        for date in (newest, later)
        for rows in [
            sample.filter(f"snapshot_date = '{date}'")
            .project("member_year - 2017, metric_oom")
            .fetchall()
        ]
    )
    parts = between(
        "fct_trend_revisions",
        "change_kind, n_changed, slope_contribution_oom_per_year",
        f"specification = '{SPECIFICATION}'",
    )
    assert {kind: n_changed for kind, n_changed, _ in parts} == {
        "added": 5,
        "removed": 4,
        "revised": 11,
        "relabelled": 0,
    }
    np.testing.assert_allclose(sum(part for *_, part in parts), after - before, rtol=1e-7)
    whole = connection.table("fct_trend_revisions").filter("status = 'estimated'")
    unexplained = whole.aggregate(
        "sum(slope_contribution_oom_per_year) - max(slope_revision_oom_per_year) as change",
        "specification, group_name, old_snapshot_date",
    )
    assert unexplained.aggregate("max(abs(change))").fetchone()[0] < 1e-10


def test_trends_are_fitted_on_the_new_snapshot(extended):
    connection, _, newest, later = extended
    trends = connection.sql("""
        select snapshot_date, specification, group_name
        from fct_growth_trends
        inner join raw.trend_specifications using (specification)
        where status = 'estimated' and entity = 'ai_model'
    """)
    before, after = (
        set(
            trends.filter(f"snapshot_date = '{date}'")
            .project("* exclude (snapshot_date)")
            .fetchall()
        )
        for date in (newest, later)
    )
    assert before
    assert len(after & before) > 0.95 * len(before)


def test_claims_of_every_mart_are_tested_on_the_new_snapshot(extended):
    connection, _, newest, later = extended
    found = connection.execute(TESTED_BY, {"newest": newest, "later": later}).fetchall()
    # Chips have snapshots of their own, and no new one; nor has what is about all models.
    tested = {mart: (before, after) for mart, before, after in found if after}
    assert tested.keys() >= {
        *("fct_growth_trends", "fct_changepoints", "fct_record_summaries"),
        *("fct_threshold_counts_by_year", "fct_threshold_crossings", "fct_training_costs"),
        *("fct_parameter_gaps", "fct_compute_equivalent_gains", "fct_benchmark_lags"),
        "fct_arithmetic_checks",
    }
    of_chips = {
        claim
        for (claim,) in connection.sql("""
            select claim_id from fct_claim_checks
            inner join raw.trend_specifications using (specification)
            where entity = 'chip'
        """).fetchall()
    }
    for before, after in tested.values():
        assert set(after) == set(before) - of_chips


def test_a_claim_about_a_count_moves_by_the_models_that_came_and_went(extended, changes):
    connection, _, newest, later = extended
    listed = connection.table("fct_training_runs").filter(
        f"snapshot_date in ('{newest}', '{later}') and parameters is not null"
    )
    known = {key for (key,) in listed.project("ai_model_id").fetchall()}
    checks = connection.table("fct_claim_checks").filter("claim_id = 'B06'")
    before, after = (
        checks.filter(f"snapshot_date = '{date}'").project("estimate").fetchone()[0]
        for date in (newest, later)
    )
    assert after - before == len(changes.added & known) - len(changes.removed & known)
