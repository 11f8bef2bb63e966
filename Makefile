# `make run` and `make test` do all the set-up themselves; `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin/
LOG = $(VENV)/setup.log

# What is run to set things up speaks into a log alone; a failure is one sentence.  $(call quietly,COMMAND,WHAT FAILED)
quietly = { $(1); } >> $(LOG) 2>&1 || { echo "$(2); what went wrong stands in $(LOG)."; exit 1; }
install = $(call quietly,$(RUN)pip install --no-compile --no-input --disable-pip-version-check --root-user-action=ignore --editable $(1),The libraries could not be installed)

.DEFAULT_GOAL := help
.PHONY: help run sample test check format lint types arrows test-training test-peers clean

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 24

# The shell must outlive Ctrl-C, or make calls an orderly end an error; Heirloom gets its own.
run: $(VENV)/.installed  ## start Heirloom and open its page in the browser
	@echo "Starting Heirloom ..."
	@trap : INT; HEIRLOOM_WEB_OPEN_BROWSER=$${HEIRLOOM_WEB_OPEN_BROWSER-true} HEIRLOOM_LOG_LEVEL=$${HEIRLOOM_LOG_LEVEL-warning} $(RUN)heirloom serve

sample: $(VENV)/.installed  ## restore the sample photograph and say where the result is
	$(RUN)heirloom restore docs/sample/damaged.jpg --out out --compare
	@echo "Look at $(CURDIR)/out/damaged.compare.jpg"

# A file stays in one process, whose service its cases share. In the order of their folders the last ones are short, so
# that no process is left with minutes of work; xdist's own order begins with those of many tests, which are not the long ones.
test: $(VENV)/.dev  ## the tests that need neither torch nor system packages, in about two minutes
	@echo "tests/training is left to 'make test-training', and what is marked 'peers' to 'make test-peers'."
	@$(RUN)pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/training --ignore=tests/peers -m "not peers"

check: format lint types arrows test  ## format, lint, types, import arrows and tests

format: $(VENV)/.dev
	$(RUN)ruff format --check

lint: $(VENV)/.dev
	$(RUN)ruff check

# Without torch, mypy would call everything that comes from it wrong: training is read by test-training.
types: $(VENV)/.dev
	$(RUN)mypy --exclude '^tests/training/' adapters benchmarks bot restoration tests

arrows: $(VENV)/.dev
	$(RUN)lint-imports

test-training: $(VENV)/.training  ## the tests and types of training, with torch
	$(RUN)mypy training tests/training
	$(RUN)pytest tests/training

# pytest's 5 means that nothing carries the mark yet.
test-peers: $(VENV)/.peers .venv-telemelya/.installed .venv-discord-twin/.installed  ## the tests that need programs or packages of others, or minutes
	$(RUN)pytest --ignore=tests/training -m peers || { status=$$?; [ $$status -eq 5 ] && echo "No test is marked 'peers'."; }

clean:  ## remove the environment and the caches
	rm -rf $(VENV) .venv-telemelya .venv-discord-twin .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# Named here, because a comma would part the arguments of a call.
SERVICE = '.[telegram,discord]'
DEVELOPMENT = '.[dev,telegram,discord]'
PEERS = '.[dev,peers,telegram,discord]'
TRAINING = '.[dev,telegram,discord,training]'

# Stamps: an environment is filled again only when pyproject.toml changed.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { echo "Heirloom needs Python 3.11 or newer; name one with 'make PYTHON=python3.12'."; exit 1; }
	@mkdir -p $(VENV) 2> /dev/null || { echo "Nothing can be written in this folder, where Heirloom's libraries would lie."; exit 1; }
	@$(call quietly,$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV)/bin; false; },There is no environment for Python (Debian and Ubuntu have it in the package python3-venv))

# Compiling every module of every library takes half of the time; those that are used are compiled at first use.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Getting ready, once: this takes a minute or two ..."
	@$(call install,$(SERVICE))
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo "Getting the tests' libraries ready, once: this takes a minute or two ..."
	@$(call install,$(DEVELOPMENT))
	@touch $@ $(VENV)/.installed

$(VENV)/.peers: pyproject.toml | $(VENV)/bin/python
	@$(call install,$(PEERS))
	@touch $@ $(VENV)/.dev $(VENV)/.installed

$(VENV)/.training: pyproject.toml | $(VENV)/bin/python
	@$(call install,$(TRAINING))
	@touch $@ $(VENV)/.dev $(VENV)/.installed

# A Bot API server written by others, with what stands in for Redis and S3; its libraries are not ours.
.venv-telemelya/.installed:
	$(PYTHON) -m venv .venv-telemelya
	.venv-telemelya/bin/pip install --quiet --disable-pip-version-check telemelya==0.2.2 'moto[s3,server]>=5' 'fakeredis[lua]>=2.26'
	@touch $@

# A Discord written by others, for Node 20 or newer.
.venv-discord-twin/.installed: tests/peers/discord_twin/package.json tests/peers/discord_twin/serve.mjs
	@command -v npm >/dev/null || echo "There is no npm: the tests against discord-digital-twin are left out."
	! command -v npm >/dev/null || { mkdir -p .venv-discord-twin && cp $^ .venv-discord-twin && npm install --prefix .venv-discord-twin --legacy-peer-deps --no-audit --no-fund --loglevel=error && touch $@; }
