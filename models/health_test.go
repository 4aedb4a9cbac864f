package models_test

import (
	"slices"
	"testing"

	"github.com/ringback/ringback/models"
)

func TestBrokenInvariantsAreFoundWithTheirIDs(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		found, err := l.BrokenInvariants(l.ctx)
		l.must(err)
		if len(found) != 0 {
			t.Fatalf("a sound ledger breaks %+v", found)
		}
		for _, c := range []struct{ query, undo, id string }{
			{"UPDATE records SET state = 'callable'", "UPDATE records SET state = 'dormant'", cb.RecordID},
			{"UPDATE callbacks SET version = version + 1", "UPDATE callbacks SET version = version - 1", cb.ID},
			{"UPDATE callbacks SET status = 'queued'", "UPDATE callbacks SET status = 'scheduled'", cb.ID},
			{"UPDATE callbacks SET open_record_id = NULL", "UPDATE callbacks SET open_record_id = record_id", cb.ID},
		} {
			_, err := l.raw().ExecContext(l.ctx, c.query)
			l.must(err)
			found, err := l.BrokenInvariants(l.ctx)
			l.must(err)
			if !slices.ContainsFunc(found, func(b models.Broken) bool { return slices.Contains(b.IDs, c.id) }) {
				t.Errorf("after %s: %+v", c.query, found)
			}
			_, err = l.raw().ExecContext(l.ctx, c.undo)
			l.must(err)
		}
	})
}

func TestConnection(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		got, err := l.Connection(l.ctx)
		l.must(err)
		want := models.Connection{}
		if l.isMySQL() {
			want = models.Connection{Isolation: "READ-COMMITTED", Zone: "+00:00"}
		}
		if got != want {
			t.Errorf("got %+v", got)
		}
	})
}
