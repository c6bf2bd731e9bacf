#!/usr/bin/env bash
# Runs every linter; goes on after a failure, so that one run shows them all.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
py=${PY:-.venv/bin/python}
bin=$(dirname "$py")
export PYTHONPATH=.:site
failed=()

check() { # NAME COMMAND…
  local name=$1
  shift
  if "$@"; then echo "ok      $name"; else failed+=("$name"); echo "FAILED  $name"; fi
}

templates() { # of Django's language; those of the public site are Jinja2's, compiled by a test
  git ls-files 'templates/*.html' '*/templates/*.html' ':!templates/public' | xargs -r "$bin/djade" --check --target-version 5.2
}

indentation() { # of both template languages
  git ls-files 'templates/*.html' '*/templates/*.html' '*/jinja2/*.html' | xargs -r "$bin/djhtml" -t 2 --check
}

scripts_and_styles() {
  PATH="$bin:$PATH" deploy/web_lint/node_modules/.bin/biome lint --config-path deploy/web_lint \
    --error-on-warnings --reporter=github static
}

check "ruff check" "$py" -m ruff check -q .
check "ruff format" "$py" -m ruff format -q --check .
check "templates (djade)" templates
check "indentation (djhtml)" indentation
check "scripts and styles (biome)" scripts_and_styles
check "imports point down" "$bin/lint-imports" --no-logo
check "types (mypy)" "$py" -m mypy
check "migrations" "$py" manage.py makemigrations --check --dry-run
check "catalogues" deploy/messages.sh check
[ ${#failed[@]} = 0 ] || { echo "lint: ${#failed[@]} failed: ${failed[*]}" >&2; exit 1; }
