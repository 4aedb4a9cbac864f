package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// When the rules of a zone change, a promise keeps the hour that the donor was told, its instants move, and the ledger says so. The older
// rules are played by moving a row to where they would have put it.
func TestNewZoneData(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		if n, err := l.Reproject(l.ctx); n != 0 || err != nil {
			t.Errorf("at first %d moved, %v", n, err)
		}
		moved, same, tried := l.book("D-1", "2026-12-03T10:00"), l.book("D-2", "2026-12-03T10:00"), l.book("D-3", "2026-12-01T13:00")
		l.rung(tried.ID, "1", "busy")
		db := l.raw()
		shift := func(id string, by time.Duration) {
			_, err := db.ExecContext(l.ctx, "UPDATE callbacks SET window_start = window_start + ?, window_end = window_end + ?, due_at = due_at + ?, next_at = next_at + ? WHERE id = ?",
				by.Milliseconds(), by.Milliseconds(), by.Milliseconds(), by.Milliseconds(), id)
			l.must(err)
			_, err = db.ExecContext(l.ctx, "UPDATE events SET made_start = made_start + ? WHERE callback_id = ? AND made_start IS NOT NULL", by.Milliseconds(), id)
			l.must(err)
		}
		shift(moved.ID, -25*time.Hour)
		shift(tried.ID, -time.Hour)
		n, err := l.Reproject(l.ctx)
		if n != 0 || err != nil {
			t.Errorf("with the same zone data %d moved, %v", n, err)
		}
		_, err = db.ExecContext(l.ctx, "UPDATE facts SET value = '2020a x' WHERE name = 'tzdata'")
		l.must(err)
		if n, err = l.Reproject(l.ctx); n != 1 || err != nil {
			t.Errorf("%d moved, %v; want 1", n, err)
		}
		l.wantLedger(moved.ID, models.EventCreated, models.EventReprojected)
		l.wantLedger(same.ID, models.EventCreated)
		if s := l.story(moved.ID); s.WindowStart != moved.WindowStart || s.WindowEnd != moved.WindowEnd || s.DueAt != moved.DueAt || s.NextAt != moved.DueAt || s.LocalTime != moved.LocalTime {
			t.Errorf("%+v", s.Callback)
		}
		l.wantBooks("2026-12-02T00:00:00Z", "2026-12-03T00:00:00Z", 1, map[models.Verdict]int64{models.Moved: 1})
		l.wantBooks("2026-12-03T00:00:00Z", "2026-12-04T00:00:00Z", 2, map[models.Verdict]int64{models.Owed: 2})
		_, err = db.ExecContext(l.ctx, "UPDATE facts SET value = '2099a x' WHERE name = 'tzdata'")
		l.must(err)
		shift(same.ID, time.Hour)
		if n, err = l.Reproject(l.ctx); n != 0 || err != nil {
			t.Errorf("older zone data moved %d, %v", n, err)
		}
	})
}
