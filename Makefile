# One command for each thing that one does here. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
PYTHON := $(VENV)/bin/python
STAMP := $(VENV)/.installed
ASSETS := static/build/app.css
TESTS ?=
export PORT ?= 8000

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-9s %s\n", $$1, $$2}'

.PHONY: run
run: setup ## Start everything on http://localhost:8000 (PORT=… for another), with demonstration data, until Ctrl-C
	@exec $(PYTHON) manage.py demo --end-with-parent

.PHONY: setup
setup: $(STAMP) $(ASSETS) ## Install what the locks name into .venv and build the styles; nothing is started

$(STAMP): requirements-dev.txt .ci/install.sh
	@bash .ci/install.sh python $(VENV)
	@touch $@

.PHONY: assets
assets: $(STAMP) ## Build styles and scripts from static/src into static/build
	@bash .ci/install.sh assets $(VENV)

$(ASSETS): $(STAMP) package-lock.json package.json $(wildcard static/src/*)
	@bash .ci/install.sh assets $(VENV)

.PHONY: test
test: setup ## Run the tests (TESTS="path -k words" for some of them); browser tests need Chromium
	@exec $(VENV)/bin/pytest --numprocesses auto --dist loadfile $(TESTS)

.PHONY: check
check: setup ## Style, types, import contracts, migrations, settings, generated documents
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py check
	@if $(PYTHON) manage.py help --commands | grep -qx generate_docs; then $(PYTHON) manage.py generate_docs --check; fi

.PHONY: fix
fix: setup ## Mend what can be mended: import order, formatting
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

.PHONY: bench
bench: setup ## Measure letters a minute and the time of each page against a bare view
	@exec $(VENV)/bin/pytest tests/benchmarks --benchmarks -p no:randomly -s $(TESTS)

.PHONY: docs
docs: setup ## Write the generated documents (permission matrix, states, data model)
	@exec $(PYTHON) manage.py generate_docs

.PHONY: lock
lock: setup ## Write the locks anew from requirements*.in and package.json
	@bash .ci/install.sh lock $(VENV)

.PHONY: clean
clean: ## Remove what was built and installed; .data, with the demonstration's cases, stays
	rm -rf $(VENV) node_modules static/build staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
