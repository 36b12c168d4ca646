"""Is what came in, and what was made of it, fit to be read? Suites for great_expectations."""
