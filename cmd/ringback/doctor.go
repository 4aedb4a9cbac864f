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

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/models/hours"
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
			all := doctor.Examine(look(ctx, cfg, problems, f, loopback))
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

// look gathers what the checks judge. What cannot be seen is a fact too.
func look(ctx context.Context, cfg config.Config, problems config.Problems, flags setupFlags, loopback bool) doctor.Facts {
	f := doctor.Facts{PublicURL: cfg.PublicURL, FlexOrigins: cfg.FlexOrigins, HasAPIKey: cfg.Twilio.APIKey != "", Now: time.Now(), Zones: hours.TZDataVersion}
	for _, p := range problems {
		f.Problems = append(f.Problems, p.Name+": "+p.Detail)
	}
	f.Serve = lookAtInstance(ctx, cfg)
	f.Database = lookAtDatabase(ctx, cfg)
	f.Twilio = lookAtTwilio(ctx, cfg, flags)
	if loopback && f.Twilio.Err == "" && f.Database.Err == "" {
		f.Twilio.Loopback = tryLoopback(ctx, cfg, clockwork.NewRealClock())
	}
	return f
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
