# Everything a person or a machine does with this project, one command each. `make help` lists them.
#
# The first command that needs it sets up .venv; a stamp in it tells which packages are there, so the next one starts
# at once. Talking to the bot needs the few packages of the program, testing needs those of a developer as well.

.DEFAULT_GOAL := help
.PHONY: help chat setup test check lint types architecture content-check coverage bench format recordings constraints clean

BIN := .venv/bin
RUNTIME := .venv/.runtime-ready
DEVELOPER := .venv/.developer-ready
PIP := -m pip --disable-pip-version-check --no-input
ON_ALL_CORES := --numprocesses auto --dist worksteal
CODE := $(wildcard bot adapters content tests bench)

# Words for the commands, as in: make chat CHAT_ARGS="--memory"   make test PYTEST_ARGS="tests/bot/domain -x"
CHAT_ARGS ?=
PYTEST_ARGS ?=
# A Python to use instead of the first good one: make chat PYTHON=/opt/python/bin/python3.13
PYTHON ?=

# Containers often forbid compiled files: then every start of the program, of which the tests make many, compiles anew.
export PYTHONDONTWRITEBYTECODE :=

help: ## Show what there is to do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \t\2/p' Makefile | expand -t 22

chat: $(RUNTIME) ## Talk to the bot in this terminal
	@$(BIN)/nextstep chat $(CHAT_ARGS)

setup: $(DEVELOPER) ## Get all a developer needs, into .venv

test: $(DEVELOPER) ## Run the tests
	@$(BIN)/python -m pytest $(ON_ALL_CORES) $(PYTEST_ARGS)

check: lint types architecture content-check coverage ## Run every check: what must hold before a change goes in

lint: $(DEVELOPER) ## Check the style
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)

types: $(DEVELOPER) ## Check the types, of the tests too
	@$(BIN)/mypy $(CODE)

architecture: $(DEVELOPER) ## Check who imports whom
	@$(BIN)/lint-imports --no-logo

content-check: $(RUNTIME) ## Check the words in content/
	@$(BIN)/nextstep content check

coverage: $(DEVELOPER) ## Run the tests and say which lines and branches they miss
	@$(BIN)/python -m pytest --cov $(ON_ALL_CORES) $(PYTEST_ARGS)

bench: $(DEVELOPER) ## Measure: one JSON line a figure
	@$(BIN)/python -m bench

format: $(DEVELOPER) ## Lay out the code and put right what can be put right
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

recordings: $(DEVELOPER) ## Play the sessions shown in the documentation and write them anew
	@$(BIN)/python -m tests.docs.recordings

# Run this with the oldest Python the project promises, so that every version in the file can be had there.
constraints: build/newest/.ready ## Write constraints.txt anew, from the newest versions allowed
	@{ echo "# The exact versions this project is tested with. Written by 'make constraints'."; \
	   build/newest/bin/python $(PIP) freeze --exclude-editable | grep -E '^[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+$$'; \
	 } > build/constraints.txt
	@mv build/constraints.txt constraints.txt
	@rm -rf build/newest
	@echo "constraints.txt is new: now 'make check'."

clean: ## Remove .venv and everything that was made
	@rm -rf .venv build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@rm -rf .import_linter_cache
	@find bot adapters content tests $(wildcard bench) -name __pycache__ -prune -exec rm -rf {} +

# --- setting up -------------------------------------------------------------------------------------------------------

# A pipe into `make chat` belongs to the conversation, so nothing here reads it, and what is said here goes to stderr.

# Finds the first Python that is new enough; `pyenv` and others leave names behind that don't run, so each is tried.
define FIND_PYTHON
for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
  if [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
    break; \
  elif [ -n "$$python" ] && [ "$$python" = "$(PYTHON)" ]; then \
    echo "PYTHON=$$python is no Python 3.11 or newer that runs."; exit 1; \
  fi; \
  python=; \
done; \
if [ -z "$$python" ]; then \
  echo "Next Step needs Python 3.11 or newer, and none was found. Install one, or name it: make chat PYTHON=/path/to/python3"; \
  exit 1; \
fi
endef

# An interrupted set-up leaves a folder without pip, an upgrade one without Python: both are made again.
define MAKE_VENV
set -e; \
if ! $(1)/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
  "$$python" -m venv --clear $(1) || { \
    echo "Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }; \
fi
endef

$(RUNTIME): pyproject.toml constraints.txt
	@{ $(FIND_PYTHON); \
	   echo "Setting up .venv for the conversation. This takes about a minute, once."; \
	   $(call MAKE_VENV,.venv); \
	   $(BIN)/python $(PIP) install -qq -c constraints.txt -e .; } </dev/null >&2
	@touch $@

$(DEVELOPER): $(RUNTIME)
	@echo "Setting up .venv for development. This takes about a minute, once." >&2
	@$(BIN)/python $(PIP) install -qq -c constraints.txt -e '.[dev]' </dev/null >&2
	@touch $@

build/newest/.ready: pyproject.toml
	@mkdir -p build
	@{ $(FIND_PYTHON); \
	   $(call MAKE_VENV,build/newest); \
	   build/newest/bin/python $(PIP) install -qq -e '.[dev,places]'; } </dev/null >&2
	@touch $@
