#!/usr/bin/env bash
# Runs golangci-lint at the version below, which it builds on first use (two to three
# minutes on two cores) and keeps beside Go's other downloads.
set -euo pipefail

version=v2.15.0
bin=$(go env GOPATH)/ringback-tools/golangci-lint-$version
if [[ ! -x $bin/golangci-lint ]]; then
  echo "building golangci-lint $version, once"
  # Without cgo and debugging data: the same program, sooner.
  GOBIN=$bin CGO_ENABLED=0 go install -ldflags='-s -w' \
    github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$version
fi
exec "$bin/golangci-lint" run "$@"
