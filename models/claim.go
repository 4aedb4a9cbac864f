package models

import (
	"context"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"

	"github.com/ringback/ringback/models/hours"
)

// Claim is a callback whose Task is now this process's to make, until the lease ends.
type Claim struct {
	Callback
	Donor     Record // whom to ring
	Rungs     Rungs  // of its team
	OwnerAway bool   // the owner is known not to take calls now

	Gate hours.Question // whether the donor may be rung, but for when
}

// Judge says whether the donor may be rung at an instant, by what was known when the claim was made.
func (c Claim) Judge(at time.Time) hours.Verdict { return judgedAt(c.Gate, at) }

// AllowedUntil is when the hours end that hold at an instant; false when none do.
func (c Claim) AllowedUntil(at time.Time) (time.Time, bool) {
	q := c.Gate
	q.At = at
	return hours.AllowedUntil(q)
}

// Rungs is how long a callback waits on each rung of its team's ladder, and for how long in all until the managers are told.
type Rungs struct{ Owner, Team, Alert time.Duration }

// claimMemory is the low bound of the claim's scan. Claimed entries stay at the head of the index until the server purges them, and
// every locking scan walks over them again; a bound saves two thirds of the server's work. It is a hint only: each boundEvery an
// unbounded claim finds what was put below it.
type claimMemory struct {
	mu        sync.Mutex
	low       Instant
	unbounded Instant // when the last unbounded claim was made
}

const boundEvery = 2 * time.Second

func (m *claimMemory) bound(now Instant) Instant {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.low.IsZero() || now.Sub(m.unbounded) >= boundEvery || now.Before(m.unbounded) {
		m.unbounded = now
		return AtMillis(0)
	}
	return m.low
}

func (m *claimMemory) found(claims []Claim, full bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !full || len(claims) == 0 {
		m.low = Instant{} // the backlog is done: look everywhere next time
		return
	}
	m.low = claims[len(claims)-1].NextAt
}

