"""Tables of fits have their columns and types, whatever rows there are."""

import importlib.util
import inspect
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Literal

import duckdb
import pyarrow as pa
import pytest
from macro_files import ROOT

from scalehouse import warehouse
from scalehouse.fitting import groups
from scalehouse.fitting.tables import arrow_type, as_table
from scalehouse.stats._result import Fit
from scalehouse.stats.scale_elasticity import Coefficient, ElasticityFit

MODELS = sorted((ROOT / "python_models").glob("fit_*.py"))
SEEDS = {path.stem for path in (ROOT / "seeds").rglob("*.csv")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Fit):
    kind: Literal["flat", "bent"]
    n_bends: int | None = None
    height: float | None = None
    is_closed: bool | None = None
    points: tuple[float, ...] = ()


KINDS = {
    "name": pa.string(),
    "snapshot_date": pa.timestamp("us"),
    "weight": pa.float64(),
    "n_obs": pa.int64(),
    "status": pa.string(),
    "status_reason": pa.string(),
    "kind": pa.string(),
    "n_bends": pa.int64(),
    "height": pa.float64(),
    "is_closed": pa.bool_(),
    "points": pa.list_(pa.float64()),
}


@pytest.fixture
def samples():
    return duckdb.sql("select 'a' as name, date '2022-05-03' as snapshot_date, 1.5 as value")


@pytest.mark.parametrize(
    "shapes",
    [
        [],
        [Shape(n_obs=1, kind="flat")],
        [
            Shape(n_obs=1, kind="flat"),
            Shape(n_obs=2, kind="bent", n_bends=1, height=2.5, is_closed=True, points=(1, 2)),
        ],
    ],
)
def test_columns_and_types_do_not_depend_on_rows(samples, shapes):
    ((group, _),) = groups(samples, ["name", "snapshot_date"])
    rows = [group | {"weight": 0.5} | shape.as_row() for shape in shapes]
    table = as_table(rows, samples, ["name", "snapshot_date"], Shape, weight=float)
    assert dict(zip(table.column_names, table.schema.types, strict=True)) == KINDS
    assert table.column_names == list(KINDS)
    assert table.to_pylist() == rows


def test_a_date_is_its_first_moment_as_groups_give_it_or_stays_a_date(samples):
    ((group, _),) = groups(samples, ["snapshot_date"])
    assert as_table([group], samples, ["snapshot_date"]).to_pylist() == [
        {"snapshot_date": datetime(2022, 5, 3)}  # noqa: DTZ001 - as DuckDB has it
    ]
    read = samples.to_arrow_table()
    rows = [{"snapshot_date": row["snapshot_date"]} for row in read.to_pylist()]
    assert as_table(rows, read, ["snapshot_date"]).to_pylist() == [
        {"snapshot_date": date(2022, 5, 3)}
    ]


def test_parts_of_a_result_have_rows_of_their_own(samples):
    fit = ElasticityFit(n_obs=2, coefficients=(Coefficient(term="x"), Coefficient(term="t")))
    table = as_table(fit.as_rows(), samples, [], ElasticityFit)
    assert table.to_pylist() == fit.as_rows()
    assert table.schema == as_table([], samples, [], ElasticityFit).schema
    assert table.schema.field("hc3_se").type == pa.float64()


def test_what_has_no_type_is_refused_rather_than_dropped(samples):
    with pytest.raises(ValueError, match=r"\['weight'\]: name the types"):
        as_table([{"name": "a"}, {"weight": 1}], samples, ["name"])
    with pytest.raises(TypeError, match="has no Arrow type here"):
        arrow_type(int | str)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_fit_of_nothing_has_the_columns_of_the_fit_that_is_published(path, warehouse_home):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    fit = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fit)
    with duckdb.connect(warehouse.published_path(warehouse_home), read_only=True) as published:

        def ref(name):
            rows = published.table(f"{'raw' if name in SEEDS else 'intermediate'}.{name}")
            # rules are of the project, not of the records
            is_rule = name.endswith("_rules") or name == "interval_levels"
            return rows if is_rule else rows.limit(0)

        dbt = SimpleNamespace(ref=ref, config=SimpleNamespace(meta_get=lambda _: 0))
        nothing = inspect.unwrap(fit.model)(dbt, published)
        as_built = duckdb.connect().from_arrow(nothing)
        built = published.table(f"fits.{path.stem}")
        assert len(as_built) == 0
        assert as_built.columns == built.columns
        assert as_built.types == built.types
