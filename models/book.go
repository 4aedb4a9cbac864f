package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// Book makes a promise: the callback, its record dormant and the ledger's first line, in one transaction. A record that already
// has an open callback is an OpenCallbackError, what cannot be honoured an InvalidError. The same SourceTaskSid again returns
// the callback it made before, and false.
func (s *Store) Book(ctx context.Context, b Booking) (cb *Callback, made bool, err error) {
	b.Source = cmpSource(b.Source)
	for range maxTries {
		err = s.inTx(ctx, "book callback", func(tx *Tx) error {
			cb, made, err = tx.bookOnce(b)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return cb, made, err
}

func cmpSource(s Source) Source {
	if s == "" {
		return SourceAPI
	}
	return s
}

func (tx *Tx) bookOnce(b Booking) (*Callback, bool, error) {
	if cb, err := tx.bookedBy(b.SourceTaskSid); cb != nil || err != nil {
		return cb, false, err
	}
	rec, warnings, err := tx.bookingRecord(&b)
	if err != nil {
		return nil, false, err
	}
	// Whoever had the record's row while we waited for it may have been the same request.
	if cb, err := tx.bookedBy(b.SourceTaskSid); cb != nil || err != nil {
		return cb, false, err
	}
	open, err := tx.openOf(rec.ID)
	if err != nil {
		return nil, false, err
	}
	if open != nil {
		return nil, false, &OpenCallbackError{open.ID}
	}
	cb, err := tx.insert(b, rec, warnings, nil)
	if err == nil && b.SourceTaskSid != "" {
		err = tx.noteDisposition(Message{TaskSid: b.SourceTaskSid, Outcome: b.Outcome}, cb.ID, "api")
	}
	return cb, err == nil, err
}

// bookedBy returns the callback that this source Task made or moved before, if any.
func (tx *Tx) bookedBy(sourceTaskSid string) (*Callback, error) {
	known, err := tx.disposition(sourceTaskSid)
	if known == nil || err != nil {
		return nil, err
	}
	return tx.get(known.CallbackID)
}

// bookingRecord finds or makes the record of a booking and fills its empty fields.
func (tx *Tx) bookingRecord(b *Booking) (*Record, []string, error) {
	if err := tx.store.normalise(&b.Record); err != nil {
		return nil, nil, err
	}
	var phones []string
	for _, number := range append([]string{b.Record.Phone}, b.Phones...) {
		if phone, err := NormalPhone(number, b.Record.Region, ""); err == nil {
			phones = append(phones, phone)
		}
	}
	rec, warnings, err := tx.findRecord(b.RecordID, b.Record, phones)
	if err != nil {
		return nil, nil, err
	}
	if b.Record.Phone == "" && len(phones) > 0 && (rec == nil || rec.Phone == "") {
		b.Record.Phone = phones[0]
	}
	if rec == nil {
		if b.Record.ExternalID == "" && b.Record.Phone == "" {
			return nil, nil, invalid("validation_failed", "record", "the donor is not known: give record.external_id or record.phone")
		}
		rec, err = tx.makeRecord(b.Record)
		return rec, warnings, err
	}
	known := b.Record
	known.Team = ""
	if rec.fill(known) && !tx.peek {
		err = tx.saveRecord(rec)
	}
	return rec, warnings, err
}

func (tx *Tx) openOf(recordID string) (*Callback, error) {
	var cb Callback
	err := tx.locked().Where("open_record_id = ?", recordID).Take(&cb).Error
	if noRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find open callback: %w", err)
	}
	return &cb, nil
}

// insert makes the row, holds the record out of the call list and opens the ledger. previous is the promise this one follows.
func (tx *Tx) insert(b Booking, rec *Record, warnings []string, previous *Callback) (*Callback, error) {
	p, err := tx.lay(b, rec)
	if err != nil {
		return nil, err
	}
	cb, err := tx.draft(b, rec, p, previous)
	if err != nil {
		return nil, err
	}
	cb.Warnings.V = append(warnings, p.warnings...)
	if err := tx.recordOverride(cb, nil); err != nil {
		return nil, err
	}
	tx.store.plan(cb, tx.now)
	err = tx.db.Create(cb).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil, fmt.Errorf("insert callback: %w", ErrStale) // another booking was first: read again
	}
	if err != nil {
		return nil, fmt.Errorf("insert callback: %w", err)
	}
	if err := tx.record(cb, "", change{event: EventCreated, actor: b.Actor, reason: b.Reason, data: bookedData(cb)}); err != nil {
		return nil, err
	}
	if err := tx.wantSweep(cb.ID); err != nil {
		return nil, err
	}
	if err := tx.showTeam(cb.Team, rec.ID); err != nil {
		return nil, err
	}
	return cb, tx.setRecordState(rec.ID, RecordDormant)
}

func (tx *Tx) draft(b Booking, rec *Record, p plan, previous *Callback) (*Callback, error) {
	id, err := newID("cb", tx.now.Time())
	if err != nil {
		return nil, err
	}
	cb := &Callback{ID: id, RecordID: rec.ID, OpenRecordID: OptionalKey(rec.ID), Status: Scheduled, MaxAttempts: tx.store.policy.MaxAttempts,
		Source: string(b.Source), SourceTaskSid: OptionalKey(b.SourceTaskSid), ChainID: id, ChainLength: 1, ConversationID: cut(b.ConversationID, 64),
		CreatedBy: cut(b.Actor, 100), CreatedAt: tx.now, UpdatedAt: tx.now, Version: 1}
	if previous != nil {
		cb.ChainID, cb.PreviousID, cb.ChainLength = previous.ChainID, previous.ID, previous.ChainLength+1
		cb.Reference, cb.FundraiserCode, cb.FundraiserTeam = previous.Reference, previous.FundraiserCode, previous.FundraiserTeam
	}
	tx.apply(cb, b, p)
	return cb, nil
}

// apply writes a booking's plan onto a callback: a new one, or one that the donor's latest wish moves.
func (tx *Tx) apply(cb *Callback, b Booking, p plan) {
	cb.WaitReason, cb.Routing, cb.AgentStrict, cb.WorkerSid, cb.Team = p.wait, p.routing, p.strict, p.worker, p.team
	cb.LocalTime, cb.Timezone, cb.TimeAdjustment, cb.WindowMinutes = p.local, p.zone, string(p.adjustment), p.minutes
	cb.WindowStart, cb.WindowEnd, cb.DueAt = p.start, p.end, p.due
	cb.ExpiresAt = p.end.Add(tx.store.policy.ExpireAfter)
	cb.HoldUntil, cb.Backoffs = Instant{}, 0
	cb.Phone, cb.Reason, cb.ReasonCode, cb.Notes = p.phone, cut(b.Reason, 200), p.reasonCode, cut(b.Notes, 5000)
	cb.Override.V = p.override
	cb.Warnings.V = p.warnings
	if b.Reference != "" {
		cb.Reference, cb.FundraiserCode, cb.FundraiserTeam = b.Reference, b.Fundraiser.Code, b.Fundraiser.Team
	}
}

func bookedData(cb *Callback) map[string]any {
	data := map[string]any{"local_time": cb.LocalTime, "timezone": cb.Timezone, "window_start": cb.WindowStart, "window_minutes": cb.WindowMinutes,
		"routing": cb.Routing, "source": cb.Source}
	if cb.Reference != "" {
		data["reference"], data["fundraiser"] = cb.Reference, Fundraiser{cb.FundraiserCode, cb.FundraiserTeam}
	}
	if cb.PreviousID != "" {
		data["previous_id"] = cb.PreviousID
	}
	if cb.Override.V != nil {
		data["override"] = cb.Override.V
	}
	if cb.DueAt != cb.WindowStart {
		data["due_at"], data["wait_reason"] = cb.DueAt, cb.WaitReason
	}
	return data
}
