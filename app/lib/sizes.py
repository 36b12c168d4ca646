"""Whether there is a gap in model sizes: what is found, and how the page reads the mart."""

from lib import numbers, text, warehouse

GAPS = """
select
    *,
    case
        when ends_before is null then 'since ' || year(starts_on)
        when ends_before = starts_on + interval 1 year then year(starts_on)::varchar
        else
            year(starts_on) || ' to '
            || strftime(ends_before - interval 1 day, '%B %Y')
    end as period_name
from fct_parameter_gaps
where
    snapshot_date = cast($snapshot as date)
    and specification = $specification
order by period_rank
"""

GAP = "notable__closed"


def gap(snapshot: str, specification: str = GAP) -> str:
    """Say how many models lie between 20 and 70 billion parameters, against a smooth curve."""
    rows = warehouse.estimated(GAPS, snapshot=snapshot, specification=specification)
    if rows.empty:
        return "Too few models of a known size to look for a gap in this snapshot"
    row = numbers.stated(rows.tail(1), "fct_parameter_gaps", group="period").iloc[0]
    low, high = (row[f"gap_{end}_parameters"] / 1e9 for end in ("low", "high"))
    unit = "times what a smooth distribution expects"
    ratio = text.with_interval(row, "observed_to_expected", unit)
    of = f"Models of {low:g} to {high:g} billion parameters, {row['period_name']}"
    return f"{of}, number {ratio}"
