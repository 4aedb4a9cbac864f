package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/site"
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
	cmd.Flags().StringVar(&f.journal, "journal", "", "file that remembers what was there before (default the database once there is one, unless data/setup-WS....json was begun)")
	return cmd
}

// choice is what the flags decide.
func (f setupFlags) choice() site.Choice {
	return site.Choice{Events: setup.Delivery(f.events), Workflow: f.workflow, TakeOver: f.takeOver}
}

// runSetup reads the workspace, then does what the flags say.
func runSetup(cmd *cobra.Command, cfg config.Config, f setupFlags) (err error) {
	ctx := cmd.Context()
	here, store, err := siteForSetup(ctx, cfg, f)
	if err != nil {
		return err
	}
	defer closeStore(store, &err)
	planned, err := here.Plan(ctx, f.choice())
	if err != nil {
		return fmt.Errorf("setup: %w", err)
	}
	admin, err := here.Admin()
	if err != nil {
		return err
	}
	defer admin.Close()
	journal, err := openJournal(ctx, store, f.journal, planned.State.Workspace.Sid)
	if err != nil {
		return err
	}
	show := setupScreen{out: cmd.OutOrStdout(), json: f.json}
	a := setup.Applier{Admin: admin, Clock: clockwork.NewRealClock(), Journal: journal, Progress: show.progress}
	switch {
	case f.undo && f.dryRun:
		return show.journal(journal)
	case f.undo:
		undone, err := a.Undo(ctx, planned.Wanted)
		return errors.Join(show.undone(undone), err)
	case f.dryRun:
		return show.plan(planned.State, planned.Wanted)
	}
	return applySetup(ctx, a, planned.State, planned.Wanted, show)
}

// siteForSetup is the site with its ledger, for the teams in it; without one if that is asked for.
func siteForSetup(ctx context.Context, cfg config.Config, f setupFlags) (*site.Site, *models.Store, error) {
	if f.noDatabase {
		return site.New(app.SiteOf(cfg, clockwork.NewRealClock()), nil), nil, nil
	}
	here, store, err := openSite(ctx, cfg, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("setup: read the teams (--no-database takes those of the configuration file): %w", err)
	}
	return here, store, nil
}

// openJournal opens the one in the file that is named, else one in the usual file that an earlier setup began, else the database's, which
// all instances and the console share. Before serve has made the database it is the usual file.
func openJournal(ctx context.Context, store *models.Store, path, workspaceSid string) (*setup.Journal, error) {
	usual := "data/setup-" + workspaceSid + ".json"
	_, missing := os.Stat(usual)
	if path == "" && missing != nil && store != nil {
		has, brings, err := store.SchemaVersion(ctx)
		if err != nil {
			return nil, err
		}
		if has == brings {
			return setup.OpenJournal(ctx, store.JournalKeeper(workspaceSid), workspaceSid)
		}
	}
	return setup.OpenJournal(ctx, setup.InFile(cmp.Or(path, usual)), workspaceSid)
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
		return fmt.Errorf("setup: %w (what was done is in %s; run setup again to go on, or with --undo to go back)", err, a.Journal.Where())
	}
	return show.end(after, w, steps, a.Journal)
}
