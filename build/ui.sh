#!/usr/bin/env bash
# Builds the screens into ui-extension/dist when their sources are newer than what is there.
set -euo pipefail
cd "$(dirname "$0")/.."

build/node-modules.sh
cd ui-extension
stamp=node_modules/.ringback-built
sources=(src index.html package.json package-lock.json no-remote-fonts.ts plugin-strings.ts vite.plugin.config.ts vite.console.config.ts)
if [[ -f $stamp && -f dist/console/index.html && -f dist/plugin/plugin-ringback.js && -z $(find "${sources[@]}" -newer "$stamp" -print -quit) ]]; then
  exit 0
fi
begun=$(mktemp)
npm run --silent build
mv "$begun" "$stamp" # as old as the build's beginning: what was changed meanwhile is built next time
