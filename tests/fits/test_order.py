"""Order statistics: against sorting all."""

import numpy as np
import pytest

from scalehouse.stats._order import at_ranks


@pytest.mark.parametrize("ranks", [[0], [0, 0, 1], [3, 4, 4, 900, 901, 999], [999, 999]])
def test_values_of_ranks_are_those_of_sorting(ranks):
    # Rounded, so that many are equal.
    values = np.random.default_rng(11).normal(size=(3, 1000)).round(1)
    values[1, ::7] = np.nan
    in_order = np.sort(values, axis=1)
    np.testing.assert_array_equal(at_ranks(values, ranks), in_order[:, ranks])
    np.testing.assert_array_equal(np.sort(values, axis=1), in_order)
