"""Run suites with great_expectations, on pandas batches, and return plain outcomes.

Imported only when a suite runs: great_expectations takes seconds and 250 MB to load.
"""

import os
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from scalehouse.errors import ScalehouseError
from scalehouse.quality.results import Outcome
from scalehouse.quality.suites import Suite

# read when great_expectations is imported: nothing is sent anywhere
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_validation_result import ExpectationValidationResult

_SUBJECT = "column_name"  # a frame with this column has one row per column of ours


class SuiteError(ScalehouseError):
    """An expectation could not be checked: the suite needs what the batch lacks."""


def run(suite: Suite, frame: pd.DataFrame) -> list[Outcome]:
    """Check a frame; a frame of columns has one outcome per column and expectation."""
    if not suite.expectations or frame.empty:
        return []
    batch = _whole_frames().get_batch({"dataframe": frame})
    validated = batch.validate(
        gx.ExpectationSuite(name=suite.name, expectations=suite.expectations),
        result_format={
            "result_format": "COMPLETE",
            **({"unexpected_index_column_names": [_SUBJECT]} if _SUBJECT in frame else {}),
        },
    )
    return [
        outcome for result in validated.results for outcome in _outcomes(suite, frame, result)
    ]


@cache
def _whole_frames() -> BatchDefinition[None]:
    """Make the one context of a process, with progress bars off."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("frame")
    return asset.add_batch_definition_whole_dataframe("whole")


def _outcomes(
    suite: Suite, frame: pd.DataFrame, result: ExpectationValidationResult
) -> Iterator[Outcome]:
    config = result.expectation_config
    if config is None or not result.result:
        message = f"{suite.name}: {config and config.meta} could not be checked: {result}"
        raise SuiteError(message)
    meta: dict[str, str] = config.meta or {}
    if _SUBJECT in frame:
        yield from _by_column(suite.name, frame, result, meta)
        return
    found: dict[str, Any] = result.result
    if "observed_value" in found:
        observed, lower, upper = found["observed_value"], *_limits(config.kwargs)
    else:
        # a row-wise expectation is judged by its share of good rows
        observed = 1 - (found["unexpected_percent"] or 0) / 100
        lower, upper = config.kwargs.get("mostly", 1), None
    yield Outcome(
        suite=suite.name,
        expectation=meta["name"],
        column_name=config.kwargs.get("column", ""),
        is_passed=bool(result.success),
        observed_value=None if pd.isna(observed) else float(observed),
        lower_limit=lower,
        upper_limit=upper,
        reason=meta["reason"],
    )


def _by_column(
    suite_name: str,
    frame: pd.DataFrame,
    result: ExpectationValidationResult,
    meta: dict[str, str],
) -> Iterator[Outcome]:
    config = result.expectation_config
    kwargs = config.kwargs if config else {}
    refused = {index[_SUBJECT] for index in result.result.get("unexpected_index_list") or ()}
    lower, upper = _limits(kwargs)
    for subject, observed in zip(frame[_SUBJECT], frame[kwargs["column"]], strict=True):
        if pd.isna(observed):
            continue  # too little to compare
        yield Outcome(
            suite=suite_name,
            expectation=meta["name"],
            column_name=subject,
            is_passed=subject not in refused,
            observed_value=float(observed),
            lower_limit=lower,
            upper_limit=upper,
            reason=meta["reason"],
        )


def _limits(kwargs: dict[str, Any]) -> tuple[float | None, float | None]:
    return kwargs.get("min_value"), kwargs.get("max_value")
