"""Order statistics: the values of given ranks, found without ordering all of them."""

from collections.abc import Sequence

from scalehouse.stats._sample import Floats


def at_ranks(values: Floats, ranks: Sequence[int]) -> Floats:
    """Return the values of given ranks along the last axis; NaN ranks above every number.

    Ranks are sought one by one, each among the values beyond the last. For several at once
    numpy has no vector instructions: two of a thousand values took it ten times as long.

    Args:
        values: Shape (..., n). Reordered in place.
        ranks: From 0, rising.
    """
    start = 0
    for rank in ranks:
        if rank >= start:
            values[..., start:].partition(rank - start)
            start = rank + 1
    found: Floats = values[..., ranks]
    return found
