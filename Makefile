# Dateline: `make demo` builds the sample newsroom, `make test` runs the tests. Both set up .venv by themselves;
# they need Python 3.11 or later and nothing else (another interpreter: make PYTHON=python3.12 demo).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
JOBS ?= auto
PYTEST_ARGS ?=
INSTALL = $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python

# One thread a process: BLAS and OpenMP fight over the cores otherwise.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
# The machine's own certificates, as pip uses them: many networks have an authority of their own.
export UV_SYSTEM_CERTS ?= true

.DEFAULT_GOAL := help
.PHONY: help demo test setup lint format types layers docs reference bench requirements clean

help: ## show the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)

demo: $(VENV)/run.stamp ## build the sample newsroom and its issues in the folder demo
	$(BIN)/dateline demo demo

test: $(VENV)/dev.stamp ## run the tests
	$(BIN)/pytest -n $(JOBS) $(PYTEST_ARGS)

setup: $(VENV)/dev.stamp ## install everything that work on Dateline needs into .venv

lint: $(VENV)/dev.stamp ## style: ruff's rules and its format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp ## lay the code out as lint wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/dev.stamp ## mypy, strict
	$(BIN)/mypy

layers: $(VENV)/dev.stamp ## who may import whom
	$(BIN)/lint-imports --no-cache

docs: $(VENV)/dev.stamp ## is the generated reference up to date?
	$(BIN)/python tools/reference.py --check

reference: $(VENV)/dev.stamp ## write the generated reference and the list of public names anew
	$(BIN)/python tools/reference.py

bench: $(VENV)/dev.stamp ## figures on the shared open data against bench/floors.json
	$(BIN)/python bench/floors.py --check

# Its own environment: Dateline needs none of the peers.
PEERS := .venv-bench
.PHONY: peers
peers: $(PEERS)/run.stamp ## Dateline beside its peers, how right and how fast, into bench/report.md
	$(PEERS)/bin/python bench/peers.py

$(PEERS)/run.stamp: $(VENV)/uv.stamp requirements/run.txt requirements/bench.txt pyproject.toml
	@test -x $(PEERS)/bin/python || $(UV) venv --quiet --python $(BIN)/python $(PEERS)
	@$(UV) pip install --quiet --compile-bytecode --python $(PEERS)/bin/python --require-hashes \
	  -r requirements/run.txt -r requirements/bench.txt
	@$(UV) pip install --quiet --python $(PEERS)/bin/python --no-deps --no-build-isolation -e .
	@touch $@

# The venv, pinned: pip brings uv with its hashes, uv brings the rest with theirs.
$(VENV)/uv.stamp: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Dateline needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
	  echo "$(PYTHON) cannot make a virtual environment (on Debian: apt-get install python3-venv)" >&2; rm -rf $(VENV); exit 1; }
	@echo "setting up $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/run.stamp: $(VENV)/uv.stamp requirements/exact.txt pyproject.toml
	@$(INSTALL) --require-hashes -r requirements/exact.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/uv.stamp requirements/dev.txt pyproject.toml
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/run.stamp

# Pins and hashes from pyproject.toml. UPGRADE=--upgrade takes the newest versions.
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --no-emit-index-url --custom-compile-command "make requirements" $(UPGRADE)

requirements: $(VENV)/uv.stamp ## pin the requirements anew after a change of pyproject.toml
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) pyproject.toml --extra exact --extra dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml --extra exact -c requirements/dev.txt -o requirements/exact.txt
	$(COMPILE) pyproject.toml -c requirements/dev.txt -o requirements/run.txt
	$(COMPILE) requirements/bench.in -c requirements/dev.txt -o requirements/bench.txt

clean: ## remove the environment, the demo and all caches
	rm -rf $(VENV) .venv-bench demo build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache src/*.egg-info
	find src tests bench tools -name __pycache__ -prune -exec rm -rf {} +
