"""Answers SQL that readers write, on the published file, and can do nothing else."""

from scalehouse.sandbox.run_statement import Answer, BusyError, Limits, QueryError, ask

__all__ = ["Answer", "BusyError", "Limits", "QueryError", "ask"]
