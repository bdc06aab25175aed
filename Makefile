# The commands of every day. `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
STACK ?= dev
VENV := .venv/bin
MIN_PYTHON := 3.11

.PHONY: help up preview refresh environment down destroy test check venv python lock

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

up: venv ## install what is needed, then bring the stack up (STACK=dev)
	@bin/pulumi up --yes --suppress-outputs --stack $(STACK)
	@$(VENV)/python -m launcher.summary --stack $(STACK)

preview: venv ## show what `make up` would change
	@bin/pulumi preview --stack $(STACK) --diff

refresh: venv ## find out what was changed by hand
	@bin/pulumi refresh --yes --stack $(STACK)

environment: venv ## print what a shell needs for plain pulumi: eval "$(make -s environment)"
	@$(VENV)/python -m launcher.exports --stack $(STACK)

down: venv ## stop the stack's server and keep its data
	@$(VENV)/python -m launcher.down --stack $(STACK)

destroy: venv ## remove the stack with all of its data, after asking
	@$(VENV)/python -m launcher.destroy --stack $(STACK)

test: venv ## run the tests (TESTS=tests/launcher for some of them)
	@DIGI_ENGINE=build bin/pulumi version >/dev/null
	@$(VENV)/python -m pytest --numprocesses auto --dist loadfile $(TESTS)

check: venv ## ruff and mypy
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy --strict .

venv: python ## make .venv from requirements.lock, if that has changed
	@$(PYTHON) -m launcher.setup

python:
	@command -v $(PYTHON) >/dev/null || { echo "error: $(PYTHON) is not installed; install Python $(MIN_PYTHON) or newer" >&2; exit 69; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(MIN_PYTHON)".split("."))))' || { \
	    echo "error: $$($(PYTHON) --version) is too old; name Python $(MIN_PYTHON) or newer, as in: make up PYTHON=python$(MIN_PYTHON)" >&2; exit 69; }

lock: venv ## resolve pyproject.toml into requirements.lock anew
	@$(VENV)/python -m piptools compile --quiet --all-extras --strip-extras --generate-hashes \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe --output-file requirements.lock pyproject.toml
