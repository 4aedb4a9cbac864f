package app

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/subscribers"
	"github.com/ringback/ringback/models"
)

func policy(d config.Directory) models.Policy {
	p := models.Policy{FullNames: d.Privacy.TaskAttributes == "full", ScrubAfter: time.Duration(d.Retention.ClosedDays) * 24 * time.Hour, Grace: time.Duration(d.GraceMinutes) * time.Minute, MaxAttempts: d.Retry.MaxAttempts,
		Suppression: models.Suppression{Off: !d.Suppression.Enabled, TaskTypes: d.Suppression.TaskTypes}, PrivateWebhooks: d.Webhooks.AllowPrivate}
	for _, role := range d.Privacy.MaskNumbers {
		p.MaskNumbers = append(p.MaskNumbers, models.Role(role))
	}
	return p
}

// sending says how webhooks are sent.
func (a *App) sending(version string) subscribers.Config {
	w := a.cfg.Directory.Webhooks
	return subscribers.Config{Clock: a.clock, Version: version, Timeout: w.Timeout, AllowPrivate: w.AllowPrivate}
}

// fileRules are the sections of the file that are versioned. One that the file leaves out is nil: nothing is said about it.
func fileRules(d config.Directory) models.FileRules {
	return models.FileRules{CallingHours: d.CallingHours, Teams: teams(d), Outcomes: outcomes(d), Reasons: reasons(d), Welcome: welcomeSources(d)}
}

func teams(d config.Directory) []models.TeamSetting {
	var list []models.TeamSetting
	for _, t := range d.Teams {
		list = append(list, models.TeamSetting{Name: t.Name, Timezone: t.Timezone,
			OwnerMinutes: t.Ladder.OwnerMinutes, TeamMinutes: t.Ladder.TeamMinutes, AlertMinutes: t.Ladder.AlertMinutes,
			SlotCapacity: t.Slots.Capacity, SlotPerAgent: t.Slots.PerAgent, SlotOverbook: t.Slots.OverbookPercent})
	}
	return list
}

func reasons(d config.Directory) []models.ReasonSetting {
	var list []models.ReasonSetting
	for _, r := range d.Reasons {
		list = append(list, models.ReasonSetting{Code: r.Code, Label: r.Label, Labels: r.Labels, Match: r.Match, Team: r.Team})
	}
	return list
}

func welcomeSources(d config.Directory) []models.WelcomeSource {
	var list []models.WelcomeSource
	for _, name := range slices.Sorted(maps.Keys(d.Welcome.Sources)) {
		list = append(list, models.WelcomeSource{Name: name, Fields: d.Welcome.Sources[name]})
	}
	return list
}

// outcomes brings the file's words for what an outcome does to the ledger's.
func outcomes(d config.Directory) []models.OutcomeSetting {
	var list []models.OutcomeSetting
	for _, o := range d.Outcomes {
		outcome := models.OutcomeSetting{Code: o.Code, Label: o.Label}
		switch o.Action {
		case config.ActionCallback:
			outcome.Action = models.ActCallback
		case config.ActionRetry:
			outcome.Action = models.ActRetry
			for range o.RetryMax {
				outcome.RetryDelays = append(outcome.RetryDelays, int(o.RetryAfter/time.Second))
			}
		case config.ActionContact:
			outcome.Action, outcome.Resolution = models.ActResolve, models.Resolution(cmp.Or(o.Resolution, string(models.Contacted)))
		case config.ActionClose:
			outcome.Action, outcome.Resolution = models.ActResolve, models.Resolution(o.Resolution)
		}
		list = append(list, outcome)
	}
	return list
}
