# The two commands that matter: `make demo` and `make test`. Both set everything up on a bare Python 3.11.
PYTHON ?= python3
BIN := .venv/bin
HOME_DIR ?= demo-home
DEV_STAMP := .venv/.dev-installed
CORE_STAMP := .venv/.core-installed

.PHONY: demo test test-spark check eval bench snap lock clean

$(CORE_STAMP): requirements/core.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Tallystick needs Python 3.11 or newer; set PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/core.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements/dev.txt $(CORE_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

demo: $(CORE_STAMP)  ## Build the sample cases end to end and say where everything is.
	$(BIN)/tallystick demo --home $(HOME_DIR)

test: $(DEV_STAMP)  ## Run the tests.
	$(BIN)/python -m pytest -n auto --dist worksteal -q

test-spark: $(DEV_STAMP)  ## The variables on Spark in local mode; needs Java 17 and the extra: .venv/bin/pip install '.[spark]'.
	$(BIN)/python -m pytest -q -rs tests/spark

check: $(DEV_STAMP)  ## What CI and a reviewer look at: format, lint, types, imports, tests with coverage.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal -q --cov --cov-report=term --cov-fail-under=90
	$(BIN)/coverage report --include='assistant/domain/*,assistant/scoring/*' --fail-under=100

eval: $(DEV_STAMP)  ## Quality on real data, with intervals (TALLYSTICK_EVAL_DATA names the folder).
	$(BIN)/python -m evals run all

bench: $(DEV_STAMP)  ## Speed beside what a user would use instead, in one run.
	$(BIN)/python -m evals bench

snap: $(DEV_STAMP)  ## Redraw the screenshots in docs/screens.
	$(BIN)/python -m evals snap docs/screens

lock:  ## Pin every dependency with hashes.
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml requirements/build.in -o requirements/core.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml requirements/build.in -c requirements/core.txt -o requirements/dev.txt

clean:
	rm -rf .venv $(HOME_DIR)
