# The two commands a newcomer needs: `make demo` and `make test`.
# Everything is installed from the lock files into .venv; nothing has to be there but Python 3.11+ and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test check fmt lock cassettes clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "seller-credits needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml $(BIN)/python
	@echo "Setting up from requirements.lock ..." >&2
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@echo "Setting up the tests from requirements-dev.lock ..." >&2
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

demo: $(VENV)/run.stamp  ## the main job on a made-up shop: no account, no credentials
	@$(BIN)/seller-credits demo

test: $(VENV)/dev.stamp  ## everything that has to hold: lint, types, contracts, tests, coverage, docs
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m tests.gate all

check: $(VENV)/dev.stamp  ## the inner loop, a minute or two: lint, types, contracts, unit tests
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m tests.gate fast

fmt: $(VENV)/dev.stamp  ## format and sort
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix --quiet .

cassettes: $(VENV)/dev.stamp  ## record tests/cassettes anew from the simulator
	@$(BIN)/python -m tests.record

lock:  ## resolve the lock files anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock

clean:  ## remove what set-up and tests made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
