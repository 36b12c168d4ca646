"""Engines beyond the one file: a shared lake, and Apache Spark."""
