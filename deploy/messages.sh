#!/usr/bin/env bash
# Compiles the catalogues of locale/, or checks that the committed ones are up to date:
#     deploy/messages.sh compile|check
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v msgfmt >/dev/null || { echo "msgfmt is missing: apt-get install gettext" >&2; exit 1; }
stale=0
while IFS= read -r po; do
  fresh=$(mktemp)
  msgfmt --check-format --check-header -o "$fresh" "$po"
  if [ "$1" = compile ]; then
    cp "$fresh" "${po%.po}.mo"
  elif ! cmp -s "$fresh" "${po%.po}.mo"; then
    echo "not compiled: $po (make messages)" >&2
    stale=1
  fi
  rm -f "$fresh"
done < <(find locale -name '*.po' | sort)
exit "$stale"
