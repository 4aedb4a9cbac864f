package models_test

import (
	"time"

	"github.com/ringback/ringback/models"
)

// all returns every callback.
func (w *world) all() []models.Listed {
	w.t.Helper()
	found, _, err := w.List(w.ctx, models.Filter{Limit: 1000})
	w.must(err)
	return found
}

// check holds the ledger to its invariants, whatever has arrived of what happened.
func (w *world) check() {
	w.t.Helper()
	callbacks := w.all()
	w.checkRecords(callbacks)
	made := w.checkLedger(callbacks)
	w.checkBalance(callbacks, made)
	if w.t.Failed() {
		w.t.Fatalf("after %d steps, the last ones %v", len(w.last), w.last[max(0, len(w.last)-12):])
	}
}

// Invariants 1 and 3: a record has at most one open callback, and is dormant if and only if it has one.
func (w *world) checkRecords(callbacks []models.Listed) {
	w.t.Helper()
	open := map[string]int{}
	for _, cb := range callbacks {
		if cb.Status.Open() {
			open[cb.RecordID]++
		}
		if (cb.Status == models.Assigned) != (cb.AssignedSid != "") && !cb.TaskOpen {
			w.t.Errorf("%s is %s, with %q", cb.ID, cb.Status, cb.AssignedSid)
		}
	}
	records, _, err := w.Records(w.ctx, models.RecordFilter{Limit: 100})
	w.must(err)
	for _, rec := range records {
		if n := open[rec.ID]; n > 1 || (n == 1) != (rec.State == models.RecordDormant) {
			w.t.Errorf("record %s is %s with %d open callbacks", rec.ExternalID, rec.State, n)
		}
	}
}

// Invariant 4: each version of a callback has one line, and the lines connect. It returns how many promises the lines made.
func (w *world) checkLedger(callbacks []models.Listed) int64 {
	w.t.Helper()
	events, err := w.EventsAfter(w.ctx, "", 100_000)
	w.must(err)
	lines := map[string]map[int64]models.Event{}
	for _, e := range events {
		if lines[e.CallbackID] == nil {
			lines[e.CallbackID] = map[int64]models.Event{}
		}
		lines[e.CallbackID][e.Seq] = e
	}
	made := int64(0)
	for _, cb := range callbacks {
		before, window := models.Status(""), any(nil)
		for seq := int64(1); seq <= cb.Version; seq++ {
			e, ok := lines[cb.ID][seq]
			if !ok || e.BeforeStatus != before || before != e.AfterStatus && before != "" && !before.CanBecome(e.AfterStatus) {
				w.t.Errorf("%s line %d: %+v after %s", cb.ID, seq, e, before)
			}
			before = e.AfterStatus
			if start := e.Data.V["window_start"]; start != nil && start != window {
				window = start
				made++
			}
		}
		if before != cb.Status || int64(len(lines[cb.ID])) != cb.Version {
			w.t.Errorf("%s is %s at version %d; its %d lines end %s", cb.ID, cb.Status, cb.Version, len(lines[cb.ID]), before)
		}
	}
	return made
}

// Invariant 5: every promise has exactly one verdict.
func (w *world) checkBalance(callbacks []models.Listed, made int64) {
	w.t.Helper()
	b, err := w.Balance(w.ctx, models.AtMillis(0), models.At(w.clock.Now().AddDate(1, 0, 0)))
	w.must(err)
	owed := int64(0)
	for _, cb := range callbacks {
		if cb.Status.Open() && cb.FirstAttemptAt.IsZero() {
			owed++
		}
	}
	if b.Off() != 0 || b.Made != made || b.Verdicts[models.Owed] != owed {
		w.t.Errorf("%d promises were made and %d are owed; the books say %+v", made, owed, b)
	}
}

// isStray says whether the ledger has a Task down to be closed beside the callback's own.
func (w *world) isStray(task *routed) bool {
	w.t.Helper()
	var n int
	w.must(w.raw().QueryRowContext(w.ctx, "SELECT COUNT(*) FROM past_tasks WHERE task_sid = '"+task.sid+"' AND state = 'stray'").Scan(&n))
	return n > 0
}

// settle lets everything arrive and every pass run its course. Invariant 2: then a callback that waits for an agent, or is with one, has
// exactly one live Task, and any other none.
func (w *world) settle() {
	w.t.Helper()
	for range 12 {
		for len(w.slow) > 0 {
			w.appear()
		}
		for len(w.mail) > 0 {
			w.deliver()
		}
		for len(w.results) > 0 {
			w.write()
		}
		w.clock.Advance(31 * time.Minute) // the longest pause between two looks
		w.rescue()
		w.closeTasks()
		w.watch()
		w.check()
	}
	for _, cb := range w.all() {
		want := 0
		if cb.Status == models.Queued || cb.Status == models.Assigned {
			want = 1
		}
		if live := w.live(cb.ID); len(live) != want || want == 1 && live[0].sid != cb.TaskSid {
			w.t.Errorf("%s is %s (%s, Task %q, open %v): %d live Tasks", cb.ID, cb.Status, cb.Step, cb.TaskSid, cb.TaskOpen, len(live))
		}
		if cb.Status == models.Dispatching || cb.Step == models.StepClose || cb.Step == models.StepRescue {
			w.t.Errorf("%s is still %s, %s", cb.ID, cb.Status, cb.Step)
		}
	}
	if w.t.Failed() {
		w.t.Fatalf("not settled: %v", w.last)
	}
}
