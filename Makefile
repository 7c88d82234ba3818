# Two commands: `make demo` to see it, `make test` to prove it. `make help` lists the rest.
# What is set up already is known by stamps beside what was made, so that a second run costs less than a second.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/.venv/bin:$(PATH)

BIN := .venv/bin
PY_STAMP := .venv/.installed
NPM_STAMP := $(if $(wildcard web/package.json),web/node_modules/.installed)
WEB_STAMP := $(if $(wildcard web/package.json),web/dist/.built)
WEB_SOURCES := $(if $(NPM_STAMP),$(shell find web \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.tsbuildinfo' -print))
PYTEST_ARGS ?= -n 2

.PHONY: help setup demo demo-smoke demo-reset dev dev-api dev-web check check-format check-lint check-types \
	check-layers check-words format test test-python test-python-15 test-long test-web validate-eido bench simulate lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(PY_STAMP) $(WEB_STAMP) ## install everything that is locked and build the pages

demo: setup ## a city with both numbers, live: database, server, worker, messages; Ctrl-C stops all of it
	@exec $(BIN)/twinline demo

demo-smoke: setup ## the same in a folder of its own with 200 messages, checked; prints one JSON line
	@exec $(BIN)/twinline demo --smoke

demo-reset: setup ## forget the demo's data
	@exec $(BIN)/twinline demo --reset

dev: setup ## server and pages that reload when a file changes
	@exec $(MAKE) -j2 dev-api dev-web

dev-api:
	@exec $(BIN)/twinline serve --reload

dev-web:
	@cd web && exec npm run dev

check: $(PY_STAMP) ## format, lint, types, layers and spelling; less than 30 s
	@exec $(MAKE) -j4 --keep-going --output-sync=target check-format check-lint check-types check-layers check-words

check-format:
	@$(BIN)/ruff format --check --quiet . || { echo "format: run make format"; $(BIN)/ruff format --check .; exit 1; }

check-lint:
	@$(BIN)/ruff check --quiet .

check-types:
	@$(BIN)/basedpyright

check-layers:
	@$(BIN)/lint-imports --no-logo

check-words:
	@$(BIN)/typos

format: $(PY_STAMP) ## put the Python code into its one form
	@$(BIN)/ruff format --quiet . && $(BIN)/ruff check --fix --quiet .

test: setup ## everything: checks, unit, property, architecture, API and browser tests
	@sh tools/system-packages.sh
	@$(MAKE) check
	@$(MAKE) test-web
	@$(MAKE) test-python

test-python: test-python-15
	@exec $(BIN)/pytest $(PYTEST_ARGS) -m "not long"

test-long: setup ## whole guides, fail-over and 10,000 messages over each transport, the random tests in full (2,000 sequences, 10,000 records of each kind)
	@$(BIN)/pytest -m long
	@TWINLINE_SEQUENCES=2000 TWINLINE_RECORDS=10000 \
		$(BIN)/pytest $(PYTEST_ARGS) tests/properties/test_walk.py tests/contract/test_round_trip.py

# What talks to the database most, once more on the oldest server that we support (Debian's).
TESTS_15 ?= tests/linkage tests/intake tests/agencies_db
test-python-15:
	@TWINLINE_TEST_POSTGRES=/usr/lib/postgresql/15/bin $(BIN)/pytest $(PYTEST_ARGS) -m "not slow and not browser" $(TESTS_15)

test-web:
	@[ ! -e web/package.json ] || { cd web && npm run --if-present type-check && npm run --if-present test; }

validate-eido: setup ## check every EIDO document that we write against the published schema: SCHEMA=its folder
	@test -e "$(SCHEMA)" || { echo "say where the schema is: make validate-eido SCHEMA=path"; exit 2; }
	@TWINLINE_EIDO_SCHEMA="$(abspath $(SCHEMA))" $(BIN)/pytest -q tests/exchange/faces/test_eido.py

bench: setup ## performance figures as JSON lines, each beside its floor
	@exec $(BIN)/python -m bench

simulate: setup ## everything goes wrong between two instances, seed after seed (SEED=1 SEEDS=300 STEPS=2000 WORKERS=1)
	@exec $(BIN)/twinline simulate --seed $(or $(SEED),1) --seeds $(or $(SEEDS),300) --steps $(or $(STEPS),2000) \
		--instances $(or $(INSTANCES),2) --workers $(or $(WORKERS),1)

lock: $(PY_STAMP) ## resolve requirements*.in into the lock files (UPGRADE=1 for the newest of everything indirect)
	@sh tools/lock.sh

clean: ## remove what was installed and built; the data under var/ stays
	rm -rf .venv web/node_modules web/dist

$(BIN)/python:
	@sh tools/find-python.sh -m venv .venv

$(PY_STAMP): requirements-dev.lock tools/installer.lock pyproject.toml tools/install.py | $(BIN)/python
	@echo "Python packages:"
	@$(BIN)/python tools/install.py
	@touch $@

web/node_modules/.installed: web/package.json web/package-lock.json $(PY_STAMP)
	@echo "Web packages (npm ci):"
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/.built: $(NPM_STAMP) $(WEB_SOURCES)
	@echo "Web pages (npm run build):"
	@cd web && npm run --silent build
	@touch $@
