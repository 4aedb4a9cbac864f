package models_test

import (
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

// said books a promise for a reason, and returns the code that it counts as.
func (l *ledger) said(donor, reason string) string {
	l.t.Helper()
	b := wish(donor, "2026-12-02T10:00")
	b.Reason = reason
	cb, _, err := l.Book(l.ctx, b)
	l.must(err)
	if cb.Reason != reason {
		l.t.Errorf("%q became %q", reason, cb.Reason)
	}
	return cb.ReasonCode
}

// What ships holds until reasons are saved; then these, on every instance, and other words stay as they are.
func TestReasonsAreChosenOrSaid(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		for reason, want := range map[string]string{"At work": "at_work", "at-work": "at_work", "يقود السيارة": "driving", "the kids are in bed at eight": "family",
			"": "other", "--": "other", "renovating": "other"} {
			if got := l.said("ships "+reason, reason); got != want {
				t.Errorf("%q counts as %s, want %s", reason, got, want)
			}
		}
		l.save(models.ReplaceReasons([]models.ReasonSetting{{Code: "bank", Label: "No card at hand", Labels: map[string]string{"de": "Keine Karte"}, Team: "street"},
			{Code: "builders", Match: []string{"Renovating", "card"}}}))
		for reason, want := range map[string]string{"no card at hand": "bank", "keine Karte": "bank", "her card is lost": "builders", "renovating": "builders", "driving": "other"} {
			if got := l.said("saved "+reason, reason); got != want {
				t.Errorf("%q counts as %s, want %s", reason, got, want)
			}
		}
		reasons, version, err := other.Reasons(l.ctx)
		if err != nil || version != 1 || len(reasons) != 2 || reasons[0].Code != "bank" {
			t.Errorf("the other instance has %+v of version %d, %v", reasons, version, err)
		}
		if l.team("street").Name != "street" {
			t.Error("the team is not known")
		}
		l.save(models.ReplaceReasons(nil))
		if got := l.said("none", "driving"); got != "other" {
			t.Errorf("no reason is configured, but driving counts as %s", got)
		}
		l.save(models.BackTo(models.PolicyReasons, 0))
		if got := l.said("back", "driving"); got != "driving" {
			t.Errorf("back to what ships, but driving counts as %s", got)
		}
	})
}

func TestReasonsWithFaults(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		_, err := l.SavePolicy(l.ctx, models.ReplaceReasons([]models.ReasonSetting{
			{Code: "Other"}, {Code: "a b", Match: []string{"car", "Car"}}, {Code: "A_B", Label: " x"}, {Code: "c", Labels: map[string]string{"EN": "x", "ar": ""}, Team: "t\n"},
			{Code: strings.Repeat("x", 65), Match: []string{"CAR"}},
		}), models.Saving{})
		want := "reasons[0].code reasons[1].match[1] reasons[2].code reasons[2].label reasons[3].team reasons[3].labels reasons[3].labels.ar reasons[4].code reasons[4].match[0]"
		if got := l.faults(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		l.adopt(models.FileRules{Reasons: []models.ReasonSetting{{Code: "driving"}}}, models.PolicyReasons)
		if got := l.said("file", "in the car"); got != "other" {
			t.Errorf("the file's reasons are not in force: %s", got)
		}
	})
}
