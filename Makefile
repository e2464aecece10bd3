# taizhang: `make demo` and `make test` are all a newcomer needs; both make .venv by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
PEERS := build/peers
# Compiled extensions of many packages ask for more BLAS threads than a test machine has.
export OPENBLAS_NUM_THREADS := 1
# One worker a core; `make test WORKERS=0` runs in one process.
WORKERS ?= auto
PYTEST := $(BIN)/python -m pytest -n $(WORKERS)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
CODE := cli.py extractor corpus patterns tests docs .ci

.PHONY: demo test test-slow eval peers lint format types contracts sizes docs docs-check messages lock wheel-check bundle bundle-check clean help

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(VENV)/.runtime ## ingest the sample archive, compare it, look behind a cell, check a draft
	@$(BIN)/python .ci/demo.py $(DEMO)

test: $(VENV)/.dev ## the test suite without what is slow
	$(PYTEST) -m "not slow" $(ARGS)

# The benchmarks run by themselves: beside other tests their times would say nothing.
test-slow: $(VENV)/.dev ## fault tests at size, fuzzing, benchmarks
	$(PYTEST) -m slow --ignore=tests/benchmarks $(ARGS)
	$(BIN)/python -m pytest -m slow -n 0 -s tests/benchmarks $(ARGS)

eval: $(VENV)/.runtime ## score the program on the gold set, compare with the figures last kept (ARGS=--accept keeps new ones)
	@$(BIN)/python -m tests.eval $(ARGS)

peers: $(PEERS)/.done $(VENV)/.dev ## the gold passages beside JioNLP and Recognizers-Text (their first run needs the network)
	$(BIN)/python -m pytest -m slow -n 0 -s -q tests/benchmarks/peers $(ARGS)

lint: $(VENV)/.dev ## ruff: rules and formatting, nothing changed
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

format: $(VENV)/.dev ## ruff: repair what can be repaired
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

contracts: $(VENV)/.dev ## imports go one way
	$(BIN)/lint-imports

sizes: $(VENV)/.dev ## no function over 60 lines, no file over 400
	$(BIN)/python .ci/sizes.py

docs: $(VENV)/.dev ## write the generated pages of docs/
	$(BIN)/python docs/generate.py

docs-check: $(VENV)/.dev ## are the generated pages up to date?
	$(BIN)/python docs/generate.py --check
	$(BIN)/python .ci/messages.py --check

messages: $(VENV)/.dev ## bring the message catalogues up to date and compile them
	$(BIN)/python .ci/messages.py

# Pins for CPython 3.11 and later on every platform, with the hashes of all their files. UPGRADE=--upgrade takes new versions.
COMPILE = UV_NO_CONFIG=1 $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(UPGRADE)
lock: $(VENV)/.dev ## pin the dependencies anew (needs the network)
	$(PIP) uv
	$(COMPILE) requirements/build.in -o requirements/build.txt
	$(COMPILE) -c requirements/build.txt pyproject.toml requirements/build.in -o requirements/runtime.txt
	$(COMPILE) -c requirements/runtime.txt --extra dev pyproject.toml requirements/build.in -o requirements/dev.txt
	$(COMPILE) requirements/peers.in -o requirements/peers.txt

wheel-check: $(VENV)/.dev ## build the wheel, install it elsewhere, run it from another folder
	$(BIN)/python .ci/wheel_check.py

# PYTHONS="3.11 3.12" names the offices' versions of Python; that of this environment if it is not given.
bundle: $(VENV)/.dev ## one folder with all wheels and install scripts for an office without internet (build/bundle)
	$(BIN)/python .ci/bundle.py build/bundle $(foreach python,$(PYTHONS),--python $(python))

bundle-check: bundle ## install from the bundle with the network unreachable, and run it
	$(BIN)/python .ci/bundle_check.py

clean: ## remove what was made, the environment too
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# The pinned build tools come first: two dependencies are source packages and are built with them, not with whatever a build
# environment of their own would fetch unpinned. The program itself is installed in place, without touching the pins.
$(VENV)/.base: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "taizhang needs Python 3.11 or newer; $$($(PYTHON) --version 2>&1) is what $(PYTHON) runs."; \
	  echo "Install a newer one and name it: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "$(PYTHON) has no venv module. On Debian and Ubuntu it is a package of its own:"; \
	  echo "  apt install python3-venv"; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements/build.txt
	@touch $@

$(VENV)/.runtime: $(VENV)/.base requirements/runtime.txt pyproject.toml
	$(PIP) --require-hashes --no-build-isolation -r requirements/runtime.txt
	PYTHONWARNINGS=ignore $(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.txt
	$(PIP) --require-hashes --no-build-isolation -r requirements/dev.txt
	@touch $@

# Other programs that the benchmark compares with stay out of our environment.
$(PEERS)/.done: requirements/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/peers.txt
	@touch $@
