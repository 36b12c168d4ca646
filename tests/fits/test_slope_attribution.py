"""Parts of a moved slope: against Shapley values, among themselves, on published data."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehouse.stats.slope_attribution import attribute_slope_change

NAN = np.nan


def slope(x, y):
    return np.polyfit(np.asarray(x) - np.mean(x), y, 1)[0]


@pytest.fixture
def samples():
    """Forty models, of which ten go, ten come, ten are revised and ten stay."""
    rng = np.random.default_rng(11)
    years = rng.uniform(2010, 2024, 40)
    values = 14 + 0.6 * (years - 2010) + rng.normal(size=40)
    old, new = np.array([years, values]), np.array([years, values])
    old[:, 10:20] = NAN
    new[:, :10] = NAN
    new[0, 20:25] += 1
    new[1, 20:30] += rng.normal(size=10)
    return old, new


def attribute(old, new):
    return attribute_slope_change(*old, *new)


def shapley(old, new, changed, n_parts):
    """Average each change over all orders, every change split in equal parts."""
    stays = [i for i in range(old.shape[1]) if i not in changed]

    def value(state):
        points, weights = [old[:, i] for i in stays], [1.0] * len(stays)
        for i, done in zip(changed, state, strict=True):
            for column, weight in ((old[:, i], 1 - done), (new[:, i], done)):
                if not np.isnan(column).any():
                    points.append(column)
                    weights.append(weight)
        x, y = np.array(points).T
        w = np.array(weights)
        d = x - np.average(x, weights=w)
        return (w * d) @ y / ((w * d) @ d)

    parts = np.zeros(len(changed))
    n_steps = n_parts * len(changed)
    for state in itertools.product(range(n_parts + 1), repeat=len(changed)):
        done = np.array(state) / n_parts
        for k in range(len(changed)):
            if state[k] == n_parts:
                continue
            ways = math.comb(n_parts - 1, state[k]) * math.prod(
                math.comb(n_parts, s) for j, s in enumerate(state) if j != k
            )
            chance = ways / (math.comb(n_steps - 1, sum(state)) * n_steps) * n_parts
            after = done.copy()
            after[k] += 1 / n_parts
            parts[k] += chance * (value(after) - value(done))
    return parts


def test_parts_are_the_limit_of_shapley_values(samples):
    # Aumann and Shapley 1974: with ever smaller players the value tends to the integral.
    old, new = (sample[:, [0, 10, 20, 30, 31, 32, 33, 34]] for sample in samples)
    fit = attribute(old, new)
    errors = [
        np.abs(shapley(old, new, [0, 1, 2], n_parts) - fit.contributions_oom_per_year[:3]).max()
        for n_parts in (2, 4, 8)
    ]
    assert errors[0] > errors[1] > errors[2]
    # The error of a Riemann sum halves with its step; extrapolated it is gone.
    limit = 2 * shapley(old, new, [0, 1, 2], 8) - shapley(old, new, [0, 1, 2], 4)
    np.testing.assert_allclose(fit.contributions_oom_per_year[:3], limit, atol=3e-4)


def test_parts_sum_to_the_difference_of_two_refits(samples):
    old, new = samples
    fit = attribute(old, new)
    was, is_there = ~np.isnan(old[0]), ~np.isnan(new[0])
    np.testing.assert_allclose(fit.old_slope_oom_per_year, slope(*old[:, was]), rtol=1e-10)
    np.testing.assert_allclose(fit.new_slope_oom_per_year, slope(*new[:, is_there]), rtol=1e-10)
    np.testing.assert_allclose(
        sum(fit.contributions_oom_per_year),
        fit.new_slope_oom_per_year - fit.old_slope_oom_per_year,
        rtol=1e-9,
    )
    assert (fit.n_obs, fit.n_obs_before) == (30, 30)


def test_what_stays_moves_nothing(samples):
    fit = attribute(*samples)
    assert not np.any(fit.contributions_oom_per_year[30:])
    assert np.all(fit.contributions_oom_per_year[:30])
    same = attribute(samples[0], samples[0])
    assert not np.any(same.contributions_oom_per_year)
    assert same.old_slope_oom_per_year == same.new_slope_oom_per_year


def test_the_way_back_undoes_each_part(samples):
    old, new = samples
    there, back = attribute(old, new), attribute(new, old)
    np.testing.assert_allclose(
        back.contributions_oom_per_year,
        np.negative(there.contributions_oom_per_year),
        rtol=1e-8,
    )


def test_a_change_of_units_and_origin_changes_no_part(samples):
    old, new = samples
    moved = np.array([[100.0], [-3.0]])
    fit, shifted = attribute(old, new), attribute(old + moved, new + moved)
    np.testing.assert_allclose(
        shifted.contributions_oom_per_year, fit.contributions_oom_per_year, rtol=1e-7
    )


def test_a_model_that_goes_and_comes_back_alike_takes_no_part(samples):
    # Twins share a part evenly, and a removal that an equal addition mends cancels it.
    old, new = (np.concatenate([part, part], axis=1) for part in samples)
    fit = attribute(old, new)
    np.testing.assert_allclose(
        fit.contributions_oom_per_year[:40], fit.contributions_oom_per_year[40:], rtol=1e-9
    )
    single = attribute(*samples)
    np.testing.assert_allclose(
        np.add(fit.contributions_oom_per_year[:40], fit.contributions_oom_per_year[40:]),
        single.contributions_oom_per_year,
        rtol=1e-8,
    )


def test_a_planted_revision_carries_the_whole_difference(samples):
    old = samples[0][:, 20:]
    new = old.copy()
    new[1, 3] += 2
    fit = attribute(old, new)
    assert int(np.argmax(np.abs(fit.contributions_oom_per_year))) == 3
    np.testing.assert_allclose(
        fit.contributions_oom_per_year[3], slope(*new) - slope(*old), rtol=1e-9
    )


def test_noise_of_both_signs_has_parts_that_are_zero_on_average():
    # Revisions without a tendency move a slope as often up as down.
    rng = np.random.default_rng(3)
    means = []
    for _ in range(300):
        x, y = rng.uniform(0, 10, 30), rng.normal(size=30)
        revised = y + np.where(np.arange(30) < 10, rng.normal(size=30), 0)
        means.append(np.sum(attribute([x, y], [x, revised]).contributions_oom_per_year))
    assert abs(np.mean(means)) < 3 * np.std(means) / math.sqrt(300)


def test_a_sample_that_grows_hundredfold_still_sums():
    rng = np.random.default_rng(5)
    x = np.concatenate([[2010, 2010.1, 2010.2], rng.uniform(2010, 2026, 600)])
    y = 0.5 * (x - 2010) + rng.normal(size=603)
    old = np.array([x, y])
    old[:, 3:] = NAN
    fit = attribute(old, [x, y])
    np.testing.assert_allclose(
        sum(fit.contributions_oom_per_year),
        fit.new_slope_oom_per_year - fit.old_slope_oom_per_year,
        rtol=1e-9,
    )


def test_the_published_trend_of_2010_to_2022_moves_by_less_than_its_interval(snapshot_2022):
    # Sevilla et al. 2022 (A04): 5.6 [5.0; 6.2] months; no fifth of the models carries it out.
    since = snapshot_2022[snapshot_2022["year"].between(2010, 2022.1)]
    old = np.array([since["year"], np.log10(since["training_compute_flop"])])
    for start in range(5):
        new = old.copy()
        new[:, start::5] = NAN
        fit = attribute(old, new)
        assert 5.0 < 12 * math.log10(2) / fit.new_slope_oom_per_year < 6.2
        np.testing.assert_allclose(
            sum(fit.contributions_oom_per_year[start::5]),
            fit.new_slope_oom_per_year - fit.old_slope_oom_per_year,
            rtol=1e-8,
        )


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            [[], []],
            [[], []],
            "0 observations, a line with an error needs 3",
        ),
        (
            [[1, 2, 3], [1, 2, 3]],
            [[1, 1, 2], [1, 2, 3]],
            "2 distinct years after, a line with an error needs 3",
        ),
        (
            [[1, 2, 3, NAN], [1, 2, NAN, NAN]],
            [[1, 2, 3, 4], [1, 2, 4, 5]],
            "1 of 3 observations are not finite numbers",
        ),
    ],
)
def test_poor_data_give_a_reason_and_nulls(old, new, reason):
    fit = attribute(np.array(old, dtype=float), np.array(new, dtype=float))
    assert (fit.status, fit.status_reason) == ("not_estimable", reason)
    assert (fit.old_slope_oom_per_year, fit.contributions_oom_per_year) == (None, ())


@given(st.lists(st.tuples(*[st.floats()] * 4), max_size=8))
def test_no_data_raise_and_rows_hold_no_nan(rows):
    fit = attribute_slope_change(*np.array(rows).reshape(-1, 4).T)
    for value in fit.as_row().values():
        if isinstance(value, float | list):
            assert np.isfinite(value).all()


def test_arrays_that_do_not_match_raise():
    with pytest.raises(ValueError, match="lengths differ"):
        attribute_slope_change([1, 2], [1, 2], [1, 2], [1, 2, 3])
