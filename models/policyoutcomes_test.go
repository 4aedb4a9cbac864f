package models_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/ringback/ringback/models"
)

func TestVersionsOfOutcomes(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		l.save(models.ReplaceOutcomes([]models.OutcomeSetting{
			{Code: "Engaged", Action: models.ActRetry, RetryDelays: []int{60, 120}},
			{Code: "No Answer", Label: "Nobody there", Action: models.ActRetry, RetryDelays: []int{3600}},
		}))
		if o, err := l.FindOutcome(l.ctx, "engaged"); err != nil || o.Label != "Engaged" || o.BuiltIn || len(o.RetryDelays.V) != 2 {
			t.Errorf("%+v, %v", o, err)
		}
		if o, err := l.FindOutcome(l.ctx, "no_answer"); err != nil || o.Code != "no_answer" || o.Label != "Nobody there" || !o.BuiltIn || len(o.RetryDelays.V) != 1 {
			t.Errorf("%+v, %v", o, err)
		}
		l.save(models.ReplaceOutcomes([]models.OutcomeSetting{{Code: "moved", Action: models.ActResolve, Resolution: models.Refused}}))
		if _, err := l.FindOutcome(l.ctx, "engaged"); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("an outcome that is left out: %v", err)
		}
		if o, err := l.FindOutcome(l.ctx, "no_answer"); err != nil || o.Label != "No answer" || len(o.RetryDelays.V) != 3 {
			t.Errorf("a built-in one that is left out is %+v, %v", o, err)
		}
		l.save(models.BackTo(models.PolicyOutcomes, 1))
		if o, err := l.FindOutcome(l.ctx, "engaged"); err != nil || !slices.Equal(o.RetryDelays.V, []int{60, 120}) {
			t.Errorf("gone back: %+v, %v", o, err)
		}
		l.save(models.BackTo(models.PolicyOutcomes, 0))
		all, err := l.Outcomes(l.ctx)
		l.must(err)
		if len(all) != 13 || slices.ContainsFunc(all, func(o models.Outcome) bool { return !o.BuiltIn }) {
			t.Errorf("what ships: %+v", all)
		}
	})
}

func TestOutcomesWithFaults(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		_, err := l.SavePolicy(l.ctx, models.ReplaceOutcomes([]models.OutcomeSetting{
			{Code: "", Action: models.ActRetry, RetryDelays: []int{60}},
			{Code: "a", Action: "dial"},
			{Code: "A", Action: models.ActResolve},
			{Code: "b", Action: models.ActResolve, Resolution: models.Erased},
			{Code: "c", Action: models.ActRetry, Resolution: models.Contacted, RetryDelays: []int{59, 60, 2678401}},
			{Code: "d", Action: models.ActRetry},
			{Code: "e", Action: models.ActCallback, RetryDelays: []int{60}},
			{Code: "Do Not Call", Action: models.ActRetry, RetryDelays: []int{60}},
			{Code: "callback-agent", Action: models.ActResolve, Resolution: models.Contacted},
			{Code: "deceased", Label: "Passed away", Action: models.ActResolve, Resolution: models.Deceased},
		}), models.Saving{Actor: "test"})
		want := "outcomes[0].code outcomes[1].action outcomes[2].code outcomes[2].resolution outcomes[3].resolution outcomes[4].resolution outcomes[4].retry_delays[0] " +
			"outcomes[4].retry_delays[2] outcomes[5].retry_delays outcomes[6].retry_delays outcomes[7].action outcomes[8].action"
		if got := l.faults(err); got != want {
			t.Errorf("faults %q", got)
		}
	})
}
