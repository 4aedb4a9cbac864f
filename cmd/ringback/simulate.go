package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// simulateCommand runs the TaskRouter simulator alone, for trying an instance against it: its faults are switched over HTTP.
func simulateCommand() *cobra.Command {
	var listen, events, streams string
	cmd := &cobra.Command{Use: "simulate", Short: "Run the TaskRouter simulator alone, with fault switches", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return simulate(cmd.Context(), cmd.OutOrStdout(), listen, events, streams)
	}}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8090", "address to serve on")
	cmd.Flags().StringVar(&events, "events-url", "http://127.0.0.1:8080/webhooks/twilio/events", "where event callbacks (forms) go; empty for none")
	cmd.Flags().StringVar(&streams, "streams-url", "", "where Event Streams (JSON) go; empty for none")
	return cmd
}

func simulate(ctx context.Context, out io.Writer, listen, events, streams string) (err error) {
	sim, seeded, err := newSimulator()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sim.Close()) }()
	sim.SetEventCallback(events)
	if streams != "" {
		sim.SetEventStream(streams)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	address := "http://" + listener.Addr().String()
	_, err = fmt.Fprintf(out, "TaskRouter simulator at %s; its switches at %s/_sim/state\n\nRun an instance against it with:\n\n"+
		"  RINGBACK_TASKROUTER_URL=%s RINGBACK_IAM_URL=%s RINGBACK_PUBLIC_URL=http://127.0.0.1:8080 \\\n  TWILIO_ACCOUNT_SID=%s TWILIO_AUTH_TOKEN=%s \\\n  TWILIO_WORKSPACE_SID=%s TWILIO_WORKFLOW_SID=%s \\\n  ringback serve\n",
		address, address, address, address, sim.AccountSid(), sim.AuthToken(), sim.WorkspaceSid(), seeded.WorkflowSid)
	if err != nil {
		return err
	}
	sim.Start(ctx)
	return serveUntil(ctx, sim, listener)
}

// newSimulator makes a workspace with two teams whose people take callbacks, ring, and mostly reach the donor.
func newSimulator() (*twiliosim.Server, twiliosim.Seeded, error) {
	sim := twiliosim.New(twiliosim.Config{Seed: uint64(time.Now().UnixNano()), Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	seeded, err := sim.SeedRingback(twiliosim.SeedOptions{
		Teams: []twiliosim.TeamSeed{
			{Name: teamWelcome, Workers: []string{"Maya", "Tom", "Ines"}},
			{Name: teamRenewals, Workers: []string{"Kofi", "Lena", "Sam"}},
		},
		Behaviour: twiliosim.Behaviour{Decision: twiliosim.Accept, After: 2 * time.Second, DialAfter: time.Second, TalkFor: 4 * time.Second,
			WrapUpFor: time.Second, Outcomes: []twiliosim.Outcome{{Code: "contacted"}, {Code: "contacted"}, {Code: "no_answer"}}},
	})
	if err != nil {
		return nil, seeded, fmt.Errorf("seed simulator: %w", err)
	}
	return sim, seeded, nil
}

func serveUntil(ctx context.Context, handler http.Handler, listener net.Listener) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}
