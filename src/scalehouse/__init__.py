"""Scalehouse: a SQL-first warehouse of how AI models are trained."""
