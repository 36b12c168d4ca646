"""Compares builds: two published files, or one table of two engines."""
