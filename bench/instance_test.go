package bench

import (
	"context"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
)

const (
	accountSid   = "AC00000000000000000000000000000001"
	workspaceSid = "WS00000000000000000000000000000001"
	workflowSid  = "WW00000000000000000000000000000001"
	authToken    = "benchmark-token"
	publicURL    = "https://calls.example.org"
)

// newInstance builds Ringback as `ringback serve` does, on the real clock. Nothing runs before start. Warnings go to standard error:
// in these scenarios there should be none.
func newInstance(b *testing.B, db database, provider *sink, concurrency int) *app.App {
	b.Helper()
	cfg := config.Config{Listen: "127.0.0.1:0", PublicURL: publicURL, DatabaseURL: db.url, TaskRouterURL: provider.server.URL, Lease: 30 * time.Second,
		DispatchConcurrency: concurrency, Twilio: config.Twilio{AccountSid: accountSid, AuthToken: authToken, WorkspaceSid: workspaceSid, WorkflowSid: workflowSid}}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	instance, err := app.New(b.Context(), cfg, app.Options{Clock: clockwork.NewRealClock(), Log: log, Version: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	return instance
}

// start runs the instance until the benchmark ends, and returns when that was.
func start(b *testing.B, instance *app.App) time.Time {
	b.Helper()
	began := time.Now()
	if err := instance.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := instance.Stop(context.Background()); err != nil {
			b.Error(err)
		}
	})
	return began
}
