# `make run` and `make test` are all that a fresh machine needs; `make help` lists the rest.
PORT ?= 8000
PYTHON ?= python3
JOBS ?= auto

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
# A stamp bears the sum of its lock, so another lock is another stamp whatever the clock of a checkout says.
RUN_STAMP := .venv/.run-$(shell cksum < requirements.txt | tr -dc 0-9)
TEST_STAMP := .venv/.test-$(shell cksum < requirements-test.txt | tr -dc 0-9)
STATIC_FILES := $(shell find newsroom consent articles newsletter -path '*/static/*' -type f)
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
# Made up, and only asked whether they would do: nothing is started with them.
PRODUCTION := env -u DEBUG SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz \
  SITE_URL=https://www.example.org ALLOWED_HOSTS=www.example.org TRUSTED_PROXIES=1 DATABASE_URL=sqlite://:memory:

export PORT

.DEFAULT_GOAL := help
.PHONY: help run serve test check lint types format bench lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name text; do \
	  printf '  make %-8s %s\n' "$$name" "$$text"; done

run: export DEBUG ?= 1
run: export DJANGO_RUNSERVER_HIDE_WARNING := true
run: $(RUN_STAMP) ## the site with the demo edition on http://127.0.0.1:$PORT/ (PORT=8000)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed_demo --if-empty
	@printf '\n  The site    http://127.0.0.1:$(PORT)/\n  The desk    http://127.0.0.1:$(PORT)/admin/\n'
	@printf '  Accounts    admin, editor, reporter, moderator; password newsroom-demo\n'
	@printf '  Stop        Ctrl-C\n\n'
	@bin/with-worker $(MANAGE) runserver --noreload --verbosity 0 127.0.0.1:$(PORT)

serve: export DEBUG := 0
serve: export SERVE_MEDIA ?= 1
serve: export SITE_URL ?= http://127.0.0.1:$(PORT)
serve: export ALLOWED_HOSTS ?= 127.0.0.1,localhost
serve: export SECRET_KEY ?= $(shell cat var/secret_key 2>/dev/null)
serve: $(RUN_STAMP) var/secret_key var/static/staticfiles.json ## the same data under the production server, DEBUG off
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) createcachetable
	@bin/with-worker $(BIN)/python -m gunicorn newsroom.wsgi

test: check ## every check, then the suite on SQLite and on PostgreSQL
	@echo "The suite on SQLite"
	@$(BIN)/python -m pytest -n $(JOBS)
	@echo "The suite on PostgreSQL"
	@$(BIN)/python -m tests.databases $(BIN)/python -m pytest -n $(JOBS)

check: lint types ## lint, types, import rules, missing migrations, production settings
	@$(BIN)/lint-imports
	@DEBUG=1 DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

lint: $(TEST_STAMP) ## ruff and djlint
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo 'Run `make format`.'; exit 1; }
	@$(BIN)/djlint templates --lint --quiet

types: $(TEST_STAMP) ## mypy
	@DEBUG=1 $(BIN)/python -m mypy .

format: $(TEST_STAMP) ## let ruff put the code into its form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

bench: export DEBUG := 0
bench: export SITE_URL ?= http://127.0.0.1:$(PORT)
bench: export ALLOWED_HOSTS ?= 127.0.0.1
bench: $(RUN_STAMP) var/secret_key var/static/staticfiles.json ## the benchmarks; they print ratios
	@$(BIN)/python -m benchmarks

lock: $(TEST_STAMP) ## requirements*.txt, with hashes, from requirements*.in
	@$(LOCK) $(UPGRADE) requirements.in --output-file requirements.txt > /dev/null
	@$(LOCK) $(UPGRADE) requirements-test.in --output-file requirements-test.txt > /dev/null
	@grep -nE '(https?|file)://' requirements.txt requirements-test.txt && exit 1 || true

clean: ## remove caches and built files; the data in var/ stays
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis var/static
	@find . -path ./.venv -prune -o -name __pycache__ -type d -print | xargs rm -rf

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed.")'
	@$(PYTHON) -m venv .venv

$(RUN_STAMP): | .venv/bin/python
	@test -e $(TEST_STAMP) || { echo "Installing the packages of requirements.txt"; $(INSTALL) -r requirements.txt; }
	@touch $@

$(TEST_STAMP): | .venv/bin/python
	@echo "Installing the packages of requirements-test.txt"
	@$(INSTALL) -r requirements-test.txt
	@touch $@

var/secret_key:
	@mkdir -p var
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $@

var/static/staticfiles.json: $(STATIC_FILES) $(RUN_STAMP)
	@echo "Collecting and compressing the static files"
	@SECRET_KEY="$${SECRET_KEY:-$$(cat var/secret_key)}" $(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
