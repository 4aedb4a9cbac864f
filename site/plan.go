package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// Choice is what a person decides about setup beside the settings.
type Choice struct {
	Events   setup.Delivery
	Workflow string // name or sid; setup.NewWorkflow; empty: TWILIO_WORKFLOW_SID
	TakeOver bool   // another system's event callback URL
}

// Planned is a plan, with the state of the workspace for which it was made.
type Planned struct {
	State  setup.State
	Wanted setup.Wanted
	Steps  []setup.Step
	Digest string // of all this: what is applied must be what was shown
}

// Plan reads the workspace and says what setup would do. It changes nothing.
func (s *Site) Plan(ctx context.Context, c Choice) (Planned, error) {
	w, err := s.Wanted(ctx, c)
	if err != nil {
		return Planned{}, err
	}
	return s.planFor(ctx, w)
}

func (s *Site) planFor(ctx context.Context, w setup.Wanted) (Planned, error) {
	admin, err := s.Admin()
	if err != nil {
		return Planned{}, &UnreadyError{err}
	}
	defer admin.Close()
	state, err := setup.Read(ctx, admin, w)
	if err != nil {
		return Planned{}, unread(err)
	}
	w.WorkspaceSid = state.Workspace.Sid
	steps := setup.Plan(state, w)
	return Planned{state, w, steps, setup.Digest(state, w, steps)}, nil
}

// UnreadyError means that settings are missing or wrong, so that there can be no plan; it says which.
type UnreadyError struct{ err error }

func (e *UnreadyError) Error() string { return e.err.Error() }

// Unwrap is the reason.
func (e *UnreadyError) Unwrap() error { return e.err }

// UnreachableError means that Twilio did not answer, or refused the credentials.
type UnreachableError struct {
	Refused bool
	err     error
}

func (e *UnreachableError) Error() string { return e.err.Error() }

// Unwrap is the reason.
func (e *UnreachableError) Unwrap() error { return e.err }

// unread tells what Twilio did not answer from what it did: a workspace that is not there is a setting that is wrong.
func unread(err error) error {
	var failed *twilio.Error
	if !errors.As(err, &failed) {
		return &UnreadyError{err}
	}
	return &UnreachableError{Unauthorised(err), err}
}

// Wanted brings settings, the ledger's teams and a choice to what the workspace is to be like. Teams of the ledger count before the file's.
func (s *Site) Wanted(ctx context.Context, c Choice) (setup.Wanted, error) {
	teams := s.cfg.Teams
	if s.store != nil {
		stored, known, err := storedTeams(ctx, s.store)
		if err != nil {
			return setup.Wanted{}, fmt.Errorf("read the teams: %w", err)
		}
		if known {
			teams = stored
		}
	}
	return s.wanted(c, teams)
}

func (s *Site) wanted(c Choice, teams []setup.Team) (setup.Wanted, error) {
	w := setup.Wanted{WorkspaceSid: s.cfg.WorkspaceSid, Workflow: cmp.Or(c.Workflow, s.cfg.WorkflowSid), PublicURL: s.cfg.PublicURL,
		Events: c.Events, TakeOver: c.TakeOver, OwnerMinutes: s.cfg.OwnerMinutes, Teams: slices.Clone(teams)}
	slices.SortFunc(w.Teams, func(a, b setup.Team) int { return strings.Compare(a.Name, b.Name) }) // the file's order would be a difference to the database's
	if err := w.Check(); err != nil {
		return w, &UnreadyError{err}
	}
	return w, nil
}

// storedTeams are the teams in force: those of the file and of the console, whichever was saved last. known is false of a database that
// serve has not begun yet. Names that a booking brought route to anyone and get no queue.
func storedTeams(ctx context.Context, store *models.Store) (teams []setup.Team, known bool, err error) {
	has, brings, err := store.SchemaVersion(ctx)
	if err != nil || has == 0 {
		return nil, false, err
	}
	if has != brings {
		return nil, false, fmt.Errorf("the database has schema %d, this program brings %d: run `ringback migrate up` first", has, brings)
	}
	all, err := store.Teams(ctx)
	if err != nil {
		return nil, false, err
	}
	return laddersOf(all, store.Policy()), true, nil
}

func laddersOf(all []models.Team, p models.Policy) []setup.Team {
	teams := []setup.Team{}
	for _, t := range all {
		if t.Configured {
			teams = append(teams, setup.Team{Name: t.Name, OwnerMinutes: cmp.Or(t.OwnerMinutes, int(p.OwnerRung/time.Minute)),
				TeamMinutes: cmp.Or(t.TeamMinutes, int(p.TeamRung/time.Minute))})
		}
	}
	return teams
}
