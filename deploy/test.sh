#!/usr/bin/env bash
# Runs the tests: once on the embedded default, and once more, where services answer, what needs
# or is worth them:  deploy/test.sh [pytest's arguments]
# The services are those of .env.services (`make services`) or of the environment. Without any,
# their tests are skipped, with REQUIRE_SERVICES=1 they fail.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
pytest=("${PY:-.venv/bin/python}" -m pytest -q)
# Tests of one `xdist_group` share what is made once, such as twenty thousand records.
[ "${TEST_WORKERS:-2}" = 0 ] || pytest+=(-n "${TEST_WORKERS:-2}" --dist loadgroup)
on_services='postgresql or redis or elasticsearch'

if [ -f .env.services ]; then
  set -a
  # shellcheck disable=SC1091 # written by services.sh
  . ./.env.services
  set +a
fi

run() { # pytest's 5 means that nothing was chosen, which is no failure of one pass
  local code=0
  "$@" || code=$?
  [ "$code" = 5 ] || [ "$code" -le "$worst" ] || worst=$code
}

worst=0
embedded=(env -u DATABASE_URL -u SEARCH_URL -u CACHE_URL -u CITY)
if [ -z "${DATABASE_URL:-}${SEARCH_URL:-}${CACHE_URL:-}" ]; then
  run "${embedded[@]}" "${pytest[@]}" "$@"
else
  echo "== embedded default: SQLite, memory, this process"
  run "${embedded[@]}" "${pytest[@]}" -m "not ($on_services)" "$@"
  echo "== city: PostgreSQL, Redis, Elasticsearch"
  run env CITY=1 "${pytest[@]}" -m "city or $on_services" "$@"
fi
exit "$worst"
