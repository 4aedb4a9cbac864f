#!/usr/bin/env bash
# Checks that the typed client of the screens is the one that the API's document gives, and that it compiles.
# "build/client.sh write" writes it anew.
set -euo pipefail
cd "$(dirname "$0")/../ui-extension"

../build/node-modules.sh
if [[ ${1:-} == write ]]; then
  npm run --silent client
else
  npm run --silent check:client
fi
npm run --silent typecheck
