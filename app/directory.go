package app

import (
	"cmp"
	"time"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/models"
)

func policy(d config.Directory) models.Policy {
	p := models.Policy{Grace: time.Duration(d.GraceMinutes) * time.Minute, MaxAttempts: d.Retry.MaxAttempts}
	for _, r := range d.Reasons {
		p.Reasons = append(p.Reasons, models.Reason{Code: r.Code, Match: r.Match})
	}
	return p
}

func teams(d config.Directory) []models.Team {
	list := make([]models.Team, len(d.Teams))
	for i, t := range d.Teams {
		list[i] = models.Team{Name: t.Name, Timezone: t.Timezone, OwnerMinutes: t.Ladder.OwnerMinutes, TeamMinutes: t.Ladder.TeamMinutes}
	}
	return list
}

// outcomes brings the file's words for what an outcome does to the ledger's.
func outcomes(d config.Directory) []models.Outcome {
	list := make([]models.Outcome, len(d.Outcomes))
	for i, o := range d.Outcomes {
		outcome := models.Outcome{Code: o.Code, Label: o.Label, RetryDelays: models.JSON[[]int]{V: []int{}}}
		switch o.Action {
		case config.ActionCallback:
			outcome.Action = models.ActCallback
		case config.ActionRetry:
			outcome.Action = models.ActRetry
			for range o.RetryMax {
				outcome.RetryDelays.V = append(outcome.RetryDelays.V, int(o.RetryAfter/time.Second))
			}
		case config.ActionContact:
			outcome.Action, outcome.Resolution = models.ActResolve, models.Resolution(cmp.Or(o.Resolution, string(models.Contacted)))
		case config.ActionClose:
			outcome.Action, outcome.Resolution = models.ActResolve, models.Resolution(o.Resolution)
		}
		list[i] = outcome
	}
	return list
}
