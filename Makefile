# Each target explains itself: `make` prints them.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
export PYTHONPATH := .:site

.DEFAULT_GOAL := help
.PHONY: help run test services services-stop lint format audit messages bench proof shots requirements

help: ## print these lines
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

run: .venv/.installed ## install, migrate, load the demo city on the first start, serve [PORT=8000]
	@exec $(PY) manage.py serve --port $(PORT)

test: .venv/.installed-dev ## install and run the tests [ARGS=tests/guides] [REQUIRE_SERVICES=1]
	@$(MAKE) -s tests/identity_provider/node_modules/.installed || echo "tests with an identity provider are skipped"
	@PY=$(PY) deploy/test.sh $(ARGS)

services: ## install and start PostgreSQL, Redis, Elasticsearch; addresses go to .env.services
	@deploy/services.sh start

services-stop: ## stop them
	@deploy/services.sh stop

lint: .venv/.installed-dev deploy/web_lint/node_modules/.installed ## ruff, templates, scripts, styles, import directions, types, migrations, catalogues
	@PY=$(PY) deploy/lint.sh

format: .venv/.installed-dev ## let ruff, djhtml and djade put the code in form
	@$(PY) -m ruff check -q --fix . && $(PY) -m ruff format .
	@git ls-files 'templates/*.html' '*/templates/*.html' '*/jinja2/*.html' | xargs -r .venv/bin/djhtml -t 2
	@git ls-files 'templates/*.html' '*/templates/*.html' ':!templates/public' | xargs -r .venv/bin/djade --target-version 5.2

audit: .venv/.installed-dev ## hold the pinned packages against known holes; fails without the advisory service
	@PY=$(PY) deploy/audit.sh

messages: .venv/.installed-dev ## compile the Chinese catalogues (needs msgfmt)
	@deploy/messages.sh compile

bench: .venv/.installed-dev ## install what measuring needs, and say what there is to measure
	@printf 'Measure with (add --records N, --json FILE):\n'
	@ls bench/*.py bench/*/run.py 2>/dev/null | grep -v '/_' | sed 's|^|  $(PY) |'

proof: .venv/.installed-dev ## 64 threads decide at once, each service is killed under editors and readers, five of them 20 times, a release is switched, 100,000 records are restored, a workbook of 1,000 guides is killed and gone on with, nodes of a search cluster are killed: an hour [ARGS="--seconds 5"]
	@$(PY) bench/deciding.py
	@$(PY) bench/faults.py $(ARGS)
	@$(PY) bench/faults.py --kills 20 --editors 8 --pause 6
	@$(PY) bench/release_switch.py
	@$(PY) bench/drill.py
	@$(PY) bench/large_workbook.py
	@$(PY) bench/search_cluster.py

shots: .venv/.installed-dev ## take the screenshots of docs/ (needs chromium)
	@$(PY) docs/shots/take.py

requirements: .venv/.installed-dev ## compile requirements*.txt from requirements*.in
	@for list in requirements requirements-dev; do $(PY) -m piptools compile -q --strip-extras \
	  --allow-unsafe --no-header --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --no-emit-options -o $$list.txt $$list.in || exit 1; done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.11 …" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "Python cannot make an environment: apt-get install python3-venv" >&2; exit 1; }

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "installing requirements.txt"
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "installing requirements-dev.txt"
	@$(PY) -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

%/node_modules/.installed: %/package-lock.json .venv/.installed-dev
	@echo "installing $*"
	@PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --prefix $* --silent --no-audit --no-fund
	@touch $@
