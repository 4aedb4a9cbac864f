package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/models"
)

func apikeyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "apikey", Short: "Make, list and revoke keys for the HTTP interface"}
	config.AddFlags(cmd.PersistentFlags())
	cmd.AddCommand(createKey(), listKeys(), revokeKey(), linkKey())
	return cmd
}

// createKey prints the key alone on standard output, so that a script can take it from there.
func createKey() *cobra.Command {
	var key models.APIKey
	var role, expires string
	cmd := &cobra.Command{Use: "create", Short: "Make a key and print it, this once", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return withStore(cmd, func(ctx context.Context, store *models.Store) error {
			if _, err := store.Migrate(ctx); err != nil {
				return err
			}
			if key.Role = models.Role(role); expires != "" {
				at, err := expiry(expires)
				if err != nil {
					return err
				}
				key.ExpiresAt = at
			}
			text, err := store.CreateAPIKey(ctx, key)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
			return err
		})
	}}
	cmd.Flags().StringVar(&key.Name, "name", "", "a unique name, to revoke it by")
	cmd.Flags().StringVar(&role, "role", "", "agent, supervisor, admin, intake or dialer")
	cmd.Flags().StringVar(&key.WorkerSid, "worker", "", "the agent's worker sid (WK...)")
	cmd.Flags().StringVar(&key.Team, "team", "", "the agent's team; else the one that TaskRouter names")
	cmd.Flags().StringVar(&expires, "expires", "", "until when it is good: a day such as 2027-12-31 (to its end, UTC), or a moment such as 2027-12-31T17:00:00Z")
	return cmd
}

// expiry reads until when a key is good. A day counts to its end.
func expiry(text string) (models.Instant, error) {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return models.At(day.AddDate(0, 0, 1)), nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return models.Instant{}, errors.New("--expires: want a day such as 2027-12-31 or a moment such as 2027-12-31T17:00:00Z")
	}
	return models.At(at), nil
}

func listKeys() *cobra.Command {
	return &cobra.Command{Use: "list", Short: "List all keys, revoked ones too", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return withStore(cmd, func(ctx context.Context, store *models.Store) error {
			keys, err := store.APIKeys(ctx)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			rows := [][]any{{"NAME", "ROLE", "WORKER", "TEAM", "CREATED", "EXPIRES", "LAST USED", "REVOKED"}}
			for _, k := range keys {
				rows = append(rows, []any{k.Name, k.Role, k.WorkerSid, k.Team, day(k.CreatedAt), day(k.ExpiresAt), day(k.LastUsedAt), day(k.RevokedAt)})
			}
			for _, row := range rows {
				if _, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", row...); err != nil {
					return err
				}
			}
			return table.Flush()
		})
	}}
}

func day(at models.Instant) string {
	if at.IsZero() {
		return "-"
	}
	return at.Time().Format(time.RFC3339)
}

func revokeKey() *cobra.Command {
	return &cobra.Command{Use: "revoke NAME", Short: "End a key for good, at once and on every instance", Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
		return withStore(cmd, func(ctx context.Context, store *models.Store) error { return store.RevokeAPIKey(ctx, args[0]) })
	}}
}

// linkKey prints a link that signs a browser in, once.
func linkKey() *cobra.Command {
	return &cobra.Command{Use: "link NAME", Short: "Print a link that signs a browser in, once, within ten minutes", Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
		cfg, err := config.FromFlags(cmd.Flags(), os.Environ())
		if err != nil {
			return err
		}
		return withStore(cmd, func(ctx context.Context, store *models.Store) error {
			code, err := store.CreateSignInCode(ctx, args[0])
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), signInLink(cmp.Or(cfg.PublicURL, "http://"+cfg.Listen), code))
			return err
		})
	}}
}

// signInLink has the code behind the #, which browsers send to no server and so to no log.
func signInLink(base, code string) string { return base + app.SignInPath + "#code=" + code }
