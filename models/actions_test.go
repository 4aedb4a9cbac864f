package models_test

import (
	"errors"
	"testing"

	"github.com/ringback/ringback/models"
)

// What people may ask of a callback, and what each answer is when it cannot be had. A refusal changes nothing.
func TestActionsThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		waits, taken, ended := l.book("waits", "2026-12-01T19:00"), l.book("taken", "2026-12-01T18:00"), l.book("ended", "2026-12-01T19:00")
		l.assign(taken)
		_, err := l.Cancel(l.ctx, ended.ID, "changed their mind", models.DonorCancelled, models.Asked{Actor: "test", Version: 1})
		l.must(err)
		cancel := func(id string, r models.Resolution, version int64) error {
			_, err := l.Cancel(l.ctx, id, "", r, models.Asked{Actor: "test", Version: version})
			return err
		}
		report := func(id string, r models.Report, version int64) error {
			_, err := l.ReportOutcome(l.ctx, id, r, models.Asked{Actor: "test", Version: version})
			return err
		}
		var bad *models.InvalidError
		var step *models.TransitionError
		for name, c := range map[string]struct {
			err  error
			kind any
		}{
			"with an agent":             {cancel(taken.ID, "", 0), models.ErrWithAgent},
			"an old version":            {cancel(waits.ID, "", 7), models.ErrVersion},
			"nobody's":                  {cancel("cb_none", "", 0), models.ErrNotFound},
			"ended":                     {cancel(ended.ID, "", 0), &step},
			"no cancellation":           {cancel(waits.ID, models.Contacted, 0), &bad},
			"no resolution":             {cancel(waits.ID, "won", 0), &bad},
			"an unknown outcome":        {report(taken.ID, models.Report{Code: "sold"}, 0), &bad},
			"a wish without a time":     {report(taken.ID, models.Report{Code: "callback_agent"}, 0), &bad},
			"a report on what ended":    {report(ended.ID, models.Report{Code: "busy"}, 0), &step},
			"a report of an old sight":  {report(taken.ID, models.Report{Code: "busy"}, 1), models.ErrVersion},
			"a report on nobody's":      {report("cb_none", models.Report{Code: "busy"}, 0), models.ErrNotFound},
			"a wish for what cannot be": {report(taken.ID, models.Report{Code: "callback_agent", Request: &models.CallbackRequest{LocalTime: "now"}}, 0), &bad},
		} {
			if !isKind(c.err, c.kind) {
				t.Errorf("%s: %v", name, c.err)
			}
		}
		l.wantLedger(waits.ID, models.EventCreated)
		l.wantLedger(taken.ID, models.EventCreated, models.EventDispatching, models.EventQueued, models.EventAssigned)
		l.wantLedger(ended.ID, models.EventCreated, models.EventResolved)
		if s := l.story(taken.ID); s.Attempts != 0 || len(s.AttemptLog) != 0 {
			t.Errorf("a refused report left an attempt: %+v", s.AttemptLog)
		}
	})
}

// isKind says whether an error is the one wanted, or of its type.
func isKind(err error, kind any) bool {
	if want, ok := kind.(error); ok {
		return errors.Is(err, want)
	}
	return errors.As(err, kind)
}
