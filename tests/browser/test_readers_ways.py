"""What a reader does, in a real browser, offline: choose, link, click, download."""

import csv

import pytest

from scalehouse import warehouse

pytestmark = pytest.mark.browser

CHART = "[data-testid=stVegaLiteChart] :is(svg, canvas)"


def finding(home, snapshot):
    with warehouse.connect(home) as connection:
        row = connection.execute(
            "select doubling_months, n_obs from fct_growth_trends "
            "where specification = 'compute__deep_learning' and snapshot_date = ?",
            [snapshot],
        ).fetchone()
    return f"doubles every {row[0]:.1f} months", f"n = {row[1]}"


def expect_finding(page, home, snapshot):
    months, n_obs = finding(home, snapshot)
    page.locator("h3", has_text=months).filter(has_text=n_obs).wait_for()


def test_the_snapshot_is_chosen_lives_in_the_url_and_survives_a_reload(
    open_page, warehouse_home
):
    page = open_page("eras")
    expect_finding(page, warehouse_home, "2026-08-19")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="2022-05-03").click()
    expect_finding(page, warehouse_home, "2022-05-03")
    page.wait_for_url("**/eras?*snapshot=2022-05-03*")
    page.reload()
    expect_finding(page, warehouse_home, "2022-05-03")
    assert "snapshot=2022-05-03" in page.url


def test_an_unknown_snapshot_in_the_url_is_said_to_be_unknown(open_page, warehouse_home):
    page = open_page("eras?snapshot=1999-01-01")
    page.get_by_text("There is no snapshot 1999-01-01").wait_for()
    expect_finding(page, warehouse_home, "2026-08-19")


def test_a_click_on_a_point_shows_its_source_and_the_csv_has_all_points(open_page, tmp_path):
    page = open_page("eras?snapshot=2026-03-30")
    points = page.locator(f"{CHART} .mark-symbol path")
    page.wait_for_function(
        "selector => document.querySelectorAll(selector).length > 400",
        arg="[data-testid=stVegaLiteChart] .mark-symbol path",
    )
    points.first.hover(force=True)
    page.locator("#vg-tooltip-element", has_text="Organisation").wait_for()
    points.first.click(force=True)
    page.locator("[data-testid=stDataFrame]").wait_for()

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    download.value.save_as(tmp_path / "points.csv")
    with (tmp_path / "points.csv").open(newline="") as written:
        rows = list(csv.DictReader(written))
    assert len(rows) == points.count()
    assert {row["snapshot_date"] for row in rows} == {"2026-03-30"}
    assert {row["citation"].startswith("Epoch AI") for row in rows} == {True}


def test_a_filter_changes_the_chart_and_the_link_keeps_it(open_page, wait_until_done):
    page = open_page("growth")
    finding, drawn = page.locator("h3").first, page.locator(f"{CHART} .mark-symbol path")
    everything, before = finding.text_content(), drawn.count()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Task domain").click()
    page.get_by_role("option", name="Vision").click()
    page.locator("h3", has_text="(Vision)").wait_for()
    wait_until_done(page)
    assert 0 < drawn.count() < before
    page.wait_for_url("**/growth?*task_domain=Vision*")
    page.goto(page.url)
    page.locator("h3", has_text="(Vision)").wait_for()
    assert finding.text_content() != everything


def test_pictures_and_citation_carry_title_n_snapshot_and_credit(open_page, tmp_path):
    page = open_page("sizes?snapshot=2026-03-30")
    taken = {}
    # by its key: while the page still moves, the first button may be another figure's
    for kind, ending in (("SVG", "svg"), ("PNG", "png"), ("BibTeX", "bib")):
        with page.expect_download() as download:
            page.locator(f".st-key-parameters_files_{ending} button").first.click()
        download.value.save_as(tmp_path / kind)
        taken[kind] = (tmp_path / kind).read_bytes()
    svg, citation = taken["SVG"].decode(), taken["BibTeX"].decode()
    assert "Parameters by date of publication" in svg
    for credit in ("AI models, snapshot of 30 March 2026", "Epoch AI, CC BY 4.0"):
        assert credit in svg
    assert taken["PNG"].startswith(b"\x89PNG")
    assert len(taken["PNG"]) > 50_000
    assert "snapshot=2026-03-30" in citation
    assert "127.0.0.1" in citation


@pytest.fixture
def hostile_build(app_home, publish_copy, warehouse_home, hostile):
    """Publish a hostile build under the app's eyes when asked to; take it back afterwards."""
    build_id = "20990101T000000Z-00000001"

    def publish():
        publish_copy(app_home, build_id, *hostile)
        return build_id

    yield publish
    (app_home / "back").symlink_to(warehouse.published_path(warehouse_home))
    (app_home / "back").replace(app_home / warehouse.DATABASE)


def test_a_new_build_shows_without_a_restart_and_what_it_holds_is_inert(
    open_page, paths, wait_until_done, hostile_build, tmp_path
):
    page = open_page("eras?models=all")
    new = hostile_build()
    page.reload()
    page.locator("[data-testid=stCaptionContainer]", has_text=new).wait_for()
    point = page.locator(f"{CHART} .mark-symbol path").first
    point.hover(force=True)
    told = page.locator("#vg-tooltip-element", has_text="Organisation")
    assert "<script>window.harmed = 1</script>" in told.text_content()
    point.click(force=True)
    page.locator("[data-testid=stDataFrame]").wait_for()
    assert page.evaluate("window.harmed") is None
    assert page.locator("a[href^='javascript']").count() == 0
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    download.value.save_as(tmp_path / "points.csv")
    with (tmp_path / "points.csv").open(newline="") as written:
        cells = [cell for row in csv.reader(written) for cell in row]
    assert any(cell.startswith("'=cmd|") for cell in cells)
    assert not any(cell.startswith(("=", "@", "\t", "\r")) for cell in cells)
    for path in paths.values():
        question = page.locator("h1").text_content()
        if page.url.partition("?")[0].endswith(f"/{path}"):
            continue
        page.locator(f"a[data-testid=stTopNavLink][href$='/{path}']").click()
        page.wait_for_function(
            "old => document.querySelector('h1')?.textContent !== old", arg=question
        )
        wait_until_done(page)
        assert page.locator(f"text={new}").count() > 0
        assert page.evaluate("window.harmed") is None
        assert page.locator("a[href^='javascript']").count() == 0


def test_a_former_address_leads_to_the_page_with_its_parameters(open_page, warehouse_home):
    page = open_page("scaling?snapshot=2022-05-03")
    page.wait_for_url("**/growth?*snapshot=2022-05-03*")
    expect_finding(page, warehouse_home, "2022-05-03")
