#!/usr/bin/env bash
# npm ci for the screens, when the lock file says something else than what is installed.
set -euo pipefail
cd "$(dirname "$0")/../ui-extension"

if ! cmp -s package-lock.json node_modules/.ringback-lock 2>/dev/null; then
  command -v npm >/dev/null || {
    echo "The screens are built with Node 20 or later and its npm, which are missing here." >&2
    exit 1
  }
  npm ci --no-fund --no-audit --loglevel=error
  cp package-lock.json node_modules/.ringback-lock
fi
