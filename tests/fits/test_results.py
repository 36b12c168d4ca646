"""What all fits have in common: rows of plain values, and a reason where there is none."""

import math
from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pytest
from every_fit import DRAWS, ESTIMATES, FITS, LINES, rows_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scalehouse import stats
from scalehouse.stats.log_linear import fit_growth

# Ties, constant columns, values a rounding apart, at both ends of floating point and beyond.
AWKWARD = [
    *(0.0, 1.0, 2.0, 3.0, -1.0, 2020.0, np.nextafter(2020, 2021), 2021.0, 2021.5),
    *(1e-160, 5e-324, 1e155, 1e308, -1e308, np.inf, -np.inf, np.nan),
]


def plain(value):
    if type(value) is list:
        return all(plain(item) for item in value)
    return type(value) in {int, float, bool, str, type(None)}


@pytest.mark.parametrize("name", FITS)
def test_rows_hold_plain_values_and_the_same_columns_with_and_without_an_estimate(name):
    rng = np.random.default_rng(1)
    x = rng.uniform(2010, 2024, 60)
    estimated = FITS[name](x, 14 + 0.6 * (x - 2010) + rng.normal(size=60))
    assert (estimated.status, estimated.status_reason) == ("estimated", None)
    for row in rows_of(estimated):
        assert {column for column, value in row.items() if not plain(value)} == set()
    if name == "share":
        # the empty share is that of nothing among nothing
        return
    empty = FITS[name](np.empty(0), np.empty(0))
    assert empty.status == "not_estimable"
    assert empty.status_reason
    assert list(rows_of(empty)[0]) == list(rows_of(estimated)[0])


def test_equal_fits_are_equal():
    x = np.arange(2010, 2020)
    fit = fit_growth(x, x % 3, **DRAWS)
    assert fit == fit_growth(x, x % 3, **DRAWS)
    assert hash(fit) == hash(fit_growth(x, x % 3, **DRAWS))


@pytest.mark.parametrize("name", FITS)
@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(AWKWARD) | st.floats(), st.sampled_from(AWKWARD)), max_size=8
    )
)
@example([])
@example([(2020.0, 1.0)])
@example([(2020.0, 1.0), (2021.0, 2.0)])
@example([(2020.0, float(y)) for y in range(6)])
@example([(float(x), 1.0) for x in (1, 1, 2, 2, 3, 3)])
@example([(x * 1e-160, float(x)) for x in range(6)])
@example([(2020.0, 1.0), (2020 + 1e-9, 2.0), (2020 + 2e-9, 3.0), (2021.0, 1e155)])
def test_awkward_data_give_an_estimate_or_a_reason(name, pairs):
    x, y = np.array(pairs, dtype=float).reshape(-1, 2).T
    fit = FITS[name](x, y)
    row = rows_of(fit)[0]
    numbers = [value for value in row.values() if isinstance(value, float)]
    assert all(map(math.isfinite, numbers))
    estimates = [row[field] is not None for field in ESTIMATES[name].split()]
    if fit.status == "estimated":
        assert fit.status_reason is None
        assert all(estimates)
    else:
        assert fit.status_reason
        assert not any(estimates)


YEARS = np.linspace(2010, 2024, 12)
VALUES = 14 + 0.6 * (YEARS - 2010) + np.array([0.3, -0.2, 0.1, -0.4] * 3)


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param([], [], id="no point"),
        pytest.param(YEARS[:1], VALUES[:1], id="one point"),
        pytest.param(YEARS[:2], VALUES[:2], id="two points"),
        pytest.param(np.full(12, 2020), VALUES, id="one date"),
        pytest.param(np.where(YEARS > 2023, np.nan, YEARS), VALUES, id="no date"),
        pytest.param(np.where(YEARS > 2023, np.inf, YEARS), VALUES, id="no end of time"),
        pytest.param(YEARS, np.where(YEARS < 2011, np.inf, VALUES), id="infinite value"),
        pytest.param(YEARS, np.arange(12) * 5e-324, id="subnormal values"),
        pytest.param(YEARS, (VALUES - VALUES.mean()) * 1e-160, id="squares underflow"),
        pytest.param(np.arange(12) * 5e-324, VALUES, id="subnormal dates"),
    ],
)
def test_no_line_is_drawn_where_none_can_be_told(name, x, y):
    fit = FITS[name](np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    assert fit.status == "not_estimable"
    assert fit.status_reason
    for row in rows_of(fit):
        assert [field for field in ESTIMATES[name].split() if row[field] is not None] == []


@pytest.mark.parametrize("name", FITS)
@given(st.lists(st.sampled_from([2020.0, 2021.0, 2022.0, 2023.0]), min_size=6, max_size=12))
@settings(max_examples=20)
def test_tied_dates_and_values_give_an_estimate_or_a_reason(name, dates):
    x = np.array(dates)
    fit = FITS[name](x, x % 2)
    if fit.status == "estimated":
        row = rows_of(fit)[0]
        assert all(row[field] is not None for field in ESTIMATES[name].split())
    else:
        assert fit.status_reason


def test_every_module_of_the_package_is_among_the_fits():
    used = {type(FITS[name](np.arange(9.0), np.arange(9.0) % 4)).__module__ for name in FITS}
    modules = {
        f"{stats.__name__}.{module.name}"
        for module in iter_modules(stats.__path__)
        if not module.name.startswith("_")
    }
    # an anchored gain is read off a slope and has no data of its own
    assert modules - used == {"scalehouse.stats.anchored_gain"}
    for module in modules:
        assert import_module(module).__doc__
