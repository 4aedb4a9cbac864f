package models

import (
	"context"
	"slices"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// Explanation says whether a callback may be dialled now, and where it stands on its ladder.
type Explanation struct {
	Callback Callback
	At       Instant       // the moment that is judged
	Verdict  hours.Verdict // every reason why not, and the next allowed instant
	Until    Instant       // while allowed: when the hours end
	Zone     string        // on whose clock the donor is judged, IANA
	Sets     []hours.Set   // the calling hours that bind the call, law first
	Version  int           // of the calling hours; 0 is the presets as they ship
	Ladder   []Rung
	Rung     string  // the rung on which its Task waits; empty when it has none
	RungEnds Instant // when it widens; none on the last
	AlertAt  Instant // when the managers are told, while it waits
}

// Rung is one step of a ladder.
type Rung struct {
	Name string        // owner, team, anyone
	For  time.Duration // how long; 0: until the Task ends
}

// Explain answers for one callback. One that the caller may not see is ErrNotFound.
func (s *Store) Explain(ctx context.Context, id string, seen Seen) (*Explanation, error) {
	found, err := s.listedOne(ctx, id, seen)
	if err != nil {
		return nil, err
	}
	e := &Explanation{Callback: found.Callback}
	err = s.look(ctx, "explain callback", func(tx *Tx) error { return tx.explain(e) })
	return e, err
}

func (tx *Tx) explain(e *Explanation) error {
	cb := &e.Callback
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return err
	}
	if rec == nil {
		return ErrNotFound
	}
	q, err := tx.question(cb.asked(rec))
	if err != nil {
		return err
	}
	_, version, err := tx.store.rules.inForce(tx.db)
	if err != nil {
		return err
	}
	q.At, q.Now = tx.now.Time(), tx.now.Time()
	e.At, e.Verdict, e.Zone, e.Version = tx.now, hours.Judge(q), q.Loc.String(), version
	e.Sets = append(slices.Clone(q.Legal), q.Policy...)
	if until, open := hours.AllowedUntil(q); open && e.Verdict.Allowed {
		e.Until = At(until)
	}
	return tx.climb(e)
}

// climb says on which rung of its ladder the callback's Task waits.
func (tx *Tx) climb(e *Explanation) error {
	rungs, err := tx.store.rungs(tx.db)
	if err != nil {
		return err
	}
	cb, r := &e.Callback, rungs(e.Callback.Team)
	if cb.Routing == ToAgent {
		e.Ladder = append(e.Ladder, Rung{"owner", r.Owner})
	}
	if cb.Routing != ToAnyone && !cb.AgentStrict {
		e.Ladder = append(e.Ladder, Rung{"team", r.Team})
	}
	if cb.AgentStrict {
		e.Ladder[0].For = 0 // the owner only, for as long as the Task lives
	} else {
		e.Ladder = append(e.Ladder, Rung{Name: "anyone"})
	}
	if cb.Status == Scheduled || cb.Status == Queued {
		e.AlertAt = cb.DueAt.Add(r.Alert)
	}
	if cb.Status != Queued {
		return nil
	}
	ends := cb.DispatchedAt
	for _, rung := range e.Ladder {
		ends = ends.Add(rung.For)
		if e.Rung = rung.Name; rung.For == 0 || tx.now.Before(ends) {
			e.RungEnds = ends
			if rung.For == 0 {
				e.RungEnds = Instant{}
			}
			break
		}
	}
	return nil
}
