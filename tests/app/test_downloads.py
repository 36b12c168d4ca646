"""The page on which sizes of models are downloaded."""

import pytest

SMALL = """
select downloads_share, models_share
from fct_downloads_by_size
where population = ? and parameters_upper_bound <= 1e10
qualify snapshot_date = max(snapshot_date) over ()
"""


def rows(marts, sql, *values):
    return marts.execute(sql, values).df()


@pytest.mark.parametrize(
    ("chosen", "population"), [("all", "all"), ("without packed", "unpacked")]
)
def test_the_finding_adds_up_the_small_buckets(open_app, marts, chosen, population):
    app = open_app(page="downloads", downloads_of=chosen)
    assert not app.exception
    small = rows(marts, SMALL, population).sum()
    finding = app.subheader[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert f"below 10B parameters get {small['downloads_share']:.0%} of the" in finding
    assert f"are {small['models_share']:.0%} of the models" in finding
    assert len(app.get("vega_lite_chart")) == 1


def test_families_and_concentration_are_those_of_the_marts(open_app, marts):
    app = open_app(page="downloads")
    said = "\n".join(text.value for text in app.markdown)
    slope = rows(marts, "from fct_download_size_slopes").iloc[0]
    assert f"{slope['downloads_factor_per_tenfold_size']:.2f} of the downloads" in said
    assert f"Within {slope['n_families']} families" in said
    top = rows(marts, "from fct_download_concentration where population = 'all'").iloc[0]
    assert f"The {top['top_n']} most downloaded models have {top['top_share']:.0%}" in said
    (families,) = app.dataframe
    compared = rows(marts, "from fct_family_downloads where status = 'compared'")
    assert len(families.value) == len(compared)


def test_a_bucket_is_named_by_its_ends():
    from lib import downloads  # noqa: PLC0415 - the app's folder is on the path by now

    def named(low, high):
        return downloads.label({"parameters_lower_bound": low, "parameters_upper_bound": high})

    assert named(1e9, 1e10) == "1B to 10B"
    assert named(None, 1e8) == "below 100M"
    assert named(1e11, None) == "from 100B"
    assert named(None, None) == "not stated"
