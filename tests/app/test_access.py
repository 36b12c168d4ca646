"""How open AI models are is what the marts hold."""

import pytest

from lib import text

NEWEST = "2026-08-19"


@pytest.mark.parametrize("snapshot", ["2026-03-30", NEWEST])
def test_open_weights_have_the_marts_shares(open_app, marts, snapshot):
    shares = marts.execute(
        """
        select * from fct_access_by_compute
        where
            snapshot_date = ? and population = 'notable' and access_group = 'open_weights'
            and threshold_flop in (1e23, 1e25)
        order by threshold_flop
        """,
        [snapshot],
    ).df()
    app = open_app(page="access", snapshot=snapshot)
    finding = app.subheader[0].value.replace(text.NO_BREAK, " ")
    for share in shares.to_dict("records"):
        assert text.share(share, "access_share") in finding
