package e2e_test

import (
	"net/http"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

const donorPhone = "+61491570156"

// callMeLater plays a call of the main list in which a donor asks agent to be rung in a while, and returns the callback that comes of
// it.
func (w *world) callMeLater(agent, outcome string, ahead time.Duration) *models.Story {
	w.t.Helper()
	task, err := w.Call(w.seeded.WorkerSids[agent], map[string]any{"direction": "outbound", "to": donorPhone})
	w.must(err)
	w.turn()
	w.must(w.WrapUp(task, w.wish(outcome, ahead)))
	w.turn()
	w.must(w.Complete(task))
	w.turn()
	return w.only()
}

// wish is what an agent writes into a call's attributes.
func (w *world) wish(outcome string, ahead time.Duration) map[string]any {
	loc, err := w.app.Store().Zone("Australia/Perth")
	w.must(err)
	return map[string]any{
		"conversations":    map[string]any{"outcome": outcome},
		"callback_request": map[string]any{"local_time": w.clock.Now().Add(ahead).In(loc).Format("2006-01-02T15:04:05"), "timezone": "Australia/Perth", "team": "welcome", "reason": "driving"},
		"record":           map[string]any{"external_id": "D-1", "name": "Aroha Ngata", "phone": donorPhone},
	}
}

// only is the one callback there is.
func (w *world) only() *models.Story {
	w.t.Helper()
	found, _, err := w.app.Store().List(w.ctx, models.Filter{Limit: 10, Newest: true})
	w.must(err)
	if len(found) != 1 {
		w.t.Fatalf("%d callbacks, want 1", len(found))
	}
	return w.story(found[0].ID)
}

// ownTask is the callback's one live Task in TaskRouter.
func (w *world) ownTask(id string) twiliosim.Task {
	w.t.Helper()
	live := w.LiveByCallback()[id]
	if len(live) != 1 {
		w.t.Fatalf("%d live Tasks of %s, want 1; ledger:\n%s", len(live), id, ledger(w.story(id)))
	}
	task, _ := w.Task(live[0])
	return task
}

// wantNoTask says that TaskRouter holds nothing of the callback any more.
func (w *world) wantNoTask(id string) {
	w.t.Helper()
	if live := w.LiveByCallback()[id]; len(live) != 0 {
		w.t.Fatalf("live Tasks %v, want none; ledger:\n%s", live, ledger(w.story(id)))
	}
}

// wantCreated says how many Tasks Ringback ever asked for, and got.
func (w *world) wantCreated(n int) {
	w.t.Helper()
	got := 0
	for _, r := range w.Requests() {
		if r.Op == "CreateTask" && r.Status == http.StatusCreated {
			got++
		}
	}
	if got != n {
		w.t.Fatalf("%d Tasks were made, want %d", got, n)
	}
}

func (w *world) wantRecord(id string, state models.RecordState) {
	w.t.Helper()
	rec, err := w.app.Store().Record(w.ctx, id)
	w.must(err)
	if rec.State != state {
		w.t.Fatalf("record is %s, want %s", rec.State, state)
	}
}

// offeredTo is the agent whom TaskRouter offers a Task now.
func (w *world) offeredTo(task string) string {
	w.t.Helper()
	for _, r := range w.Reservations(task) {
		if r.Status == twiliosim.ReservationPending || r.Status == twiliosim.ReservationAccepted {
			for name, sid := range w.seeded.WorkerSids {
				if sid == r.WorkerSid {
					return name
				}
			}
		}
	}
	return ""
}

// ring lets the agent who is offered the Task accept it, dial, and end the call with an outcome.
func (w *world) ring(task string, patch map[string]any) {
	w.t.Helper()
	w.must(w.Accept(task))
	w.turn()
	call, err := w.Redial(task)
	w.must(err)
	w.turn()
	w.must(w.WrapUp(call, patch))
	w.turn()
	w.must(w.Complete(call))
	w.must(w.Complete(task))
	w.turn()
}

func outcome(code string) map[string]any {
	return map[string]any{"conversations": map[string]any{"outcome": code}}
}
