# make run: install, train, index, start.   make test: every test.   make check: static checks.   make bench: figures.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run install install-dev check test bench clean

BIN := .venv/bin
DIALOGUE := .venv-dialogue/bin/python
UV := $(BIN)/uv
UV_VERSION := 0.13.9
LAWS ?= ../shared/laws
RASA_ENV := RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 PYTHONWARNINGS=ignore PYTHONUTF8=1
NLU := nlu_data/nlu nlu_data/rules nlu_data/stories

help:
	@sed -n 's/^# //p' Makefile | head -1

run: install
	@scripts/keys
	@$(BIN)/fawen up $(if $(wildcard $(LAWS)),--laws $(LAWS))

install: ; @scripts/install run
install-dev: ; @scripts/install dev

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/fawen kb lint $(if $(wildcard $(LAWS)),--laws $(LAWS))
	$(RASA_ENV) $(DIALOGUE) -m rasa data validate --fail-on-warnings --config config.yml --domain nlu_data/domain --data $(NLU)

test: install-dev
	$(BIN)/pytest

bench: install-dev
	$(BIN)/python -m benchmarks --laws $(LAWS)

clean:
	rm -rf var .venv .venv-dialogue
