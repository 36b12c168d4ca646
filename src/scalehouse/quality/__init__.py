"""Validate snapshots by suites for great_expectations: at ingest, and on demand."""
