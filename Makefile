.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.PHONY: help build refresh test units parity quality metrics campaign-faults app lint docs clean coverage

help:  ## Show this list.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: $(VENV)/.run  ## Build, test and publish the warehouse from the embedded records.
	$(BIN)/dbt build

refresh: $(VENV)/.run  ## Build, test and publish what changed since the last build.
	$(BIN)/scalehouse refresh

test: $(VENV)/.engines  ## Lint, then run every test.
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest -n 2 --no-loadscope-reorder

parity: $(VENV)/.engines  ## Compare whole builds on DuckLake and Spark with the file.
	SCALEHOUSE_PARITY=whole $(BIN)/pytest -s tests/engines

units: $(VENV)/.run  ## Run the unit tests of models, which `dbt build` leaves out.
	$(BIN)/dbt test --select test_type:unit

coverage: $(VENV)/.dev  ## Simulate whether intervals hold as often as they say, 2,000 times each.
	SCALEHOUSE_DRAWS=2000 $(BIN)/pytest tests/fits -k "as_often or covers"

campaign-faults: $(VENV)/.dev  ## Kill, spoil and read at length: half an hour.
	$(BIN)/python tests/faults/kills.py
	$(BIN)/python tests/faults/fuzz.py
	$(BIN)/python tests/faults/readers.py

quality: $(VENV)/.run  ## Hold the published marts against their suites; fails with them.
	$(BIN)/scalehouse quality

metrics: $(VENV)/.engines  ## List the metrics of the published warehouse, which `mf query` asks for.
	$(BIN)/dbt --quiet parse
	DBT_TARGET=published $(BIN)/mf list metrics

app: $(VENV)/.run  ## Open the charts on the published warehouse.
	$(BIN)/streamlit run app/serve.py

screenshots: $(VENV)/.dev  ## Draw the pictures of the README and the docs from the published warehouse.
	SCALEHOUSE_SCREENSHOTS=docs/images SCALEHOUSE_TEST_WAREHOUSE=warehouse \
		$(BIN)/pytest tests/browser/test_pages_drawn.py -k "overview or eras or access"

lint: $(VENV)/.dev  ## Check style and types: ruff, mypy, sqlfluff.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint models macros analyses tests/data

docs: $(VENV)/.run  ## Write the data dictionary to target/static_index.html.
	$(BIN)/dbt docs generate --static

clean:  ## Remove what builds leave behind; the published warehouse stays.
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
