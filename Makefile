.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

# Where it is set, every process that starts compiles the package, the app and the tests anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help build refresh app quality metrics docs test lint lint-python lint-sql units \
	coverage parity campaign-faults screenshots clean

help:  ## List these targets.
	@awk '/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*##/ { split($$0, part, /:.*## /); printf "  %-17s %s\n", part[1], part[2] }' \
		$(MAKEFILE_LIST)

##@ Use the warehouse
build: $(VENV)/.run  ## Build, test and publish the warehouse from the files in seeds.
	$(BIN)/dbt build

refresh: $(VENV)/.run  ## Build, test and publish only what changed since the last build.
	$(BIN)/scalehouse refresh

app: $(VENV)/.run  ## Open the charts of the published warehouse in a browser.
	$(BIN)/streamlit run app/serve.py

quality: $(VENV)/.run  ## Validate the newest snapshots and the published marts.
	$(BIN)/scalehouse quality

metrics: $(VENV)/.engines  ## List the metrics that MetricFlow computes (`mf query`).
	$(BIN)/dbt --quiet parse
	DBT_TARGET=published $(BIN)/mf list metrics

docs: $(VENV)/.run  ## Write the data dictionary to target/static_index.html.
	$(BIN)/dbt docs generate --static

##@ Check a change
test: $(VENV)/.engines  ## Run every test, in two processes.
	$(BIN)/pytest -n 2 --no-loadscope-reorder

lint: lint-python lint-sql  ## Check style and types: ruff, mypy, sqlfluff.

lint-python: $(VENV)/.dev  ## Check Python alone: ruff, mypy.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Fewer garbage collections: sqlfluff makes many objects, and takes a third less time.
lint-sql: $(VENV)/.dev  ## Check SQL alone: sqlfluff.
	$(BIN)/python -c "import gc; gc.set_threshold(100_000, 20, 100); \
		from sqlfluff.cli.commands import cli; cli()" lint models macros analyses tests/data

units: $(VENV)/.run  ## Run dbt's unit tests, which `make build` leaves out.
	$(BIN)/dbt test --select test_type:unit

##@ Check at length
coverage: $(VENV)/.dev  ## Simulate the coverage of intervals, 2,000 times each.
	SCALEHOUSE_DRAWS=2000 $(BIN)/pytest tests/fits -k "as_often or covers"

parity: $(VENV)/.engines  ## Build on DuckLake and Spark, and compare with the DuckDB file.
	SCALEHOUSE_PARITY=whole $(BIN)/pytest -s tests/engines

campaign-faults: $(VENV)/.dev  ## Simulate failures: kill builds, corrupt files, read while writing (half an hour).
	$(BIN)/python tests/faults/kills.py
	$(BIN)/python tests/faults/fuzz.py
	$(BIN)/python tests/faults/readers.py

##@ Maintain
screenshots: $(VENV)/.dev  ## Take the screenshots of README and docs from the published warehouse.
	SCALEHOUSE_SCREENSHOTS=docs/images SCALEHOUSE_TEST_WAREHOUSE=warehouse \
		$(BIN)/pytest tests/browser/test_pages_drawn.py -k "overview or eras or access"

clean:  ## Remove build files; the published warehouse stays.
	rm -rf target logs build .mypy_cache .pytest_cache .ruff_cache

# The lock is complete, so nothing is left to resolve.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --no-deps --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) --no-deps --require-hashes -r requirements-dev.lock
	touch $@

# PySpark comes as source without a compiled part: setuptools of the lock builds it.
$(VENV)/.engines: requirements-engines.lock $(VENV)/.dev
	$(PIP) --no-deps --require-hashes --no-build-isolation -r requirements-engines.lock
	touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
