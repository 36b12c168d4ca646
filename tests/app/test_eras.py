import datetime as dt
import re
from functools import partial

import duckdb
import pandas as pd
import pytest

from lib import text
from scalehouse import age, warehouse

SCHEMES = {"2010": "compute__deep_learning", "2012": "compute__deep_learning_from_2012"}
SNAPSHOT_DATES = [
    "2022-05-03",
    "2023-12-14",
    "2024-05-26",
    "2024-10-16",
    "2025-06-20",
    "2025-11-01",
    "2026-03-30",
    "2026-07-19",
    "2026-08-19",
]
NEWEST = SNAPSHOT_DATES[-1]


@pytest.fixture
def open_eras(open_app):
    return partial(open_app, page="eras")


def finding(app):
    return app.subheader[0].value.replace(text.NO_BREAK, " ")


def everything(app):
    """Return all the words on the page."""
    return "\n".join(
        str(element.value).replace(text.NO_BREAK, " ")
        for kind in ("title", "subheader", "markdown", "caption", "info", "warning", "error")
        for element in app.get(kind)
    )


def trend(marts, specification, snapshot):
    return marts.execute(
        "select doubling_months, doubling_months_ci_low, doubling_months_ci_high, n_obs "
        "from fct_growth_trends where specification = ? and snapshot_date = ?",
        [specification, snapshot],
    ).fetchone()


def test_the_snapshots_of_this_file_are_those_of_the_warehouse(marts):
    found = marts.execute(
        "select cast(snapshot_date as varchar) from dim_snapshots "
        "where table_name = 'ai_models' order by all"
    ).fetchall()
    assert [date for (date,) in found] == SNAPSHOT_DATES


@pytest.mark.parametrize(
    ("scheme", "snapshot"),
    [
        *(("2010", date) for date in SNAPSHOT_DATES),
        ("2012", SNAPSHOT_DATES[0]),
        ("2012", NEWEST),
    ],
)
def test_the_finding_is_the_marts_row(open_eras, marts, snapshot, scheme):
    app = open_eras(snapshot=snapshot, deep_learning_from=scheme)
    assert not app.exception
    months, low, high, n_obs = trend(marts, SCHEMES[scheme], snapshot)
    assert finding(app) == (
        f"Training compute of notable models doubles every {months:.1f} months "
        f"(95% interval {low:.1f} to {high:.1f}, n = {n_obs})"
    )
    assert f"Models published since {scheme}" in everything(app)


@pytest.mark.parametrize("years", ["all", "since 2010"])
@pytest.mark.parametrize("snapshot", ["2026-03-30", NEWEST])
def test_every_view_draws_a_chart(open_eras, years, snapshot):
    app = open_eras(snapshot=snapshot, years=years, models="all")
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    has_all = snapshot != NEWEST
    assert ("all" in app.button_group(key="models").options) == has_all


def test_the_newest_snapshot_comes_first(open_eras):
    app = open_eras()
    assert app.selectbox(key="snapshot").value == NEWEST
    assert app.selectbox(key="snapshot").options == SNAPSHOT_DATES[::-1]
    assert "snapshot of 19 August 2026, the newest" in everything(app)


def test_the_url_chooses_and_the_reader_chooses_again(open_eras, marts):
    app = open_eras(snapshot="2024-05-26", deep_learning_from="2012", models="all")
    assert app.selectbox(key="snapshot").value == "2024-05-26"
    assert [group.value for group in app.get("button_group")] == ["2012", "all", "all"]
    app.selectbox(key="snapshot").set_value("2025-06-20").run()
    months, *_ = trend(marts, SCHEMES["2012"], "2025-06-20")
    assert f"every {months:.1f} months" in finding(app)
    assert "snapshot of 20 June 2025" in everything(app)


@pytest.mark.parametrize("unknown", ["2020-01-01", "", "'; drop table x", "**2022**"])
def test_an_unknown_snapshot_is_named_and_replaced_by_the_newest(open_eras, unknown):
    app = open_eras(snapshot=unknown)
    assert not app.exception
    assert [warning.value for warning in app.warning] == [
        f"There is no snapshot `{unknown}`. This is {NEWEST}."
    ]
    assert app.selectbox(key="snapshot").value == NEWEST


