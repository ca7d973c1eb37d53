# `make serve` runs the knowledge base on an embedded store, `make test` passes its tests; both set up what they need.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: serve test check bench schema released pins vendor clean
.DEFAULT_GOAL := serve

serve: $(READY)
	$(BIN)/kb serve --port $(PORT)

test: $(READY)
	$(BIN)/python -m pytest -q -p no:cacheprovider --cov --cov-report=term --cov-fail-under=95 $(PYTEST_ARGS)

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -p no:cacheprovider -m drift
	$(BIN)/python -m kb.api.releases schema/released.graphql schema/schema.graphql

bench: $(READY)
	$(BIN)/python -m tests.bench $(BENCH_ARGS)

# What is generated from the code, to be committed.
schema: $(READY)
	$(BIN)/kb schema > schema/schema.graphql
	$(BIN)/python -m kb.seeds > schema/seed.schema.json
	$(BIN)/python -m kb.store.neo4j > schema/neo4j.cypher
	$(BIN)/python -m kb.api.trusted.packaged

# With each release: from then on, clients rely on the schema as it is.
released: schema
	cp schema/schema.graphql schema/released.graphql

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

pins:
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-header --no-annotate \
		--all-extras --group test --group check --group build pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes --no-header --no-annotate \
		tests/clients/requirements.in -o tests/clients/requirements.txt

# Renews the packages under kb/web/vendor from the npm registry; versions stand in its README.
vendor:
	sh kb/web/vendor/renew.sh

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .hypothesis .coverage
