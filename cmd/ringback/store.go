package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/models"
)

// withStore runs act on the configured database, for commands that need nothing else.
func withStore(cmd *cobra.Command, act func(context.Context, *models.Store) error) (err error) {
	cfg, err := config.FromFlags(cmd.Flags(), os.Environ())
	if err != nil {
		return err
	}
	store, err := models.Open(cmd.Context(), models.Config{URL: cfg.DatabaseURL, Clock: clockwork.NewRealClock(), Log: logger(cfg)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return act(cmd.Context(), store)
}

func migrateCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "migrate", Short: "Bring the database's schema up to date, or show where it stands"}
	config.AddFlags(cmd.PersistentFlags())
	cmd.AddCommand(
		&cobra.Command{Use: "up", Short: "Apply the migrations that are missing", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd, func(ctx context.Context, store *models.Store) error {
				applied, err := store.Migrate(ctx)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d migrations applied\n", applied)
				return err
			})
		}},
		&cobra.Command{Use: "status", Short: "Show the schema's version; exit 1 if migrations are missing", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
			return withStore(cmd, func(ctx context.Context, store *models.Store) error { return showSchema(ctx, cmd, store) })
		}},
	)
	return cmd
}

func showSchema(ctx context.Context, cmd *cobra.Command, store *models.Store) error {
	has, brings, err := store.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "database: %s, schema %d; this program brings schema %d\n", store.Server(), has, brings); err != nil {
		return err
	}
	if has != brings {
		return errors.New("the schemas differ: run `ringback migrate up`, or the newer program")
	}
	return nil
}
