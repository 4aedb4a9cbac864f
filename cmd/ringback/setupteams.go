package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models"
)

// storedTeams are the teams in force: those of the file and of the console, whichever was saved last. known is false of a database that
// serve has not begun yet. Names that a booking brought route to anyone and get no queue.
func storedTeams(ctx context.Context, cfg config.Config) (teams []setup.Team, known bool, err error) {
	store, err := models.Open(ctx, models.Config{URL: cfg.DatabaseURL, Clock: clockwork.NewRealClock(), Log: logger(cfg)})
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
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
