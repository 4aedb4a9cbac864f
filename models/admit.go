package models

import (
	"slices"
	"strings"

	"github.com/ringback/ringback/models/hours"
)

// warnOutsidePreference: the donor's standing wish is for other hours; what they said last holds.
const warnOutsidePreference = "outside_preference"

// admit asks the gate whether the donor may be rung when the window starts, and adds what speaks against it to found, with three times
// that would do.
func (tx *Tx) admit(b Booking, rec *Record, p *plan, found *problems) error {
	found.add(tx.overrideOf(b, p))
	q, err := tx.question(asked{donor: rec, team: p.team, phone: p.phone, zone: p.zone, override: p.override})
	if err != nil {
		return err
	}
	q.At, q.Now = p.start.Time(), tx.now.Time()
	if b.keeping {
		q.At = p.due.Time() // when it is to be rung next
	}
	if p.start.IsZero() || found.has("in_the_past") {
		q.At = q.Now // no time was said that could be judged: only what holds at any time is told
	}
	p.verdict = hours.Judge(q)
	refused := refusals(p.verdict, q.Loc)
	if p.start.IsZero() || found.has("in_the_past") {
		refused = slices.DeleteFunc(refused, func(p Problem) bool { return p.Field != fieldRecord })
	}
	if !b.told() || !p.postpone(refused) {
		*found = append(*found, refused...)
	}
	if tx.strays(rec, q, p) {
		p.warnings = append(p.warnings, warnOutsidePreference)
	}
	if len(*found) == 0 {
		if err := tx.place(b, p, found); err != nil {
			return err
		}
	}
	if tx.many || !found.temporal() {
		return nil
	}
	offers, err := tx.offers(rec, *p, q)
	if err != nil {
		return err
	}
	return &InvalidError{Problems: *found, Alternatives: offers}
}

// postpone accepts a promise for an hour at which the donor may not be rung, to be dispatched at the next allowed instant: one that an
// event tells of was made on the telephone, and nobody is there to be refused. It is warned of, and counts as broken if that is too late.
// A donor who may never be rung is not accepted.
func (p *plan) postpone(refused problems) bool {
	if len(refused) == 0 || !refused.temporal() || refused[0].NextAllowedAt.IsZero() {
		return false
	}
	p.due, p.wait = refused[0].NextAllowedAt, waitFor(p.verdict)
	for _, problem := range refused {
		if !slices.Contains(p.warnings, problem.Code) {
			p.warnings = append(p.warnings, problem.Code)
		}
	}
	return true
}

// place takes the promise's place in its slot, and looks whether its owner is at work then. Of one that nobody can refuse any more what
// speaks against it is a warning.
func (tx *Tx) place(b Booking, p *plan, found *problems) error {
	moving := ""
	if b.moving != nil {
		moving = b.moving.ID
	}
	if b.keeping && !slotOf(p.start).Add(slotLength).After(tx.now) {
		return nil // its quarter hour is over: the promise is owed now, whoever keeps it
	}
	for _, check := range []func() error{func() error { return tx.checkShift(p) }, func() error { return tx.takeSlot(p, moving) }} {
		err := check()
		var refused problems
		if err != nil && !refused.take(err) {
			return err
		}
		for _, problem := range refused {
			if b.told() {
				p.warnings = append(p.warnings, problem.Code)
				continue
			}
			*found = append(*found, problem)
		}
	}
	return nil
}

// strays says whether a window starts outside the donor's standing wish.
func (tx *Tx) strays(rec *Record, q hours.Question, p *plan) bool {
	wish := rec.Preference.V
	if wish.Empty() || p.start.IsZero() {
		return false
	}
	_, open := hours.OpenUntil([]hours.Set{wish.Set()}, tx.preferenceZone(wish, q.Loc), p.start.Time())
	return !open
}

func (p problems) has(code string) bool {
	return slices.ContainsFunc(p, func(p Problem) bool { return p.Code == code })
}

// temporal says whether another time would mend all that is wrong.
func (p problems) temporal() bool {
	return len(p) > 0 && !slices.ContainsFunc(p, func(p Problem) bool {
		switch p.Code {
		case "outside_calling_hours", "attempt_cap", "refusal_cool_off", "slot_full", "owner_off_shift", "in_the_past", "too_far_ahead":
			return false
		}
		return true
	})
}

// overrideOf makes a donor's wish to be rung outside calling hours ready to be recorded, or says what is missing in it.
func (tx *Tx) overrideOf(b Booking, p *plan) error {
	o := b.Override
	if b.keeping {
		p.override = b.moving.Override.V
		return nil
	}
	if o == nil {
		return nil
	}
	var found problems
	if strings.TrimSpace(o.RequestedBy) == "" {
		found.add(invalid("validation_failed", "callback_request.override.requested_by", "say who asked to be rung at this hour, such as donor"))
	}
	if strings.TrimSpace(o.CapturedVia) == "" {
		found.add(invalid("validation_failed", "callback_request.override.captured_via", "say how the wish was captured: call, street, sms, web"))
	}
	if len(found) > 0 || p.start.IsZero() {
		return found.err()
	}
	id, err := newID("ovr", tx.now.Time())
	if err != nil {
		return err
	}
	p.override = &Override{ID: id, RequestedBy: o.RequestedBy, CapturedVia: o.CapturedVia, CapturedBy: cut(b.Actor, 100), Wording: o.Wording, RecordingSid: o.RecordingSid,
		ApprovedBy: cut(b.Approver, 100), StartsAt: p.start.Add(-earlyTolerance), ExpiresAt: p.end.Add(tx.store.policy.Grace), CreatedAt: tx.now}
	return nil
}

// recordOverride keeps the override of a promise, and revokes the one that the promise had before.
func (tx *Tx) recordOverride(cb *Callback, before *Override) error {
	o := cb.Override.V
	if o != nil && before != nil && o.ID == before.ID {
		return nil
	}
	if before != nil {
		err := tx.db.Model(&Override{}).Where("id = ?", before.ID).Updates(map[string]any{"revoked_at": tx.now}).Error
		if err != nil {
			return wrapped("revoke override", err)
		}
	}
	if o == nil {
		return nil
	}
	o.CallbackID, o.RecordID = cb.ID, cb.RecordID
	return wrapped("record override", tx.db.Create(o).Error)
}

// same says whether two overrides are one wish for one window.
func (o *Override) same(other *Override) bool {
	if o == nil || other == nil {
		return o == other
	}
	return o.RequestedBy == other.RequestedBy && o.CapturedVia == other.CapturedVia && o.Wording == other.Wording && o.RecordingSid == other.RecordingSid &&
		o.StartsAt == other.StartsAt && o.ExpiresAt == other.ExpiresAt && (o.ApprovedBy == other.ApprovedBy || o.ApprovedBy == "")
}
