# `make run` and `make test` are all that is needed; `make help` lists the rest.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help install install-dev run index test lint format bench load evaluate bundle docs lock clean

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))) python3)
WHEELS ?=
TORCH_INDEX ?=
BUNDLE ?= wheels
WORKERS ?= 2
QUESTIONS ?= tests/questions/speech.dev.jsonl
REPORT ?= build/report
BENCH ?= page

INSTALL = $(PYTHON) scripts/install.py $(if $(WHEELS),--wheels '$(WHEELS)') $(if $(TORCH_INDEX),--torch-index '$(TORCH_INDEX)')
# Settings are read by the program itself; nothing of another environment that is active gets in.
RUN = env -u VIRTUAL_ENV -u PYTHONHOME .venv/bin/python

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

install: ## set up .venv from the lock (PYTHON=, WHEELS=dir, TORCH_INDEX=url)
	@$(INSTALL)

install-dev:
	@$(INSTALL) --dev

run: install index ## set up, index the speech if needed, serve the page (ASSISTANT_* settings hold)
	@exec $(RUN) -m assistant serve

index: install ## index the speech, if it is not or no longer
	@$(RUN) -m assistant index

test: install-dev ## set up, then all tests (ARGS="-k name")
	@$(RUN) -m pytest -n $(WORKERS) $(ARGS)

lint: install-dev ## ruff and mypy
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy index assistant app.py

format: install-dev ## ruff, mending what it can
	@$(RUN) -m ruff check --fix .
	@$(RUN) -m ruff format .

bench: install-dev ## time and memory beside a bare Gradio chat
	@$(RUN) -m tests.bench.$(BENCH) $(ARGS)

load: install-dev ## what the API bears: 50 people, a burst, memory (ARGS="--minutes 10")
	@$(RUN) -m tests.bench.load --check $(ARGS)

evaluate: install ## measure the answers to QUESTIONS=file, report into REPORT=folder
	@$(RUN) -m assistant evaluate '$(QUESTIONS)' --out '$(REPORT)' $(ARGS)

bundle: install ## a folder of wheels, BUNDLE=wheels, for machines without an index
	@$(PYTHON) scripts/bundle.py '$(BUNDLE)' $(if $(WHEELS),--wheels '$(WHEELS)') $(if $(TORCH_INDEX),--torch-index '$(TORCH_INDEX)')

docs: install-dev ## write docs/commands.md anew from --help
	@$(RUN) scripts/commands.py

lock: ## resolve pyproject.toml anew (needs uv)
	@bash scripts/lock.sh

clean: ## remove .venv, the index and caches
	rm -rf .venv .data build .mypy_cache .ruff_cache .pytest_cache .hypothesis
