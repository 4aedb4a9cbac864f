package models

import (
	"time"

	"github.com/ringback/ringback/models/hours"
)

// putOff returns a callback that is due, and whose donor may not be rung now, to scheduled until the next allowed instant. One whose
// donor may never be rung is ended.
func (tx *Tx) putOff(cb *Callback, r DispatchResult) error {
	data := map[string]any{"dispatch": r.Dispatch, "was_due_at": cb.DueAt, "reasons": told(r.Verdict)}
	cb.TaskOpen = false
	if end, final := finally(r.Verdict); final {
		return tx.resolve(cb, end, change{EventResolved, actorScheduler, string(end), data})
	}
	rec, err := tx.recordWhere("id = ?", cb.RecordID)
	if err != nil {
		return err
	}
	q, err := tx.question(cb.asked(rec))
	if err != nil {
		return err
	}
	due := tx.nextOf(rec, hours.Retry{Rules: q, After: tx.now.Time()})
	if due.IsZero() {
		return tx.resolve(cb, NoContact, change{EventResolved, actorScheduler, "no hour is left at which this donor may be rung", data})
	}
	data["due_at"] = due
	wait := waitFor(r.Verdict)
	return tx.save(cb, change{EventDeferred, actorScheduler, string(wait), data}, func(cb *Callback) {
		cb.Status, cb.WaitReason = Scheduled, wait
		tx.dueAgain(cb, due)
	})
}

// dueAgain plans the next dispatch; a promise is not given up before it.
func (tx *Tx) dueAgain(cb *Callback, due Instant) {
	cb.DueAt, cb.HoldUntil, cb.Backoffs = due, Instant{}, 0
	if due.After(cb.ExpiresAt) {
		cb.ExpiresAt = due.Add(tx.store.policy.ExpireAfter)
	}
}

// nextOf is the instant at which a donor may be rung again by our own choice, none if never: in their standing wish when that can be
// had before a promise is given up, else whenever it is allowed.
func (tx *Tx) nextOf(rec *Record, r hours.Retry) Instant {
	plain, ok := hours.NextTry(r)
	if !ok {
		return Instant{}
	}
	wish := rec.Preference.V
	if wish.Empty() || tx.preferenceZone(wish, r.Rules.Loc).String() != r.Rules.Loc.String() {
		return At(plain)
	}
	wanted := r
	wanted.Rules.Policy = append(append([]hours.Set{}, r.Rules.Policy...), wish.Set())
	wanted.Rules.Override = nil
	if at, ok := hours.NextTry(wanted); ok && at.Sub(r.After) < tx.store.policy.ExpireAfter {
		return At(at)
	}
	return At(plain)
}

// finally says how a promise ends whose donor may never be rung.
func finally(v hours.Verdict) (Resolution, bool) {
	for _, r := range v.Reasons {
		switch r.Code {
		case hours.DoNotCall:
			return DoNotCall, true
		case hours.Deceased:
			return Deceased, true
		case hours.Erased:
			return Erased, true
		}
	}
	return "", false
}

// waitFor names what a callback waits for: the hours when they are closed, else the caps.
func waitFor(v hours.Verdict) WaitReason {
	for _, r := range v.Reasons {
		if r.LiftedBy == "" && r.Code == hours.OutsideCallingHours {
			return WaitHours
		}
	}
	return WaitCap
}

// told are the reasons of a verdict for the ledger.
func told(v hours.Verdict) []map[string]any {
	list := make([]map[string]any, 0, len(v.Reasons))
	for _, r := range v.Reasons {
		line := map[string]any{"code": r.Code, "rule": r.Rule, "detail": r.Detail}
		if r.LiftedBy != "" {
			line["lifted_by"] = r.LiftedBy
		}
		list = append(list, line)
	}
	return list
}

// tried are the dials of a donor that tell when to try again: those by part of the day, and the hours in which they answered.
func (tx *Tx) tried(rec *Record, loc *time.Location) (map[hours.DayPart]int, []int, error) {
	var rows []struct {
		StartedAt Instant
		Action    Action
	}
	err := tx.db.Raw("SELECT a.started_at, COALESCE(o.action, '') AS action FROM attempts a LEFT JOIN outcomes o ON o.code = a.outcome WHERE a.record_id = ? ORDER BY a.started_at DESC LIMIT 100",
		rec.ID).Scan(&rows).Error
	if err != nil {
		return nil, nil, wrapped("read attempts of the donor", err)
	}
	var unanswered []hours.Dial
	var answered []int
	for _, row := range rows {
		at := row.StartedAt.Time()
		if row.Action == ActRetry || row.Action == "" {
			unanswered = append(unanswered, hours.Dial{At: at})
			continue
		}
		answered = append(answered, at.In(loc).Hour())
	}
	return hours.Tried(unanswered, loc), answered, nil
}
