#!/usr/bin/env bash
# Runs every fuzz target of the module for a while: fuzz.sh TIME (such as 10s).
set -euo pipefail

for package in $(go list ./...); do
  listed=$(go test -list '^Fuzz' "$package") # on its own, so that a failed build ends the script
  for target in $(grep '^Fuzz' <<<"$listed" || true); do
    echo "== $package $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$1" "$package"
  done
done
