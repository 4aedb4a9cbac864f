package models

import (
	"context"
	"fmt"
)

// MaxShifts is how many shifts are put at once: a year of 200 agents.
const MaxShifts = 50_000

// maxFaults is how many faults of one roster are told: who made so many will find the others by their cause.
const maxFaults = 1000

// Roster is what takes the place of all that was known of a stretch of time.
type Roster struct {
	From    Instant  // shifts that start within [From, To) are replaced
	To      Instant  //
	Team    string   // only those of this team, which shifts that name none then get; empty: of every team
	Workers []string // only those of these agents, WK...; none: of everybody
	Shifts  []ShiftRequest
}

// Rostered says what became of a roster.
type Rostered struct {
	Stored   int
	Teamless []string // agents of shifts that count for no team, since neither the shift nor TaskRouter has named one
}

// PutShifts replaces a stretch of the roster, all of it or nothing. What cannot be stored is an InvalidError that names each fault's place,
// such as items[3].timezone.
func (s *Store) PutShifts(ctx context.Context, r Roster) (Rostered, error) {
	d := s.draftRoster(r)
	if len(r.Shifts) > MaxShifts || len(r.Workers) > MaxShifts {
		return Rostered{}, invalid("validation_failed", "items", "at most %d at once", MaxShifts)
	}
	if !r.From.Before(r.To) {
		d.found.add(invalid("validation_failed", "to", "give a time after from"))
	}
	for i, sid := range r.Workers {
		if !isWorkerSid(sid) {
			d.found.add(invalid("validation_failed", fmt.Sprintf("worker_sids[%d]", i), "want WK and 32 hexadecimal digits"))
		}
	}
	for i, request := range r.Shifts {
		at := func(field string) string { return fmt.Sprintf("items[%d].%s", i, field) }
		d.hold(d.add(request, at), at)
	}
	return s.putRoster(ctx, d)
}

// rosterDraft is a roster on its way to being stored.
type rosterDraft struct {
	store   *Store
	roster  Roster
	workers map[string]bool // roster.Workers
	shifts  []Shift
	seen    map[shiftKey]string // where each shift stands
	found   problems
	untold  int // faults beyond maxFaults
}

// shiftKey is what makes a shift one.
type shiftKey struct {
	worker string
	start  Instant
}

func (s *Store) draftRoster(r Roster) *rosterDraft {
	d := &rosterDraft{store: s, roster: r, workers: map[string]bool{}, seen: map[shiftKey]string{}}
	for _, sid := range r.Workers {
		d.workers[sid] = true
	}
	return d
}

// add reads a shift into the draft, and returns it; nil when something is wrong with it. at gives its fields their places.
func (d *rosterDraft) add(r ShiftRequest, at func(field string) string) *Shift {
	shift, err := d.store.shift(r, at)
	key := shiftKey{shift.WorkerSid, shift.StartsAt}
	if first, twice := d.seen[key]; err == nil && twice {
		err = invalid("validation_failed", at("local_start"), "the same agent starts then by %s too: leave one of them out", first)
	}
	if err != nil {
		d.fault(err)
		return nil
	}
	d.seen[key] = at("local_start")
	d.shifts = append(d.shifts, shift)
	return &d.shifts[len(d.shifts)-1]
}

func (d *rosterDraft) fault(err error) {
	if len(d.found) >= maxFaults {
		d.untold++
		return
	}
	d.found.add(err)
}

// hold keeps a shift within the stretch, the team and the agents whose shifts are replaced.
func (d *rosterDraft) hold(shift *Shift, at func(field string) string) {
	r := d.roster
	switch {
	case shift == nil:
	case shift.StartsAt.Before(r.From) || !shift.StartsAt.Before(r.To):
		d.fault(invalid("validation_failed", at("local_start"), "starts outside from and to"))
	case r.Team != "" && shift.Team != "" && shift.Team != r.Team:
		d.fault(invalid("validation_failed", at("team"), "is not the team whose shifts are replaced"))
	case len(r.Workers) > 0 && !d.workers[shift.WorkerSid]:
		d.fault(invalid("validation_failed", at("worker_sid"), "is not one of worker_sids"))
	}
}

// err is all that is wrong with the draft.
func (d *rosterDraft) err() error {
	if d.untold > 0 {
		d.found.add(invalid("validation_failed", "items", "and %d more like these", d.untold))
	}
	return d.found.err()
}
