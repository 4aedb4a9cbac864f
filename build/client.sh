#!/usr/bin/env bash
# Checks that the typed client of the screens is the one that the API's document gives, and that it compiles.
# "build/client.sh write" writes it anew.
set -euo pipefail
cd "$(dirname "$0")/../ui-extension"

# npm ci when the lock file says something else than what is installed.
if ! cmp -s package-lock.json node_modules/.ringback-lock 2>/dev/null; then
  npm ci --no-fund --no-audit --loglevel=error
  cp package-lock.json node_modules/.ringback-lock
fi
if [[ ${1:-} == write ]]; then
  npm run --silent client
else
  npm run --silent check:client
fi
npm run --silent typecheck
