# Ringback. `make` alone lists what can be made.

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT  ?= $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
LDFLAGS  = -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT)
FUZZTIME ?= 10s

# Go asks git for the commit by itself, and fails where there is no git; LDFLAGS say it.
export GOFLAGS += -buildvcs=false

.DEFAULT_GOAL := help
.PHONY: help run build release live-smoke ui e2e-ui bench-ui pictures test test-flex need fmt client vet lint fuzz bench bench-year bench-lists month cover test-mysql9 test-galera clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build, then serve a demonstration on this machine
	bin/ringback serve --demo

build: ui ## the program, in bin/ringback: one file, no C library needed
	CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/ringback ./cmd/ringback

release: ui ## the program for Linux and macOS, with checksums and lists of modules, in bin/release
	@VERSION='$(VERSION)' LDFLAGS='$(LDFLAGS)' build/release.sh

ui: ## the screens, into ui-extension/dist: the console's page and the plugin for Flex
	@build/ui.sh

e2e-ui: build ## the console's stories in Chromium, against the program itself; STORY=console for those that begin so
	@npm --prefix ui-extension run --silent e2e -- $(STORY)

pictures: build ## the pictures of the README, in docs/screens; those of Flex with make test-flex, into bin/shots
	@E2E_SHOTS=$(CURDIR)/docs/screens node ui-extension/e2e/pictures.mjs

bench-ui: build ## how soon the console is there and how its queue scrolls over 10,000 callbacks; sizes; some minutes, the table of docs/UI.md
	@node ui-extension/bench/console.mjs

test-flex: ## the plugin's stories in the real Flex UI, in Chromium; STORY=agent for those that begin so
	@build/test-flex.sh $(STORY)

# The same stories run in `make test`, against the simulator.
live-smoke: ## a few stories against the Twilio account of TWILIO_ACCOUNT_SID, in a workspace that is made for them and deleted
	@go run ./e2e/smoke/live

test: ## every check; installs what it needs when run as root
	@build/test.sh

need: ## install what the tests need (as root), or say what it is
	@build/need.sh

fmt: ## list Go files that gofmt would change; fail if there are any
	@files=$$(find . -name '*.go' -not -path '*/node_modules/*' -not -path './.git/*' | xargs gofmt -l); \
	if [ -n "$$files" ]; then echo "gofmt would change:"; echo "$$files"; exit 1; fi

client: ## write the typed client of the screens anew, from api/openapi.json
	@build/client.sh write

vet: ## go vet
	@go vet ./...

lint: ## golangci-lint, built on first use
	@build/lint.sh

fuzz: ## every fuzz target for FUZZTIME (10s) each
	@build/fuzz.sh $(FUZZTIME)

fuzz-api: need ## 20,000 requests made from the OpenAPI document, right and wrong in every part
	go test -count=1 -timeout 30m -run TestRequestsFromTheDocument ./api -requests 20000

bench: need ## the benchmark, beside a plain loop: some 6 minutes; tables in bin/bench.md
	@mkdir -p bin
	go build -C bench/peers -o ../../bin/bench-peer .
	go test -run '^$$' -bench '^Benchmark$$' -benchtime 1x -timeout 20m ./bench -args -peer ../bin/bench-peer -report ../bin/bench.md

# The database's file is in memory where there is such a folder: a year of commits would measure the disk.
bench-year: ## a year of 200 agents and 100,000 callbacks in fast forward; YEAR='-days 30 -db mariadb' for less, or elsewhere
	@mkdir -p bin
	go test -c -o bin/bench-year.test ./bench
	cd bench && TMPDIR=$$(test -d /dev/shm && echo /dev/shm || echo "$${TMPDIR:-/tmp}") GOGC=400 ../bin/bench-year.test -test.run '^$$' \
	  -test.bench '^BenchmarkYear$$' -test.benchtime 1x -test.timeout 2h -test.v $(YEAR)

month: ## March of a centre of 200 agents, 8,500 callbacks and a change of clocks, every day audited
	@$(MAKE) -s bench-year YEAR='-from 2026-03-01 -days 31'

bench-lists: need ## every list page, search and figure over 1,000,000 callbacks and 5,000,000 events, on MariaDB
	go test -run '^$$' -bench '^BenchmarkLists$$' -benchtime 1x -timeout 60m ./bench

cover: need ## tests with coverage of the whole module, in bin/cover.html
	@mkdir -p bin
	go test -timeout 10m -coverpkg=./... -coverprofile=bin/cover.out ./...
	go tool cover -html=bin/cover.out -o bin/cover.html
	@go tool cover -func=bin/cover.out | tail -1

test-mysql9: need ## the tests of the store on Oracle's MySQL 9 (fetched from Debian's unstable branch)
	build/mysql9.sh go test -count=1 -timeout 10m ./models/... ./e2e/...

test-galera: need ## the tests of the store on a Galera cluster of three nodes (needs mariadb-server, galera-4, rsync)
	build/galera.sh go test -count=1 -timeout 10m ./models/... ./e2e/...

clean: ## remove what was built; data of the demonstration stays
	rm -rf bin ui-extension/dist/console ui-extension/dist/plugin ui-extension/node_modules/.ringback-built
