package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

func (l *ledger) dryRun(change models.PolicyChange) *models.DryRun {
	l.t.Helper()
	before, rows := l.policies(), l.ledgerRows()
	run, err := l.DryRun(l.ctx, change)
	l.must(err)
	if after := l.policies(); after != before || l.ledgerRows() != rows {
		l.t.Errorf("a dry run stored something: %s, then %s", before, after)
	}
	return run
}

// policies are the versions in force, teams and outcomes, as text.
func (l *ledger) policies() string {
	l.t.Helper()
	var text strings.Builder
	for _, kind := range []models.PolicyKind{models.PolicyCallingHours, models.PolicyTeams, models.PolicyOutcomes} {
		v, err := l.PolicyInForce(l.ctx, kind)
		l.must(err)
		fmt.Fprint(&text, v)
	}
	teams, err := l.Teams(l.ctx)
	l.must(err)
	outcomes, err := l.Outcomes(l.ctx)
	l.must(err)
	fmt.Fprint(&text, teams, outcomes)
	return text.String()
}

// ledgerRows counts lines of the ledger.
func (l *ledger) ledgerRows() int {
	l.t.Helper()
	events, err := l.EventsAfter(l.ctx, "", 10000)
	l.must(err)
	return len(events)
}

func at(t testing.TB, text string) models.Instant {
	t.Helper()
	when, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return models.At(when)
}

func TestDryRunOfCallingHours(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		tuesday := l.book("D-1", "2026-12-01T18:00")
		l.book("D-2", "2026-12-04T11:00")
		friday := models.ReplaceCallingHours(only(ours("10:00-12:00", time.Friday)))
		run := l.dryRun(friday)
		if run.Open != 2 || run.Affected != 1 || len(run.Items) != 1 || run.Summary[models.NewlyRefused] != 1 || run.Summary[models.NewlyAllowed] != 0 {
			t.Fatalf("%+v", run)
		}
		got := run.Items[0]
		if got.ID != tuesday.ID || got.Record.ExternalID != "D-1" || got.Before != "allowed" || got.After != "outside_calling_hours" ||
			!strings.HasPrefix(got.Rule, "short: Tuesday closed") || got.NextAllowedAt != at(t, "2026-12-04T02:00:00Z") {
			t.Errorf("effect %+v", got)
		}
		l.save(friday)
		run = l.dryRun(models.BackTo(models.PolicyCallingHours, 0))
		if run.Version != 1 || run.Affected != 1 || run.Items[0].Change != models.NewlyAllowed || run.Items[0].Before != "outside_calling_hours" || run.Items[0].Rule != "" {
			t.Errorf("back: %+v", run)
		}
		run = l.dryRun(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Friday, time.Wednesday))))
		if run.Affected != 1 || run.Items[0].Change != models.NextMoved || run.Items[0].NextAllowedAt != at(t, "2026-12-02T02:00:00Z") {
			t.Errorf("another day: %+v", run)
		}
		run = l.dryRun(models.CloseDays([]hours.ClosedDay{{Date: hours.Date{Year: 2026, Month: time.December, Day: 4}}}))
		if run.Affected != 2 || run.Summary[models.NewlyRefused] != 1 || run.Summary[models.NextMoved] != 1 {
			t.Errorf("a closed Friday: %+v", run)
		}
	})
}

func TestDryRunNamesTheFirstAndCountsAll(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		const promises = models.MaxEffects + 1
		for i := range promises {
			l.book(fmt.Sprintf("D-%d", i), "2026-12-01T18:00")
		}
		run := l.dryRun(models.ReplaceCallingHours(only(ours("10:00-12:00", time.Friday))))
		if run.Open != promises || run.Affected != promises || len(run.Items) != models.MaxEffects || run.Summary[models.NewlyRefused] != promises {
			t.Errorf("open %d, affected %d, items %d", run.Open, run.Affected, len(run.Items))
		}
	})
}

func TestDryRunOfTeams(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		if run := l.dryRun(models.ReplaceTeams([]models.TeamSetting{{Name: "welcome", OwnerMinutes: 10, SlotCapacity: 4}, {Name: "b", OwnerMinutes: 1}})); run.Affected != 0 || run.Open != 1 {
			t.Errorf("the policy's own minutes: %+v", run)
		}
		run := l.dryRun(models.ReplaceTeams([]models.TeamSetting{{Name: "welcome", OwnerMinutes: 3, AlertMinutes: 45}}))
		if run.Summary[models.LadderChanged] != 1 || run.Items[0].ID != cb.ID || run.Items[0].Before != "10/20/30" || run.Items[0].After != "3/20/45" {
			t.Errorf("%+v", run)
		}
	})
}

func TestDryRunOfOutcomes(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		untried := l.book("D-2", "2026-12-04T11:00")
		cb := l.book("D-1", "2026-12-01T18:00")
		l.queue(cb, ownTask)
		_, err := l.ReportOutcome(l.ctx, cb.ID, models.Report{Code: "busy"}, models.Asked{Actor: "test"})
		l.must(err)
		for name, c := range map[string]struct {
			set  models.OutcomeSetting
			want string
		}{
			"another outcome":   {models.OutcomeSetting{Code: "no_answer", Action: models.ActRetry, RetryDelays: []int{60}}, ""},
			"another label":     {models.OutcomeSetting{Code: "busy", Label: "Engaged", Action: models.ActRetry, RetryDelays: []int{600, 600, 600}}, ""},
			"the pause gone by": {models.OutcomeSetting{Code: "busy", Action: models.ActRetry, RetryDelays: []int{60, 600, 600}}, ""},
			"the next pause":    {models.OutcomeSetting{Code: "busy", Action: models.ActRetry, RetryDelays: []int{600, 1200, 600}}, "again after 20m0s"},
			"used up":           {models.OutcomeSetting{Code: "busy", Action: models.ActRetry, RetryDelays: []int{600}}, "ends as no_contact"},
			"an end":            {models.OutcomeSetting{Code: "busy", Action: models.ActResolve, Resolution: models.WrongNumber}, "ends as wrong_number"},
		} {
			run := l.dryRun(models.ReplaceOutcomes([]models.OutcomeSetting{c.set}))
			got := ""
			for _, e := range run.Items {
				if e.ID == untried.ID || e.Before != "again after 10m0s" || e.Change != models.RetryChanged {
					t.Errorf("%s: %+v", name, e)
				}
				got += e.After
			}
			if got != c.want || run.Open != 2 {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	})
}
