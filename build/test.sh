#!/usr/bin/env bash
# Everything that `make test` runs. All checks run even when one fails, and the last
# line counts them: each package's tests are one, and so is each other check.
set -uo pipefail

passed=0 failed=0 broken=()
check() { # check NAME COMMAND...
  echo "== $1"
  if "${@:2}"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)) broken+=("$1")
  fi
}

# The race detector leaves SQLite itself alone, which is C in the shape of Go and guarded by locks of its own: watching its every
# access takes half of the tests' time. No package that makes generic types of the standard library may be left out like this:
# the program would run its unwatched copy of them, and the detector see races where a lock is held.
unwatched='-gcflags=modernc.org/...=-race=false -d=checkptr=0'

# Counts go test's own lines, one for each package. A build that fails has such a
# line too; a command that cannot run at all has none and counts as one failure.
packages() {
  local log ok bad
  log=$(mktemp)
  echo "== go test"
  go test -race "$unwatched" -parallel 8 -timeout 30m ./... 2>&1 | tee "$log" | grep -v 'no test files'
  local status=${PIPESTATUS[0]}
  ok=$(grep -c '^ok  ' "$log")
  bad=$(grep -cE '^FAIL\s+\S+' "$log")
  [[ $status -eq 0 || $bad -gt 0 ]] || bad=1
  passed=$((passed + ok)) failed=$((failed + bad))
  [[ $bad -eq 0 ]] || broken+=("go test")
  rm -f "$log"
}

finish() { # the counts are the last line, whatever happened
  [[ $failed -eq 0 ]] || printf 'failed: %s\n' "${broken[*]}"
  echo "$passed passed, $failed failed"
  [[ $failed -eq 0 ]]
  exit
}

check "what the tests need" build/need.sh
[[ $failed -eq 0 ]] || finish # everything else would fail for the same reason
check "screens" make -s ui # before the Go tests: the program embeds them
check "gofmt" make -s fmt
check "go vet" make -s vet
check "database server" go test -count=1 -run '^TestServerVersion$' -v ./models/dbtest
packages
check "a month of a call centre" make -s month
check "typed client" build/client.sh
check "eslint" npm --prefix ui-extension run --silent lint
check "vitest" npm --prefix ui-extension run --silent test
check "console in Chromium" make -s e2e-ui
check "golangci-lint" make -s lint
finish
