package models

import (
	"slices"
	"testing"
)

// The transition table of docs/STATES.md, every pair of it.
func TestTransitions(t *testing.T) {
	t.Parallel()
	ends := []Status{Completed, Cancelled, Expired, Failed}
	allowed := map[Status][]Status{
		Scheduled:   append([]Status{Dispatching}, ends...),
		Dispatching: append([]Status{Scheduled, Queued}, ends...),
		Queued:      append([]Status{Scheduled, Assigned}, ends...),
		Assigned:    append([]Status{Scheduled}, ends...),
	}
	if n := len(Statuses()); n != 8 {
		t.Errorf("%d statuses", n)
	}
	for _, from := range Statuses() {
		if from.Open() == slices.Contains(ends, from) {
			t.Errorf("%s: open is %v", from, from.Open())
		}
		for _, to := range Statuses() {
			if got, want := from.CanBecome(to), slices.Contains(allowed[from], to); got != want {
				t.Errorf("%s -> %s is %v, want %v", from, to, got, want)
			}
		}
	}
}

// How each resolution ends the callback and what becomes of the record.
func TestEndings(t *testing.T) {
	t.Parallel()
	for r, want := range map[Resolution]ending{
		Contacted: {Completed, RecordClosed}, SatisfiedElsewhere: {Completed, RecordClosed}, Refused: {Completed, RecordClosed},
		Rebooked:  {Completed, RecordDormant},
		NoContact: {Failed, RecordCallable}, ProviderRejected: {Failed, RecordCallable},
		WrongNumber: {Failed, RecordClosed},
		DoNotCall:   {Cancelled, RecordDoNotCall},
		Deceased:    {Cancelled, RecordClosed}, Erased: {Cancelled, RecordClosed},
		DonorCancelled: {Cancelled, RecordCallable}, ManagerCancelled: {Cancelled, RecordCallable}, Duplicate: {Cancelled, RecordCallable},
		TimedOut: {Expired, RecordCallable},
	} {
		if got, ok := r.ending(); !ok || got != want {
			t.Errorf("%s ends %v, want %v", r, got, want)
		}
	}
	for _, r := range []Resolution{"", "won", "Contacted"} {
		if _, ok := r.ending(); ok {
			t.Errorf("%q is a resolution", r)
		}
	}
}

// Each built-in outcome does something that exists.
func TestBuiltInOutcomes(t *testing.T) {
	t.Parallel()
	codes := map[string]bool{}
	for _, o := range builtInOutcomes() {
		_, ends := o.Resolution.ending()
		tries := len(o.RetryDelays.V)
		switch {
		case codes[NormalOutcome(o.Code)] || codes[NormalOutcome(o.Label)]:
			t.Errorf("%s has the name of another", o.Code)
		case o.Action == ActResolve && (!ends || tries > 0), o.Action == ActRetry && (ends || tries == 0), o.Action == ActCallback && (ends || tries > 0):
			t.Errorf("%+v", o)
		}
		codes[NormalOutcome(o.Code)] = true
	}
	if len(codes) != 13 {
		t.Errorf("%d outcomes, the interface names 13", len(codes))
	}
}

func TestBackoffGrows(t *testing.T) {
	t.Parallel()
	for n, minutes := range map[int]float64{-1: 1, 0: 1, 1: 1, 2: 2, 3: 4, 4: 8, 5: 16, 6: 30, 7: 30, 1 << 30: 30} {
		if got := Backoff(n).Minutes(); got != minutes {
			t.Errorf("Backoff(%d) is %v minutes, want %v", n, got, minutes)
		}
	}
}

// What is to be done next follows from the row alone, and nothing is dispatched while a Task may live.
func TestPlan(t *testing.T) {
	t.Parallel()
	s := &Store{policy: Policy{}.withDefaults()}
	now, lease := AtMillis(1_000_000), AtMillis(2_000_000)
	for _, status := range Statuses() {
		for _, open := range []bool{false, true} {
			for _, sid := range []string{"", "WT1"} {
				cb := &Callback{Status: status, TaskOpen: open, TaskSid: sid, DueAt: now, NextAt: lease, LeaseToken: "ls_1", AssignedSid: "WK1"}
				s.plan(cb, now)
				if cb.LeaseToken != "" || (cb.AssignedSid == "") != (!open && status != Assigned) {
					t.Errorf("%s, open %v %q: token %q, with %q", status, open, sid, cb.LeaseToken, cb.AssignedSid)
				}
				if got, want := cb.Step, wantStep(status, open, sid); got != want || (got == StepNone) != cb.NextAt.IsZero() {
					t.Errorf("%s, open %v %q: %q at %v, want %q", status, open, sid, got, cb.NextAt, want)
				}
				if cb.Step == StepRescue && cb.NextAt != lease {
					t.Errorf("%s: the lease's end moved to %v", status, cb.NextAt)
				}
			}
		}
	}
}

func wantStep(status Status, open bool, sid string) Step {
	switch {
	case status == Dispatching, open && sid == "":
		return StepRescue
	case status == Queued, status == Assigned:
		return StepWatch
	case open:
		return StepClose
	case status == Scheduled:
		return StepDispatch
	}
	return StepNone
}