// ClaimDue takes up to limit callbacks whose time comes within ahead, earliest first, and makes them dispatching: from the commit on
// they are this caller's until lease ends, and nobody else's. If the caller dies, the rescue pass settles them. ahead lets the
// caller have a callback in hand when its moment comes; NextAt of each claim still says when that is.
func (s *Store) ClaimDue(ctx context.Context, limit int, ahead, lease time.Duration) ([]Claim, error) {
	token, err := newID("ls", s.clock.Now())
	if err != nil {
		return nil, err
	}
	var claims []Claim
	err = s.inTx(ctx, "claim due", func(tx *Tx) error {
		claims, err = tx.claim(limit, ahead, lease, token)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.claims.found(claims, len(claims) == limit)
	return claims, nil
}

func (tx *Tx) claim(limit int, ahead, lease time.Duration, token string) ([]Claim, error) {
	until := tx.now.Add(ahead)
	var rows []Callback
	query := "SELECT * FROM callbacks WHERE step = ? AND next_at >= ? AND next_at <= ? ORDER BY next_at LIMIT ?" + tx.store.dialect.pick
	if err := tx.db.Raw(query, StepDispatch, tx.store.claims.bound(tx.now), until, limit).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("pick: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	leaseEnd := later(until, tx.now).Add(lease)
	// The conditions are repeated: an engine that ignores SKIP LOCKED hands out rows twice, and this statement decides who has them.
	// The plus signs keep SQLite from finding the rows by the index of steps, which would walk over the whole backlog each time.
	n, err := tx.exec("UPDATE callbacks SET status = ?, wait_reason = '', step = ?, next_at = ?, lease_token = ?, dispatch = dispatch + 1, task_sid = '', task_open = ?, "+
		"dispatched_at = ?, updated_at = ?, version = version + 1 WHERE id IN ? AND +step = ? AND +next_at <= ?",
		Dispatching, StepRescue, leaseEnd, token, true, tx.now, tx.now, ids(rows), StepDispatch, until)
	if err != nil {
		return nil, fmt.Errorf("take: %w", err)
	}
	if rows, err = tx.mine(rows, n, token); err != nil || len(rows) == 0 {
		return nil, err
	}
	if err := tx.recordClaims(rows); err != nil {
		return nil, err
	}
	return tx.claimsOf(rows, token)
}

// mine leaves the rows that the conditional UPDATE really took.
func (tx *Tx) mine(rows []Callback, taken int64, token string) ([]Callback, error) {
	if int(taken) == len(rows) {
		return rows, nil
	}
	var held []string
	if err := tx.db.Raw("SELECT id FROM callbacks WHERE id IN ? AND lease_token = ?", ids(rows), token).Scan(&held).Error; err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	has := make(map[string]bool, len(held))
	for _, id := range held {
		has[id] = true
	}
	kept := rows[:0]
	for _, row := range rows {
		if has[row.ID] {
			kept = append(kept, row)
		}
	}
	return kept, nil
}

func (tx *Tx) recordClaims(rows []Callback) error {
	events := make([]Event, len(rows))
	for i, row := range rows {
		id, err := newID("evt", tx.now.Time())
		if err != nil {
			return err
		}
		events[i] = Event{ID: id, CallbackID: row.ID, Seq: row.Version + 1, RecordID: row.RecordID, Type: EventDispatching, Actor: actorScheduler,
			BeforeStatus: Scheduled, AfterStatus: Dispatching, Data: JSON[map[string]any]{map[string]any{"dispatch": row.Dispatch + 1}}, At: tx.now}
	}
	return tx.insertEvents(events)
}

// actorScheduler is who did it when time did.
const actorScheduler = "scheduler"

func (tx *Tx) claimsOf(rows []Callback, token string) ([]Claim, error) {
	recordIDs := make([]string, len(rows))
	for i, row := range rows {
		recordIDs[i] = row.RecordID
	}
	var records []Record
	if err := tx.db.Where("id IN ?", recordIDs).Find(&records).Error; err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	donors := make(map[string]Record, len(records))
	for _, rec := range records {
		donors[rec.ID] = rec
	}
	rungs, err := tx.store.rungs(tx.db)
	if err != nil {
		return nil, err
	}
	away, err := tx.awayAmong(rows)
	if err != nil {
		return nil, err
	}
	claims := make([]Claim, len(rows))
	asks := make([]asked, len(rows))
	for i := range rows {
		donor := donors[rows[i].RecordID]
		asks[i] = rows[i].asked(&donor)
	}
	gates, err := tx.questions(asks)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		row.Status, row.WaitReason, row.Dispatch, row.Version, row.LeaseToken, row.TaskOpen = Dispatching, "", row.Dispatch+1, row.Version+1, token, true
		claims[i] = Claim{Callback: row, Donor: donors[row.RecordID], Rungs: rungs(row.Team), OwnerAway: away[row.WorkerSid], Gate: gates[i]}
	}
	return claims, nil
}

// awayAmong returns the owners of the rows whom TaskRouter last reported as not available.
func (tx *Tx) awayAmong(rows []Callback) (map[string]bool, error) {
	var owners, away []string
	for _, row := range rows {
		if row.Routing == ToAgent && row.WorkerSid != "" {
			owners = append(owners, row.WorkerSid)
		}
	}
	if len(owners) == 0 {
		return nil, nil
	}
	if err := tx.db.Raw("SELECT worker_sid FROM agents WHERE worker_sid IN ? AND available = ?", owners, false).Scan(&away).Error; err != nil {
		return nil, fmt.Errorf("read agents: %w", err)
	}
	is := make(map[string]bool, len(away))
	for _, sid := range away {
		is[sid] = true
	}
	return is, nil
}

// rungs gives the ladder of a team, the policy's where it has none.
func (s *Store) rungs(db *gorm.DB) (func(team string) Rungs, error) {
	var teams []Team
	if err := db.Find(&teams).Error; err != nil {
		return nil, fmt.Errorf("read teams: %w", err)
	}
	byName := make(map[string]Rungs, len(teams))
	for _, t := range teams {
		byName[t.Name] = Rungs{minutesOr(t.OwnerMinutes, s.policy.OwnerRung), minutesOr(t.TeamMinutes, s.policy.TeamRung), minutesOr(t.AlertMinutes, s.policy.AlertAfter)}
	}
	return func(team string) Rungs {
		if r, ok := byName[team]; ok {
			return r
		}
		return Rungs{s.policy.OwnerRung, s.policy.TeamRung, s.policy.AlertAfter}
	}, nil
}

func minutesOr(minutes int, otherwise time.Duration) time.Duration {
	if minutes > 0 {
		return time.Duration(minutes) * time.Minute
	}
	return otherwise
}

// NextDue returns when the next dispatch is to be, none when nothing waits.
func (s *Store) NextDue(ctx context.Context) (Instant, error) {
	var next []Instant
	err := s.read.WithContext(ctx).Raw("SELECT next_at FROM callbacks WHERE step = ? AND next_at >= ? ORDER BY next_at LIMIT 1", StepDispatch, 0).Scan(&next).Error
	if err != nil {
		return Instant{}, fmt.Errorf("next due: %w", err)
	}
	if len(next) == 0 {
		return Instant{}, nil
	}
	return next[0], nil
}

func ids(rows []Callback) []string {
	list := make([]string, len(rows))
	for i, row := range rows {
		list[i] = row.ID
	}
	return list
}
