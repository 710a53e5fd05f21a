# Two commands matter: `make demo` and `make test`. The rest is for daily work.
SHELL := /bin/sh
.DEFAULT_GOAL := help
UV_VERSION := 0.13.9
PORT ?= 8000
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
ARGS ?=
WORLD ?=
BIN := .venv/bin
ASSETS := src/fordel/web/static/manifest.json
CATALOGUES := .venv/.catalogues
OWN_ASSETS := $(shell find src/fordel/web/assets -type f 2>/dev/null)
SCRIPTS := eslint.config.js src/fordel/web/assets/js tests/js
PO_FILES := $(shell find src/fordel -name '*.po' 2>/dev/null)

help: ## show this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

.bootstrap/bin/uv:
	@sh tools/check_machine.sh
	python3 -m venv .bootstrap
	.bootstrap/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.synced: .bootstrap/bin/uv uv.lock pyproject.toml
	.bootstrap/bin/uv sync --frozen --all-extras --quiet --system-certs --python "$$(command -v python3)"
	@touch $@

node_modules/.synced: package-lock.json
	@sh tools/check_machine.sh
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(ASSETS): .venv/.synced node_modules/.synced tools/build_assets.py $(OWN_ASSETS)
	$(BIN)/python tools/build_assets.py

$(CATALOGUES): .venv/.synced $(PO_FILES)
	$(BIN)/python tools/messages.py compile
	@touch $@

ready: .venv/.synced $(ASSETS) $(CATALOGUES)

assets: $(ASSETS) ## build the front-end assets

demo: ready ## run the demo on http://127.0.0.1:8000 (PORT= changes it; WORLD= february, deadline, decided, january-2027, empty, big)
	@PORT=$(PORT) exec $(BIN)/fordel demo $(if $(WORLD),--world $(WORLD))

dev: ready ## the demo with a web server that starts again when a file is saved (FORDEL_TOOLBAR=1: with the debug toolbar)
	@PORT=$(PORT) exec $(BIN)/fordel demo --reload $(if $(WORLD),--world $(WORLD))

demo-reset: ready ## throw away what the demo holds and start it over
	@PORT=$(PORT) exec $(BIN)/fordel demo --reset $(if $(WORLD),--world $(WORLD))

check: ready ## lint, types, imports, translations (under a minute)
	$(BIN)/ruff check src tests tools bench
	$(BIN)/ruff format --check src tests tools bench
	DATABASE_URL=postgresql:///unused FORDEL_MODE=test $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/check_imports.py
	$(BIN)/python tools/check_words.py
	$(BIN)/python tools/check_templates.py
	$(BIN)/djlint src --lint --quiet
	node_modules/.bin/eslint --max-warnings 0 $(SCRIPTS)
	$(BIN)/python tools/messages.py check
	$(BIN)/python tools/check_norwegian.py

js: node_modules/.synced ## tests of the scripts, without a browser (two seconds)
	node --test --test-reporter=spec tests/js/*.test.js

unit: ready ## tests without a browser; ARGS=tests/ledger runs these alone, on a database that is kept
ifeq ($(ARGS),)
	@$(MAKE) --no-print-directory js
	$(BIN)/pytest -n $(CORES) --dist loadscope --no-loadscope-reorder -m "not browser"
else
	FORDEL_KEEP_TEST_DATABASE=1 $(BIN)/pytest -m "not browser" $(ARGS)
endif

browser: ready ## tests in a real Chromium; ARGS=tests/browser/test_votes.py runs these alone
	FORDEL_CHROMIUM="$$(sh tools/ensure_browser.sh)" && export FORDEL_CHROMIUM && \
	$(if $(ARGS),FORDEL_KEEP_TEST_DATABASE=1 $(BIN)/pytest -m browser $(ARGS),$(BIN)/pytest -n $(CORES) --dist loadscope --no-loadscope-reorder -m browser)

test: ready check js ## everything that CI runs
	FORDEL_CHROMIUM="$$(sh tools/ensure_browser.sh)" && export FORDEL_CHROMIUM && $(BIN)/pytest -n $(CORES) --dist loadscope --no-loadscope-reorder

hooks: ready ## check what is committed, before it is committed
	.bootstrap/bin/uv tool run --system-certs pre-commit install

audit: ready ## ask the public lists about every locked package; fails if one is vulnerable or a list cannot be reached
	$(BIN)/python tools/audit.py

bench: ready ## where the time goes, written to the terminal
	$(BIN)/python -m bench

.PHONY: help ready assets demo dev demo-reset check js unit browser test hooks audit bench
