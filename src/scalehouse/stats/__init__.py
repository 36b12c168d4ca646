"""Estimators: pure functions on arrays, typed results, no input or output."""
