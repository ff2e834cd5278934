# Everything people do with this tree. `make` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
export PORT
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CATALOGS := $(wildcard portal/translations/zh_CN/LC_MESSAGES/*.po)
COMPILED := portal/translations/zh/LC_MESSAGES/messages.mo
SOURCES := portal tests scripts benchmarks wsgi.py gunicorn.conf.py migrations
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header

.PHONY: help
help: ## List what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@scripts/venv.sh $(PYTHON) $(VENV)

$(VENV)/.installed: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $(VENV)/.installed $@

$(COMPILED): $(CATALOGS) scripts/catalogs.py $(VENV)/.installed
	$(BIN)/python scripts/catalogs.py compile

.PHONY: setup
setup: $(VENV)/.installed $(COMPILED) ## Install what the portal needs and compile its languages

.PHONY: setup-dev
setup-dev: $(VENV)/.installed-dev $(COMPILED)

.PHONY: run
run: setup ## Set up, migrate, fill the demo and serve on http://127.0.0.1:8000 (PORT=...)
	@BIN=$(BIN) scripts/run.sh

.PHONY: test
test: setup-dev ## Run every test: both databases and the browser
	@scripts/chromium.sh
	$(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: test-fast
test-fast: setup-dev ## Run the tests that need neither a browser nor patience
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not slow"

.PHONY: bench
bench: setup-dev ## Work fifty cases, then measure tips, look-ups and the queue beside a bare Flask application
	$(BIN)/python -m benchmarks

.PHONY: screenshots
screenshots: setup-dev ## Take every page in both languages and themes, wide and on a phone, into docs/screenshots
	$(BIN)/python -m tests.browser.screenshots

.PHONY: check
check: setup-dev ## Check everything that must hold, and change nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python scripts/catalogs.py check
	$(BIN)/python scripts/vendor_static.py --check
	$(BIN)/flask --app wsgi docs --check
	$(BIN)/flask --app wsgi doctor --calendar
	@$(MAKE) --no-print-directory check-lock

.PHONY: check-lock
check-lock: $(VENV)/.installed-dev
	$(BIN)/python scripts/check_lock.py

.PHONY: fix
fix: setup-dev ## Format the code and mend what can be mended by itself
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet $(SOURCES)

.PHONY: docs
docs: setup ## Print the tables of the rules as pages of docs/
	$(BIN)/flask --app wsgi docs

.PHONY: i18n
i18n: setup-dev ## Bring the catalogs of sentences up to date
	$(BIN)/python scripts/catalogs.py update
	$(BIN)/python scripts/catalogs.py compile

.PHONY: styles
styles: $(BIN)/python ## Bundle our style sheets, scripts and pictures after a change in static/
	$(BIN)/python scripts/vendor_static.py --bundle

.PHONY: icons
icons: setup-dev ## Draw the pictures of the installed portal from its mark; needs Chromium
	$(BIN)/python scripts/draw_icons.py

.PHONY: vendor
vendor: $(BIN)/python ## Fetch and compile what frontend/ names; needs npm
	$(BIN)/python scripts/vendor_static.py

.PHONY: lock
lock: $(VENV)/.installed-dev ## Compile the requirements, with hashes
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt
