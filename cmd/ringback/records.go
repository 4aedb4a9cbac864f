package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/models"
)

func recordsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "records", Short: "Bring call lists in"}
	config.AddFlags(cmd.PersistentFlags())
	cmd.AddCommand(importRecords())
	return cmd
}

// importRecords brings a file in by the database itself, so that it works while nothing is served.
func importRecords() *cobra.Command {
	var options models.ImportOptions
	cmd := &cobra.Command{Use: "import FILE", Short: "Take records from a CSV or JSON file (.json, .jsonl; - is CSV from standard input); exit 1 if rows are bad",
		Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return withStore(cmd, func(ctx context.Context, store *models.Store) error {
				if _, err := store.Migrate(ctx); err != nil {
					return err
				}
				return importFile(ctx, cmd, store, args[0], options)
			})
		}}
	cmd.Flags().BoolVar(&options.DryRun, "dry-run", false, "judge every row, and put nothing in force")
	cmd.Flags().BoolVar(&options.SkipBad, "skip-bad", false, "put the good rows in force although others are bad")
	return cmd
}

func importFile(ctx context.Context, cmd *cobra.Command, store *models.Store, name string, options models.ImportOptions) (err error) {
	from := io.NopCloser(cmd.InOrStdin())
	if name != "-" {
		if from, err = os.Open(name); err != nil { //nolint:gosec // the operator's own file
			return fmt.Errorf("open file: %w", err)
		}
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	said := func(rows, bad int) {
		_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "\r%d rows read, %d bad", rows, bad) // progress alone; nobody may be watching
	}
	im, err := store.Import(ctx, models.ImportFile{Kind: models.ImportOfRecords, From: from, JSON: strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".jsonl"),
		Options: options, Actor: "command", OnRows: said})
	_, _ = fmt.Fprintln(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	if im.State == models.ImportApplying {
		if im, err = store.ApplyImport(ctx, im.ID); err != nil {
			return err
		}
	}
	return errors.Join(tellFaults(ctx, cmd, store, im), tellImport(cmd, im))
}

// tellFaults prints each bad row.
func tellFaults(ctx context.Context, cmd *cobra.Command, store *models.Store, im *models.Import) error {
	for after := 0; ; {
		faults, next, err := store.ImportFaults(ctx, im.ID, after, 500)
		if err != nil {
			return err
		}
		for _, f := range faults {
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "line %d: %s: %s\n", f.Line, f.Field, f.Detail); err != nil {
				return err
			}
		}
		if next == 0 {
			return nil
		}
		after = next
	}
}

// tellImport prints what became of a file; what is not whole is an error.
func tellImport(cmd *cobra.Command, im *models.Import) error {
	if im.State != models.ImportDone {
		return fmt.Errorf("nothing was imported of %d rows: %s", im.RowCount, im.Reason)
	}
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%d rows: %d records made, %d there before, %d bad\n", im.RowCount, im.MadeCount, im.UpdatedCount, im.BadCount); err != nil {
		return err
	}
	if im.BadCount > 0 {
		return fmt.Errorf("%d rows are bad", im.BadCount)
	}
	return nil
}
