// Command live plays the smoke test's stories against the Twilio account that the environment names. See docs/OPERATING.md.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"

	"github.com/jonboulle/clockwork"
	"github.com/oklog/ulid/v2"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/e2e/smoke"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := live(ctx)
	stop()
	if err != nil {
		_, _ = fmt.Fprintln(os.Stderr, "live-smoke:", err)
		os.Exit(1)
	}
}

func live(ctx context.Context) (err error) {
	if missing := smoke.Missing(os.Environ()); len(missing) > 0 {
		return fmt.Errorf("nothing was tested: not set are %s", strings.Join(missing, "; "))
	}
	cfg, err := config.Load(nil, os.Environ())
	if err != nil {
		return err
	}
	clock := clockwork.NewRealClock()
	id, err := ulid.New(ulid.Timestamp(clock.Now()), rand.Reader)
	if err != nil {
		return fmt.Errorf("name the run: %w", err)
	}
	dir, remove, err := smoke.Folder()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	return smoke.Run(ctx, smoke.Config{Settings: cfg, Name: smoke.Prefix + strings.ToLower(id.String()), Dir: dir, Clock: clock, Out: os.Stdout})
}