def test_tables_have_every_sample_with_interval_n_and_fit(open_eras, marts):
    app = open_eras()
    now, changes = (table.value for table in app.table)
    assert list(now.columns) == [
        "AI models",
        "Months to double",
        "Growth factor a year",
        "n",
        "R²",
    ]
    months, low, high, n_obs = trend(marts, "compute__pre_deep_learning", NEWEST)
    row = now.set_index("AI models").loc["Before deep learning"]
    written = row["Months to double"].replace(text.NO_BREAK, " ")
    assert written == f"{months:.0f} ({low:.0f} to {high:.0f})"
    assert row["n"] == str(n_obs)
    assert list(changes.columns) == ["AI models", SNAPSHOT_DATES[0], NEWEST, "Change"]
    assert changes.set_index("AI models")["Change"].to_dict() == {
        "Before deep learning": "no clear change",
        "Deep learning, all models": "no clear change",
        "Deep learning, without large-scale models": "no clear change",
        "Large-scale models": "faster",
    }


def test_the_first_snapshot_has_nothing_to_compare_with(open_eras):
    app = open_eras(snapshot=SNAPSHOT_DATES[0])
    assert len(app.table) == 1
    assert "2022-05-03 is the first snapshot" in everything(app)


def test_the_sql_on_the_page_gives_the_pages_numbers(open_eras, marts):
    app = open_eras(models="all", snapshot="2026-03-30")
    trends, points = (marts.execute(code.value).df() for code in app.code)
    assert set(trends["snapshot"]) == {SNAPSHOT_DATES[0], "2026-03-30"}
    assert len(trends) == 8
    row = trends.set_index(["specification", "snapshot"]).loc[
        ("compute__deep_learning", "2026-03-30")
    ]
    assert finding(app).endswith(text.doubling(row))
    assert not points["is_notable"].all()
    assert points["training_compute_flop"].notna().all()


def test_the_page_credits_data_and_build_and_says_how_old_they_are(
    open_eras, marts, monkeypatch
):
    monkeypatch.setattr(age, "today", lambda: dt.date(2026, 8, 31))
    ((build_id,),) = marts.execute("select build_id from build_manifest").fetchall()
    assert everything(open_eras()).count("Epoch AI") >= 2
    assert open_eras().caption[-1].value == (
        "Data: [Epoch AI](https://epoch.ai/data/ai-models), CC BY 4.0, "
        f"snapshot of 19 August 2026 (12 days old). Figures: Scalehouse, build {build_id}."
    )


def test_a_trend_that_cannot_be_estimated_says_why(open_eras, publish_changed):
    home = publish_changed(
        "20990101T000000Z-00000001",
        """
        update fct_growth_trends set
            status = 'not_estimable',
            status_reason = '2 models, the specification asks for 5',
            n_obs = 2, n_resamples = null, r_squared = null,
            slope_oom_per_year = null,
            slope_oom_per_year_ci_low = null,
            slope_oom_per_year_ci_high = null,
            slope_theil_sen_oom_per_year = null,
            growth_factor_per_year = null,
            doubling_months = null,
            doubling_months_ci_low = null,
            doubling_months_ci_high = null
        where specification = 'compute__deep_learning'
        """,
        """
        update fct_estimates set
            estimate = null, ci_low = null, ci_high = null, n_obs = 2,
            status = 'not_estimable'
        where specification = 'compute__deep_learning'
        """,
        "delete from fct_growth_curves where specification = 'compute__deep_learning'",
    )
    app = open_eras(home)
    assert not app.exception
    reason = "2 models, the specification asks for 5"
    assert finding(app) == f"Training compute of notable models has no trend here: {reason}"
    now, changes = (table.value.set_index("AI models") for table in app.table)
    of_all = "Deep learning, all models"
    assert now.loc[of_all, "Months to double"] == f"not estimated: {reason}"
    assert now.loc[of_all, "R²"] == "—"
    assert changes.loc[of_all, "Change"] == "not comparable"
    assert len(app.get("vega_lite_chart")) == 1
    assert "nan" not in re.findall(r"\w+", everything(app))


