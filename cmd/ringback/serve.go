package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
)

func serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve HTTP and dispatch callbacks; --demo needs no Twilio account",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := config.FromFlags(cmd.Flags(), os.Environ(), config.Serve)
			if err != nil {
				return err
			}
			if cfg.Demo {
				return serveDemo(cmd.Context(), cfg, cmd.OutOrStdout())
			}
			return serve(cmd.Context(), cfg)
		},
	}
	config.AddFlags(cmd.Flags())
	config.AddDemoFlag(cmd.Flags())
	return cmd
}

// serve runs one instance until the process is told to end.
func serve(ctx context.Context, cfg config.Config) error {
	instance, err := app.New(ctx, cfg, app.Options{Clock: clockwork.NewRealClock(), Log: logger(cfg), Version: version})
	if err != nil {
		return err
	}
	if err := instance.Start(ctx); err != nil {
		return errors.Join(err, instance.Stop(context.WithoutCancel(ctx)))
	}
	return untilTold(ctx, instance)
}

// untilTold waits for a signal, or for the server to fail, and ends the instance in order.
func untilTold(ctx context.Context, instance *app.App) error {
	var failed error
	select {
	case <-ctx.Done():
	case failed = <-instance.Failed():
		if errors.Is(failed, http.ErrServerClosed) {
			failed = nil
		}
	}
	if err := errors.Join(failed, instance.Stop(context.WithoutCancel(ctx))); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

func logger(cfg config.Config) *slog.Logger {
	options := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}
