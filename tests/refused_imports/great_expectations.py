"""Stands in for great_expectations while tests build: a build has no use for its seconds."""

message = "a build imports great_expectations, which takes seconds: only the ingest gate may"
raise AssertionError(message)
