package models

import (
	"context"
	"errors"
	"strings"

	"github.com/ringback/ringback/models/hours"
)

// RecordChange is what is to be changed of a record. What is nil stays as it is; an empty text takes a field's value away.
type RecordChange struct {
	Name       *string
	Phone      *string // E.164, or as written in the record's region
	Timezone   *string // IANA
	Region     *string // ISO 3166
	Campaign   *string
	Team       *string
	Preference *hours.Preference // an empty one takes the wish back
	DoNotCall  *bool             // true ends an open promise; false lets the donor be called again
	State      *RecordState      // callable, closed or do_not_call
}

// ChangeRecord changes a record. do_not_call ends its open promise with that resolution, whoever has it, and its Task is closed. A new number
// is also that of the open promise, if that had the old one. Another state while a promise is open is an OpenCallbackError; what cannot be
// stored is an InvalidError.
func (s *Store) ChangeRecord(ctx context.Context, id string, c RecordChange, by Asked) (rec *Record, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	for range maxTries {
		err = s.inTx(ctx, "change record", func(tx *Tx) error {
			rec, err = tx.changeRecord(id, c, by)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return rec, err
}

// check finds contradictions, and brings the two ways to say do_not_call to one.
func (c *RecordChange) check() error {
	if c.State == nil {
		return nil
	}
	barred := *c.State == RecordDoNotCall
	switch {
	case *c.State != RecordCallable && *c.State != RecordClosed && !barred:
		return invalid("validation_failed", "record.state", "one of callable, closed, do_not_call; a record is dormant while it has an open callback")
	case c.DoNotCall != nil && *c.DoNotCall != barred:
		return invalid("validation_failed", "record.do_not_call", "state says otherwise: give one of them")
	case barred:
		c.DoNotCall, c.State = &barred, nil
	}
	return nil
}

func (tx *Tx) changeRecord(id string, c RecordChange, by Asked) (*Record, error) {
	rec, err := tx.recordWhere("id = ?", id)
	switch {
	case err != nil:
		return nil, err
	case rec == nil:
		return nil, wrapped("record "+cut(id, 40), ErrNotFound)
	case by.Version != 0 && by.Version != rec.Version:
		return nil, ErrVersion
	}
	open, err := tx.openOf(rec.ID)
	if err != nil {
		return nil, err
	}
	was := rec.Phone
	if err := tx.overwriteRecord(rec, c); err != nil {
		return nil, err
	}
	if open, err = tx.applyState(rec, open, c, by); err != nil {
		return nil, err
	}
	if open != nil && rec.Phone != "" && rec.Phone != was && open.Phone == was {
		err = tx.renumber(open, rec.Phone, by)
	}
	return rec, err
}

// overwriteRecord writes the fields that are given. What was taken from the old number goes with it.
func (tx *Tx) overwriteRecord(rec *Record, c RecordChange) error {
	ref := RecordRef{Preference: c.Preference}
	given := func(field *string, said *string, into *string) {
		if said == nil {
			return
		}
		if *into = strings.TrimSpace(*said); *into == "" {
			*field = ""
		}
	}
	given(&rec.Name, c.Name, &ref.Name)
	given(&rec.Phone, c.Phone, &ref.Phone)
	given(&rec.Timezone, c.Timezone, &ref.Timezone)
	given(&rec.Region, c.Region, &ref.Region)
	given(&rec.Campaign, c.Campaign, &ref.Campaign)
	given(&rec.Team, c.Team, &ref.Team)
	if c.Region == nil && !rec.RegionInferred {
		ref.Region = rec.Region // by which a number without its country is read
	}
	if err := tx.store.normalise(&ref); err != nil {
		return err
	}
	if rec.ExternalID == "" && rec.Phone == "" && ref.Phone == "" {
		return invalid("validation_failed", "record.phone", "a record with neither external_id nor phone could never be found again")
	}
	if rec.Identity != "" && ref.Phone != "" {
		if err := tx.renameIdentity(rec, ref.Phone); err != nil {
			return err
		}
	}
	rec.overwrite(ref)
	return nil
}

// renameIdentity moves the number by which a record without an external id is known. One that is another's already stays that one's.
func (tx *Tx) renameIdentity(rec *Record, phone string) error {
	other, err := tx.recordWhere("identity = ?", phone)
	if err != nil {
		return err
	}
	if other != nil && other.ID != rec.ID {
		return invalid("validation_failed", "record.phone", "the record %s has this number already", other.ID)
	}
	rec.Identity = OptionalKey(phone)
	return nil
}

// applyState stores the record in the state that it comes to, and returns the promise that is open then.
func (tx *Tx) applyState(rec *Record, open *Callback, c RecordChange, by Asked) (*Callback, error) {
	switch {
	case c.DoNotCall != nil && *c.DoNotCall && open != nil:
		if err := tx.saveRecord(rec); err != nil {
			return nil, err
		}
		if err := tx.resolve(open, DoNotCall, change{event: EventResolved, actor: by.Actor, reason: "the donor must not be called"}); err != nil {
			return nil, err
		}
		now, err := tx.recordWhere("id = ?", rec.ID)
		if err == nil {
			*rec = *now
		}
		return nil, err
	case c.DoNotCall != nil && *c.DoNotCall:
		rec.State = RecordDoNotCall
	case c.DoNotCall != nil && rec.State == RecordDoNotCall:
		rec.State = RecordCallable
	}
	if c.State != nil {
		if open != nil {
			return nil, &OpenCallbackError{open.ID}
		}
		if rec.ClosedAs == Erased {
			return nil, invalid("validation_failed", "record.state", "this record was erased: there is nothing left to call")
		}
		rec.State = *c.State
		if rec.State == RecordCallable {
			rec.ClosedAs = "" // deceased was a mistake
		}
	}
	return open, tx.saveRecord(rec)
}

// renumber gives an open promise the donor's new number. One that an agent has keeps the number it is rung by.
func (tx *Tx) renumber(cb *Callback, phone string, by Asked) error {
	if cb.Status == Assigned {
		return nil
	}
	to := Reassignment{Routing: cb.Routing, Team: cb.Team, WorkerSid: cb.WorkerSid, Strict: &cb.AgentStrict}
	b := Booking{Actor: by.Actor, released: true}
	b.Phone = phone
	p, err := tx.redirect(cb, to, b)
	if err != nil || p.leads(cb) {
		return err
	}
	return tx.save(cb, change{EventReassigned, by.Actor, "the donor has another number", p.directions(cb)}, func(cb *Callback) {
		p.direct(cb)
		cb.waitAnew()
	})
}
