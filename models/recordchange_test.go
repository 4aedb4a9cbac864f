package models_test

import (
	"errors"
	"testing"

	"github.com/ringback/ringback/models"
)

func text(s string) *string { return &s }

// do_not_call ends the open promise, whoever has it, and bars the donor until it is taken back.
func TestDoNotCallEndsThePromise(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		l.assign(cb)
		yes, no := true, false
		rec, err := l.ChangeRecord(l.ctx, cb.RecordID, models.RecordChange{DoNotCall: &yes}, asked())
		l.must(err)
		if rec.State != models.RecordDoNotCall {
			t.Errorf("the record is %s", rec.State)
		}
		if s := l.wantStatus(cb.ID, models.Cancelled); s.Resolution != models.DoNotCall || s.Step != models.StepClose {
			t.Errorf("%s, %s", s.Resolution, s.Step)
		}
		l.refusedWith(wish("D-1", "2026-12-02T18:00"), "do_not_call")
		rec, err = l.ChangeRecord(l.ctx, cb.RecordID, models.RecordChange{DoNotCall: &no}, asked())
		l.must(err)
		if rec.State != models.RecordCallable {
			t.Errorf("then %s", rec.State)
		}
		l.book("D-1", "2026-12-02T18:00")
		l.wantLedger(cb.ID)
	})
}

// Fields are overwritten and emptied; a new number is the open promise's too, and what was taken from the old one goes with it.
func TestRecordIsChanged(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "2026-12-01T18:00")
		b.Record.Campaign = "spring"
		cb := l.booked(b)
		rec, err := l.ChangeRecord(l.ctx, cb.RecordID, models.RecordChange{Name: text("B. Donor"), Phone: text("+64211234567"), Campaign: text(""), Team: text("renewals")}, asked())
		l.must(err)
		if rec.Name != "B. Donor" || rec.Phone != "+64211234567" || rec.Campaign != "" || rec.Team != "renewals" || rec.Region != "NZ" || rec.State != models.RecordDormant {
			t.Errorf("%+v", rec)
		}
		if s := l.story(cb.ID); s.Phone != "+64211234567" || s.Version != 2 {
			t.Errorf("the promise rings %s at version %d", s.Phone, s.Version)
		}
		l.wantLedger(cb.ID, models.EventCreated, models.EventReassigned)
	})
}

// Other states are refused while a promise is open, and contradictions always; a refusal changes nothing.
func TestRecordChangesThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		closed, dormant, callable, yes := models.RecordClosed, models.RecordDormant, models.RecordCallable, true
		change := func(id string, c models.RecordChange, version int64) error {
			_, err := l.ChangeRecord(l.ctx, id, c, models.Asked{Actor: "test", Version: version})
			return err
		}
		var bad *models.InvalidError
		var open *models.OpenCallbackError
		before, err := l.Record(l.ctx, cb.RecordID)
		l.must(err)
		if err := change(cb.RecordID, models.RecordChange{State: &closed}, 0); !errors.As(err, &open) || open.CallbackID != cb.ID {
			t.Errorf("closed: %v", err)
		}
		for name, c := range map[string]models.RecordChange{"dormant": {State: &dormant}, "both": {State: &callable, DoNotCall: &yes}, "zone": {Timezone: text("Mars/North")},
			"number": {Phone: text("12")}} {
			if err := change(cb.RecordID, c, 0); !errors.As(err, &bad) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if err := change(cb.RecordID, models.RecordChange{Name: text("x")}, 99); !errors.Is(err, models.ErrVersion) {
			t.Errorf("version: %v", err)
		}
		if err := change("rec_none", models.RecordChange{}, 0); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("none: %v", err)
		}
		if after, err := l.Record(l.ctx, cb.RecordID); err != nil || after.Version != before.Version {
			t.Errorf("version %d, %v", after.Version, err)
		}
		_, err = l.Cancel(l.ctx, cb.ID, "x", "", asked())
		l.must(err)
		l.must(change(cb.RecordID, models.RecordChange{State: &closed}, 0))
		l.wantRecord(cb.RecordID, models.RecordClosed)
	})
}
