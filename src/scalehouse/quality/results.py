"""What the gate finds and what was accepted, as rows of two seeds."""

from dataclasses import dataclass

RESULTS_FILE = "quality/quality__results.csv"
OVERRIDES_FILE = "quality/quality__overrides.csv"
RESULT_COLUMNS = (
    "table_name",
    "snapshot_date",
    "scope",
    "compared_with",
    "suite",
    "expectation",
    "column_name",
    "is_passed",
    "observed_value",
    "lower_limit",
    "upper_limit",
    "reason",
)
OVERRIDE_COLUMNS = (
    "table_name",
    "snapshot_date",
    "scope",
    "sha256",
    "suite",
    "expectation",
    "column_name",
    "accepted_by",
    "accepted_date",
    "reason",
)


@dataclass(frozen=True)
class Outcome:
    """What one expectation found about one column; the limits are of the observed value."""

    suite: str
    expectation: str
    column_name: str
    is_passed: bool
    observed_value: float | None
    lower_limit: float | None
    upper_limit: float | None
    reason: str
    examples: str = ""  # rows by number and name; not kept in the seed

    @property
    def name(self) -> tuple[str, str, str]:
        """What identifies one outcome about a batch."""
        return (self.suite, self.expectation, self.column_name)

    def __str__(self) -> str:
        """Say what was expected and what is there."""
        limits = (
            f"between {_number(self.lower_limit)} and {_number(self.upper_limit)}"
            if self.lower_limit is not None and self.upper_limit is not None
            else f"at least {_number(self.lower_limit)}"
            if self.lower_limit is not None
            else f"at most {_number(self.upper_limit)}"
        )
        observed = _number(self.observed_value) or "nothing"
        place = f" ({self.column_name})" if self.column_name else ""
        sentence = self.expectation.replace("_", " ")
        rows = f": {self.examples}" if self.examples else ""
        return f"{sentence}{place}: {observed}, expected {limits}{rows}. {self.reason}"

    def as_row(self) -> dict[str, str]:
        """Return the part of a results row that this outcome knows."""
        return {
            "suite": self.suite,
            "expectation": self.expectation,
            "column_name": self.column_name,
            "is_passed": str(self.is_passed).lower(),
            "observed_value": _number(self.observed_value),
            "lower_limit": _number(self.lower_limit),
            "upper_limit": _number(self.upper_limit),
            "reason": self.reason,
        }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
