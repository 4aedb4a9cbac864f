package models

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// Seen limits a query to what its caller may see; the zero value sees everything.
type Seen struct {
	WorkerSid string // an agent: own callbacks, and those of Team that are not strictly another agent's
	Team      string
}

func (v Seen) scope(db *gorm.DB) *gorm.DB {
	if v.WorkerSid == "" {
		return db
	}
	return db.Where("(callbacks.worker_sid = ? OR callbacks.assigned_sid = ? OR callbacks.team = ? AND callbacks.team <> '' AND callbacks.agent_strict = ?)",
		v.WorkerSid, v.WorkerSid, v.Team, false)
}

// NoOwner as a filter's WorkerSid finds callbacks that nobody owns.
const NoOwner = "none"

// Filter says which callbacks a list holds.
type Filter struct {
	Seen      Seen
	Status    []Status
	Team      string
	WorkerSid string // an owner, or NoOwner
	RecordID  string
	MinChain  int    // the promises of a chain from this one on; 0 for all
	Due       string // now, today (the next 24 hours), overdue or owed; empty for all
	Text      string // the beginnings of words of a donor's name or external id, the beginning or end of a number, or the callback's id
	Newest    bool   // newest first; else by due time
	Limit     int
	Cursor    string

	text *match // of Text, once looked up
}

// Listed is a callback with its donor, and what came of ringing last.
type Listed struct {
	Callback
	Record        Record  `gorm:"embedded;embeddedPrefix:rec_"`
	LastOutcome   string  `gorm:"-"` // the code of the last outcome that was told; empty: none yet
	LastAttemptAt Instant `gorm:"-"` // when the donor was last rung; none: not yet
}

const listedColumns = "callbacks.*, r.id AS rec_id, r.external_id AS rec_external_id, r.name AS rec_name, r.phone AS rec_phone, r.timezone AS rec_timezone, r.campaign AS rec_campaign, r.state AS rec_state"

func (s *Store) listed(ctx context.Context) *gorm.DB {
	return s.read.WithContext(ctx).Table("callbacks").Select(listedColumns).Joins("JOIN records r ON r.id = callbacks.record_id")
}

// List returns callbacks and the cursor of the next page, empty at the end.
func (s *Store) List(ctx context.Context, f Filter) ([]Listed, string, error) {
	f, err := s.looked(ctx, f)
	if err != nil {
		return nil, "", err
	}
	query, err := s.pageOf(ctx, f)
	if err != nil {
		return nil, "", err
	}
	var found []Listed
	if err := query.Scan(&found).Error; err != nil {
		return nil, "", fmt.Errorf("list callbacks: %w", err)
	}
	more := len(found) > f.Limit
	if more {
		found = found[:f.Limit]
	}
	if err := s.addTries(ctx, found); err != nil || !more {
		return found, "", err
	}
	last := found[len(found)-1]
	if f.Newest {
		return found, last.ID, nil
	}
	return found, fmt.Sprintf("%d_%s", last.DueAt.Millis(), last.ID), nil
}

// looked is a filter whose text was looked up.
func (s *Store) looked(ctx context.Context, f Filter) (Filter, error) {
	if f.Text == "" || f.text != nil {
		return f, nil
	}
	var err error
	f.text, err = s.match(ctx, f.Text, cmp.Or(f.Team, f.Seen.Team))
	return f, err
}

func (s *Store) filtered(query *gorm.DB, f Filter) (*gorm.DB, error) {
	for column, value := range map[string]string{"team": f.Team, "worker_sid": f.WorkerSid, "record_id": f.RecordID} {
		switch {
		case column == "worker_sid" && value == NoOwner:
			query = query.Where("callbacks.worker_sid = ''")
		case value != "":
			query = query.Where("callbacks."+column+" = ?", value)
		}
	}
	if f.MinChain > 1 {
		query = query.Where("callbacks.chain_length >= ?", f.MinChain)
	}
	if len(f.Status) > 0 {
		query = query.Where("callbacks.status IN ?", f.Status)
	}
	query, err := s.dueWhere(query, f.Due)
	if err != nil {
		return nil, err
	}
	if f.text != nil {
		query = f.text.where(query)
	}
	return paged(query, f)
}

