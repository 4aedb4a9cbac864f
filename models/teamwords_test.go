package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// teamed books a promise of a team.
func (l *ledger) teamed(externalID, name, team string) *models.Callback {
	l.t.Helper()
	b := wish(externalID, "2026-12-01T18:00")
	b.Record.Name, b.Team = name, team
	cb, _, err := l.Book(l.ctx, b)
	l.must(err)
	l.clock.Advance(time.Second)
	return cb
}

// finds compares what a text finds in a team: for one of its agents and as a filter, whether it is rare, common but rare in the team, or common.
func (l *ledger) finds(when, text, team, want string) {
	l.t.Helper()
	for _, rare := range []int{5000, 3, 2, 1, 0} {
		l.SetRare(rare)
		for name, f := range map[string]models.Filter{"agent": {Seen: models.Seen{WorkerSid: worker(1), Team: team}}, "filter": {Team: team}, "both": {Team: team, Seen: models.Seen{WorkerSid: worker(1), Team: team}}} {
			f.Text = text
			if got := l.pages(f); got != want {
				l.t.Errorf("%s: %s of %s finds %q, %d are rare: %q, want %q", when, name, team, text, rare, got, want)
			}
		}
	}
}

// A text finds the same in a team however common it is, and follows promises to other teams and records to other names.
func TestSearchWithinATeam(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 4 {
			l.teamed(fmt.Sprint("W-", i), "Aroha Ngata", "welcome")
		}
		first, second := l.teamed("R-1", "Aroha Macberg", "renewals"), l.teamed("R-2", "Ben Macberg", "renewals")
		l.finds("booked", "aro", "renewals", "R-1")
		l.finds("booked", "mac", "renewals", "R-1 R-2")
		l.finds("booked", "macb aroha", "renewals", "R-1")
		l.finds("booked", "ngata", "renewals", "")

		_, err := l.Reassign(l.ctx, second.ID, models.Reassignment{Team: "welcome"}, asked())
		l.must(err)
		l.finds("moved", "mac", "renewals", "R-1")
		l.finds("moved", "mac", "welcome", "R-2")
		l.finds("moved", "aro", "welcome", "W-0 W-1 W-2 W-3")

		_, _, err = l.AddRecord(l.ctx, models.RecordRef{ExternalID: "R-1", Name: "Cyn O'Neill"})
		l.must(err)
		l.finds("renamed", "aro", "renewals", "")
		l.finds("renamed", "neill", "renewals", "R-1")

		l.must(l.EraseRecord(l.ctx, first.RecordID, asked()))
		l.finds("erased", "neill", "renewals", "")
		var left int
		l.must(l.raw().QueryRowContext(l.ctx, "SELECT COUNT(*) FROM team_words WHERE record_id = '"+first.RecordID+"'").Scan(&left))
		if left != 0 {
			t.Errorf("%d words of an erased record are left", left)
		}
	})
}

// What is common, but not in the team, is looked up and not walked to.
func TestACommonTextIsLookedUpInTheTeam(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 3 {
			l.teamed(fmt.Sprint("W-", i), "Aroha Ngata", "welcome")
		}
		l.teamed("R-1", "Aroha Macberg", "renewals")
		l.mustExec("DELETE FROM team_words")
		l.SetRare(2)
		if got := l.pages(models.Filter{Text: "aroha", Team: "renewals"}); got != "" {
			t.Errorf("the team's promises were walked: %q", got)
		}
		l.mustExec("DELETE FROM facts WHERE name = 'records_indexed'")
		l.must(l.IndexRecords(l.ctx))
		if got := l.pages(models.Filter{Text: "aroha", Team: "renewals"}); got != "R-1" {
			t.Errorf("the words of old promises are not there: %q", got)
		}
	})
}
