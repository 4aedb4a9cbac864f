#!/usr/bin/env bash
# The plugin's stories in the real Flex UI, against the program itself. Some 700 MB of packages are installed on first use, and again when
# their lock file changes; Flex UI is bundled from them here and never leaves this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

build/need.sh
make --no-print-directory build
cd ui-extension/flex-harness
lock=$(sha256sum package-lock.json | cut -d' ' -f1)
if [[ $(cat node_modules/.ringback-lock 2>/dev/null) != "$lock" ]]; then
  npm ci --ignore-scripts --no-audit --no-fund
  echo "$lock" >node_modules/.ringback-lock
fi
node run.mjs "$@"
