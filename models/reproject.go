package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"github.com/ringback/ringback/models/hours"
)

// factZones remembers the zone data by which open promises were last projected: its release and its digest.
const factZones = "tzdata"

// reprojectBatch is how many open promises are looked at between two lines of progress.
const reprojectBatch = 500

// Reproject derives the instants of open promises anew when this program brings other zone data than the one that did it last, and
// returns how many it moved. A promise is a wall time: when a country changes its clocks, the instant moves and not the hour that the
// donor was told. Every moved promise has an event. One that was tried already, or whose window is over, stays as it was. It may be run
// by several instances, and again after it was broken off; older zone data than the last never move a promise back.
func (s *Store) Reproject(ctx context.Context) (int, error) {
	known, err := s.fact(ctx, factZones)
	current := hours.TZDataVersion + " " + hours.TZDataDigest
	if err != nil || known == current || known > current && known[:min(len(known), len(hours.TZDataVersion))] > hours.TZDataVersion {
		return 0, err
	}
	moved, after := 0, ""
	for seen := 0; ; {
		var page []Callback
		err := s.read.WithContext(ctx).Raw("SELECT id, local_time, timezone, window_start FROM callbacks WHERE id > ? AND status IN ? ORDER BY id LIMIT ?",
			after, OpenStatuses(), reprojectBatch).Scan(&page).Error
		if err != nil {
			return moved, fmt.Errorf("list open promises: %w", err)
		}
		n, err := s.reprojectPage(ctx, page)
		if moved += n; err != nil {
			return moved, err
		}
		if seen += len(page); len(page) < reprojectBatch {
			s.log.Info("promises were projected by the zone data of this program", "tzdata", hours.TZDataVersion, "before", known, "seen", seen, "moved", moved)
			return moved, s.setFact(ctx, factZones, current)
		}
		after = page[len(page)-1].ID
		s.log.Info("projecting promises by the zone data of this program", "tzdata", hours.TZDataVersion, "seen", seen, "moved", moved)
	}
}

func (s *Store) reprojectPage(ctx context.Context, page []Callback) (int, error) {
	moved := 0
	for i := range page {
		if start, _, ok := s.projected(&page[i]); !ok || start == page[i].WindowStart {
			continue
		}
		changed, err := s.reprojectOne(ctx, page[i].ID)
		if err != nil {
			return moved, err
		}
		if changed {
			moved++
		}
	}
	return moved, nil
}

// projected is where this program's zone data put a promise's window; false when it was written in a form that this program does not know.
func (s *Store) projected(cb *Callback) (Instant, hours.Adjustment, bool) {
	wall, err := hours.ParseWall(cb.LocalTime)
	if err != nil {
		return Instant{}, "", false
	}
	loc, err := s.zones.Load(cb.Timezone)
	if err != nil {
		return Instant{}, "", false
	}
	at, adjustment := hours.Project(wall, loc)
	return At(at), adjustment, true
}

func (s *Store) reprojectOne(ctx context.Context, id string) (bool, error) {
	moved := false
	_, err := s.withCallback(ctx, "project promise", id, func(tx *Tx, cb *Callback) (err error) {
		moved, err = tx.reproject(cb)
		return err
	})
	return moved, err
}

func (tx *Tx) reproject(cb *Callback) (bool, error) {
	start, adjustment, ok := tx.store.projected(cb)
	if !ok || start == cb.WindowStart || !cb.Status.Open() || cb.Status == Assigned || !cb.FirstAttemptAt.IsZero() || !tx.now.Before(cb.WindowEnd) {
		return false, nil
	}
	by := start.Sub(cb.WindowStart)
	data := map[string]any{"tzdata": hours.TZDataVersion, "was_window_start": cb.WindowStart, "window_start": start, "local_time": cb.LocalTime, "timezone": cb.Timezone,
		"promise": Moved, "promise_start": cb.WindowStart, "promise_end": cb.WindowEnd}
	c := change{event: EventReprojected, actor: actorScheduler, reason: "the rules of " + cb.Timezone + " changed", data: data}
	before := cb.Override.V
	return true, wrapped("move promise", tx.save(cb, c, func(cb *Callback) {
		cb.WindowStart, cb.WindowEnd, cb.TimeAdjustment = start, cb.WindowEnd.Add(by), string(adjustment)
		if cb.WaitReason == WaitPromised || cb.Status != Scheduled {
			cb.DueAt = start
		}
		cb.ExpiresAt, cb.BrokenAt = cb.ExpiresAt.Add(by), Instant{}
		if before != nil {
			moved := *before
			moved.StartsAt, moved.ExpiresAt = before.StartsAt.Add(by), before.ExpiresAt.Add(by)
			cb.Override.V = &moved
		}
		cb.Status = Scheduled
	}))
}

// fact is what the store remembers under a name, empty when nothing.
func (s *Store) fact(ctx context.Context, name string) (string, error) {
	var found []string
	if err := s.read.WithContext(ctx).Raw("SELECT value FROM facts WHERE name = ?", name).Scan(&found).Error; err != nil {
		return "", fmt.Errorf("read fact %s: %w", name, err)
	}
	if len(found) == 0 {
		return "", nil
	}
	return found[0], nil
}

func (s *Store) setFact(ctx context.Context, name, value string) error {
	return s.inTx(ctx, "remember "+name, func(tx *Tx) error {
		fact := Fact{Name: name, Value: value, UpdatedAt: tx.now}
		onName := clause.OnConflict{Columns: []clause.Column{{Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"value", "updated_at"})}
		return tx.db.Clauses(onName).Create(&fact).Error
	})
}
