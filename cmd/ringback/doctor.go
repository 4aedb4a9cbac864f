package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/doctor"
)

// lookWithin bounds all that doctor asks others.
const lookWithin = 3 * time.Minute

// errUnwell ends the command with 1; what is wrong has been told.
var errUnwell = errors.New("at least one check failed")

func doctorCommand() *cobra.Command {
	var asJSON bool
	var f setupFlags
	var loopback bool
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check settings, instance, workspace and database; each finding says the remedy; exit 1 if any fails",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx, cancel := context.WithTimeout(cmd.Context(), lookWithin)
			defer cancel()
			cfg, err := config.FromFlags(cmd.Flags(), os.Environ(), config.Serve)
			var problems config.Problems
			if err != nil && !errors.As(err, &problems) {
				return err
			}
			all, err := examine(ctx, cfg, problems, f, loopback)
			if err != nil {
				return err
			}
			return tell(cmd.OutOrStdout(), all, asJSON)
		},
	}
	config.AddFlags(cmd.Flags())
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&loopback, "loopback", false, "make a test Task that is offered to nobody, wait for its event, and cancel it")
	cmd.Flags().StringVar(&f.events, "events", "callback", "how setup was told that events come: callback or streams")
	cmd.Flags().StringVar(&f.workflow, "workflow", "", "as given to setup (default TWILIO_WORKFLOW_SID)")
	return cmd
}

// examine looks at everything. A ledger that cannot be opened is a finding.
func examine(ctx context.Context, cfg config.Config, problems config.Problems, f setupFlags, loopback bool) (all []doctor.Finding, err error) {
	here, store, _ := openSite(ctx, cfg, problems)
	defer closeStore(store, &err)
	return here.Examine(ctx, f.choice(), loopback), nil
}

func tell(out io.Writer, all []doctor.Finding, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(map[string]any{"findings": all, "failed": doctor.Failed(all)}); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	} else if _, err := io.WriteString(out, findingsText(all)); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	if doctor.Failed(all) {
		return errUnwell
	}
	return nil
}

func findingsText(all []doctor.Finding) string {
	var b strings.Builder
	for _, f := range all {
		fmt.Fprintf(&b, "%-4s  %s: %s\n", f.Status, f.Check, f.Seen)
		if f.Status != doctor.Pass {
			fmt.Fprintf(&b, "      why:    %s\n      remedy: %s\n", f.Why, f.Remedy)
		}
	}
	return b.String()
}