def test_a_doubling_time_without_upper_bound_says_so(open_eras, publish_changed):
    home = publish_changed(
        "20990101T000000Z-00000001",
        """
        update fct_growth_trends
        set slope_oom_per_year_ci_low = -0.1, doubling_months_ci_high = null
        where specification = 'compute__deep_learning'
        """,
        """
        update fct_estimates set ci_high = null
        where specification = 'compute__deep_learning' and quantity = 'doubling_months'
        """,
    )
    app = open_eras(home)
    assert not app.exception
    assert "no upper bound: the interval reaches no growth" in finding(app)


def test_a_snapshot_without_compute_says_so(open_eras, publish_changed):
    home = publish_changed(
        "20990101T000000Z-00000001",
        "update fct_training_runs set training_compute_flop = null "
        "where snapshot_date = '2026-08-19'",
    )
    app = open_eras(home)
    assert not app.exception
    assert (
        f"{NEWEST} has both a publication date and a value of training compute"
        in everything(app)
    )


def test_without_a_published_build_the_page_says_what_to_do(open_eras, tmp_path):
    app = open_eras(tmp_path)
    assert not app.exception
    (error,) = app.error
    assert "Nothing to show yet" in error.value
    assert "`make build`" in error.value
    assert not app.title


def test_a_build_without_a_table_says_what_to_do(open_eras, publish_changed):
    home = publish_changed("20990101T000000Z-00000001", "drop table fct_growth_curves")
    app = open_eras(home)
    assert not app.exception
    assert "fct_growth_curves does not exist" in app.error[0].value
    assert "`make build`" in app.error[0].value


def test_a_new_build_shows_without_a_restart(open_eras, publish_changed):
    first, second = "20990101T000000Z-00000001", "20990102T000000Z-00000002"
    app = open_eras(publish_changed(first))
    assert app.caption[-1].value.endswith(f"build {first}.")
    publish_changed(
        second,
        """
        update fct_estimates set estimate = 7.1, ci_high = 8.2
        where specification = 'compute__deep_learning' and quantity = 'doubling_months'
        """,
    )
    app.run()
    assert app.caption[-1].value.endswith(f"build {second}.")
    assert "doubles every 7.1 months" in finding(app)


def test_a_build_pruned_before_it_was_opened_starts_the_run_again(
    open_eras, publish_changed, monkeypatch
):
    home = publish_changed("20990101T000000Z-00000001")
    find = warehouse.published_path
    found = iter([home / "builds" / "pruned" / warehouse.DATABASE])
    monkeypatch.setattr(
        warehouse, "published_path", lambda home=None: next(found, None) or find(home)
    )
    app = open_eras(home)
    assert not app.exception
    assert next(found, None) is None
    assert app.caption[-1].value.endswith("build 20990101T000000Z-00000001.")


def test_pages_can_reach_nothing_but_the_published_file(open_eras, warehouse_home):
    open_eras()  # its connection and this one are to one database
    cursor = warehouse.connect(warehouse_home)
    with pytest.raises(duckdb.PermissionException):
        cursor.execute("select * from read_csv('README.md')")
    with pytest.raises(duckdb.InvalidInputException):
        cursor.execute("set enable_external_access = true")
    with pytest.raises(duckdb.InvalidInputException):
        cursor.execute("create table harm as select 1")


def test_points_are_those_of_the_mart_with_each_model_once(open_eras, marts):
    app = open_eras()
    points = marts.execute(app.code[1].value).df()
    (expected,) = marts.execute(
        "select count(*) from fct_training_runs where is_notable and snapshot_date = ? "
        "and publication_date is not null and training_compute_flop is not null",
        [NEWEST],
    ).fetchone()
    assert len(points) == expected
    assert points["ai_model_id"].is_unique
    assert isinstance(points["publication_date"].iloc[0], pd.Timestamp)
