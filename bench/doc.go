// Package bench measures Ringback from outside: how soon after its due time a callback's Task is asked for, how fast a backlog drains,
// how well a provider's limits are met, and how many events are taken in. `make bench` runs it; docs/PERFORMANCE.md says what came out.
//
// Everything is in test files, since it is run by `go test` and starts the database servers of models/dbtest. The instance under test
// is app.App as `ringback serve` builds it, on the real clock. The provider is a loopback server of this package, in the same process;
// it notes when each request reaches it, so that what is reported is what Twilio would have seen.
package bench
