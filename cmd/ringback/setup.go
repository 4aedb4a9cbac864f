package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
)

// setupFlags are what setup takes beside the settings.
type setupFlags struct {
	dryRun, undo, takeOver, json, noDatabase bool
	events, workflow, journal                string
}

func setupCommand() *cobra.Command {
	var f setupFlags
	cmd := &cobra.Command{
		Use:   "setup",
		Short: "Create or change what Ringback needs in the Twilio workspace; --dry-run shows the plan, --undo takes it back",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := config.FromFlags(cmd.Flags(), os.Environ(), config.Setup)
			if err != nil {
				return err
			}
			return runSetup(cmd, cfg, f)
		},
	}
	config.AddFlags(cmd.Flags())
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "show the plan and change nothing")
	cmd.Flags().BoolVar(&f.undo, "undo", false, "take back what the journal says that setup changed")
	cmd.Flags().BoolVar(&f.takeOver, "take-over", false, "replace another system's event callback URL")
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
	cmd.Flags().BoolVar(&f.noDatabase, "no-database", false, "take the teams from the configuration file alone")
	cmd.Flags().StringVar(&f.events, "events", string(setup.Callback), "how events come: callback (the workspace's one URL) or streams (Event Streams)")
	cmd.Flags().StringVar(&f.workflow, "workflow", "", "name or sid of the workflow to merge the callback filters into; new for one of their own (default TWILIO_WORKFLOW_SID)")
	cmd.Flags().StringVar(&f.journal, "journal", "", "file that remembers what was there before (default data/setup-WS....json)")
	return cmd
}

// runSetup reads the workspace, then does what the flags say.
func runSetup(cmd *cobra.Command, cfg config.Config, f setupFlags) error {
	ctx := cmd.Context()
	w, err := wantedOf(ctx, cfg, f)
	if err != nil {
		return err
	}
	admin, err := newAdmin(cfg)
	if err != nil {
		return err
	}
	defer admin.Close()
	state, err := setup.Read(ctx, admin, w)
	if err != nil {
		return err
	}
	w.WorkspaceSid = state.Workspace.Sid
	journal, err := setup.OpenJournal(cmp.Or(f.journal, "data/setup-"+w.WorkspaceSid+".json"), w.WorkspaceSid)
	if err != nil {
		return err
	}
	show := setupScreen{out: cmd.OutOrStdout(), json: f.json}
	a := setup.Applier{Admin: admin, Clock: clockwork.NewRealClock(), Journal: journal, Progress: show.progress}
	switch {
	case f.undo && f.dryRun:
		return show.journal(journal)
	case f.undo:
		undone, err := a.Undo(ctx, w)
		return errors.Join(show.undone(undone), err)
	case f.dryRun:
		return show.plan(state, w)
	}
	return applySetup(ctx, a, state, w, show)
}

func applySetup(ctx context.Context, a setup.Applier, state setup.State, w setup.Wanted, show setupScreen) error {
	steps := setup.Plan(state, w)
	if err := show.begin(steps); err != nil {
		return err
	}
	after, err := a.Apply(ctx, state, w)
	if errors.Is(err, setup.ErrBlocked) {
		return err
	}
	if err != nil {
		return fmt.Errorf("setup: %w (what was done is in %s; run setup again to go on, or with --undo to go back)", err, a.Journal.Path())
	}
	return show.end(after, w, steps, a.Journal)
}

func newAdmin(cfg config.Config) (*twilio.Admin, error) {
	name, password := cfg.Twilio.Credentials()
	return twilio.NewAdmin(twilio.Config{BaseURL: cfg.TaskRouterURL, AccountSid: cfg.Twilio.AccountSid, Username: name, Password: password,
		WorkspaceSid: cfg.Twilio.WorkspaceSid, WorkflowSid: cfg.Twilio.WorkflowSid, Clock: clockwork.NewRealClock()})
}

// wantedOf brings settings and flags to what the workspace is to be like.
func wantedOf(ctx context.Context, cfg config.Config, f setupFlags) (setup.Wanted, error) {
	w := setup.Wanted{WorkspaceSid: cfg.Twilio.WorkspaceSid, Workflow: cmp.Or(f.workflow, cfg.Twilio.WorkflowSid), PublicURL: cfg.PublicURL,
		Events: setup.Delivery(f.events), TakeOver: f.takeOver, OwnerMinutes: config.DefaultOwnerMinutes, Teams: fileTeams(cfg.Directory)}
	if !f.noDatabase && hasDatabase(cfg.DatabaseURL) {
		teams, known, err := storedTeams(ctx, cfg)
		if err != nil {
			return w, fmt.Errorf("read the teams (--no-database takes those of the configuration file): %w", err)
		}
		if known {
			w.Teams = teams
		}
	}
	slices.SortFunc(w.Teams, func(a, b setup.Team) int { return strings.Compare(a.Name, b.Name) }) // the file's order would be a difference to the database's
	if err := w.Check(); err != nil {
		return w, fmt.Errorf("setup: %w", err)
	}
	return w, nil
}

// hasDatabase says whether there is one to ask: an embedded one that is not there yet must not be made by looking.
func hasDatabase(url string) bool {
	path, embedded := strings.CutPrefix(url, "sqlite:")
	if !embedded {
		return true
	}
	_, err := os.Stat(path)
	return err == nil
}

func fileTeams(d config.Directory) []setup.Team {
	var teams []setup.Team
	for _, t := range d.Teams {
		teams = append(teams, setup.Team{Name: t.Name, OwnerMinutes: t.Ladder.OwnerMinutes, TeamMinutes: t.Ladder.TeamMinutes})
	}
	return teams
}