func (s *Store) dueWhere(query *gorm.DB, due string) (*gorm.DB, error) {
	now := At(s.clock.Now())
	const owed = "callbacks.status IN ('scheduled','dispatching','queued','assigned')"
	switch due {
	case "":
		return query, nil
	case "now":
		return query.Where(owed+" AND callbacks.due_at <= ?", now), nil
	case "today":
		return query.Where(owed+" AND callbacks.due_at < ?", now.Add(24*60*60*1e9)), nil
	case "overdue":
		return query.Where(owed+" AND callbacks.first_attempt_at IS NULL AND callbacks.window_start <= ?", now), nil
	case "owed":
		return query.Where(owed), nil
	}
	return nil, invalid("validation_failed", "due", "one of now, today, overdue, owed")
}

func paged(query *gorm.DB, f Filter) (*gorm.DB, error) {
	if f.Newest {
		if f.Cursor != "" {
			query = query.Where("callbacks.id < ?", f.Cursor)
		}
		return query.Order(f.order("id") + " DESC"), nil
	}
	if f.Cursor != "" {
		var due int64
		var id string
		ms, rest, ok := strings.Cut(f.Cursor, "_")
		if _, err := fmt.Sscanf(ms, "%d", &due); err != nil || !ok {
			return nil, invalid("validation_failed", "cursor", "not a cursor of this list; give next_cursor as it came")
		}
		id = rest
		query = query.Where("callbacks.due_at >= ? AND (callbacks.due_at > ? OR callbacks.id > ?)", due, due, id) // the first is what an index is searched by
	}
	return query.Order(f.order("due_at") + ", callbacks.id"), nil
}

// order is a column to sort by. Long chains are few, wherever they stand: they are found by their own index and sorted, since a walk in the
// order of the list would read most of it before a page is full. An index cannot be walked in the order of an expression.
func (f Filter) order(column string) string {
	if f.MinChain > 1 {
		return "COALESCE(callbacks." + column + ", NULL)"
	}
	return "callbacks." + column
}

// Story is a callback with all that is known of it.
type Story struct {
	Listed
	AttemptLog []Attempt
	Events     []Event
	Chain      []Callback // all links of its chain, first promise first
}

// Get returns one callback with its story. One that the caller may not see is ErrNotFound.
func (s *Store) Get(ctx context.Context, id string, seen Seen) (*Story, error) {
	found, err := s.listedOne(ctx, id, seen)
	if err != nil {
		return nil, err
	}
	story := &Story{Listed: found}
	db := s.read.WithContext(ctx)
	if err := db.Where("callback_id = ?", id).Order("number").Find(&story.AttemptLog).Error; err != nil {
		return nil, fmt.Errorf("get attempts: %w", err)
	}
	for _, try := range story.AttemptLog {
		story.tried(try)
	}
	if err := db.Where("callback_id = ?", id).Order("seq").Find(&story.Events).Error; err != nil {
		return nil, fmt.Errorf("get events: %w", err)
	}
	if err := db.Where("chain_id = ?", story.ChainID).Order("id").Find(&story.Chain).Error; err != nil {
		return nil, fmt.Errorf("get chain: %w", err)
	}
	return story, nil
}

// listedOne returns a callback with its donor, without its story.
func (s *Store) listedOne(ctx context.Context, id string, seen Seen) (Listed, error) {
	var found []Listed
	if err := seen.scope(s.listed(ctx)).Where("callbacks.id = ?", id).Limit(1).Scan(&found).Error; err != nil {
		return Listed{}, fmt.Errorf("get callback: %w", err)
	}
	if len(found) == 0 {
		return Listed{}, fmt.Errorf("callback %s: %w", cut(id, 40), ErrNotFound)
	}
	return found[0], nil
}

// EventsAfter lists ledger lines after one, oldest first: what a follower has not seen.
func (s *Store) EventsAfter(ctx context.Context, id string, limit int) ([]Event, error) {
	var events []Event
	if err := s.read.WithContext(ctx).Where("id > ?", id).Order("id").Limit(limit).Find(&events).Error; err != nil {
		return nil, fmt.Errorf("list events: %w", err)
	}
	return events, nil
}
