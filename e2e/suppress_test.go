package e2e_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// dialer is the main list's own software: it makes a Task for a donor, in a workflow of its own, and returns the Task's id.
func (w *world) dialer(attributes map[string]any) string {
	w.t.Helper()
	text, err := json.Marshal(attributes)
	w.must(err)
	form := url.Values{"Attributes": {string(text)}, "TaskChannel": {"voice"}, "WorkflowSid": {w.WorkflowSid()}}
	r, err := http.NewRequestWithContext(w.ctx, http.MethodPost, w.cfg.TaskRouterURL+"/v1/Workspaces/"+w.WorkspaceSid()+"/Tasks", strings.NewReader(form.Encode()))
	w.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.SetBasicAuth(w.AccountSid(), w.AuthToken())
	response, err := http.DefaultClient.Do(r)
	w.must(err)
	defer func() { w.must(response.Body.Close()) }()
	var made struct{ Sid string }
	w.must(json.NewDecoder(response.Body).Decode(&made))
	if response.StatusCode != http.StatusCreated {
		w.t.Fatalf("the dialer's Task: %s", response.Status)
	}
	return made.Sid
}

// nobodyThere sends all agents home, so that what waits goes on waiting.
func (w *world) nobodyThere() {
	w.t.Helper()
	for _, sid := range w.seeded.WorkerSids {
		w.must(w.SetActivity(sid, false))
	}
}

func (w *world) wantTask(sid, status string) {
	w.t.Helper()
	task, _ := w.Task(sid)
	if task.Status != status {
		w.t.Fatalf("the Task is %s (%s), want %s", task.Status, task.Reason, status)
	}
}

func (w *world) wantLeaks(want int64) {
	w.t.Helper()
	if n, err := w.app.Store().Leaks(w.ctx); err != nil || n != want {
		w.t.Fatalf("%d leaks, want %d; %v", n, want, err)
	}
}

// The dialer has a donor on its list who was promised a callback: its Task is gone before anybody is offered it, however it names the
// donor. That of another donor stays.
func TestTheMainListObeys(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", time.Hour)
		w.nobodyThere()
		w.forward(time.Minute)
		byNumber := w.dialer(map[string]any{"direction": "outbound", "to": donorPhone})
		byName := w.dialer(map[string]any{"taskType": "main_list", "record_external_id": "D-1"})
		another := w.dialer(map[string]any{"direction": "outbound", "to": "+61491570157"})
		w.turn()
		w.wantTask(byNumber, twiliosim.StatusCanceled)
		w.wantTask(byName, twiliosim.StatusCanceled)
		w.wantTask(another, twiliosim.StatusPending)
		w.wantLeaks(0)
		if s := w.story(cb.ID); s.Status != models.Scheduled || len(s.Events) != 3 || s.Events[2].Type != models.EventSuppressed {
			t.Fatalf("ledger:\n%s", ledger(s))
		}
	})
}

// What the dialer had made before the promise goes too.
func TestWhatWaitedWhenThePromiseWasMadeIsWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.nobodyThere()
		waiting := w.dialer(map[string]any{"direction": "outbound", "to": donorPhone})
		another := w.dialer(map[string]any{"direction": "outbound", "to": "+61491570157"})
		ringsIn := w.dialer(map[string]any{"direction": "inbound", "from": donorPhone, "call_sid": "CA00000000000000000000000000000001"})
		w.forward(time.Minute)
		status, made := w.ask("POST", "/api/v1/callbacks", map[string]any{"record": map[string]any{"external_id": "D-1", "phone": donorPhone},
			"local_time": "2026-12-01T13:00", "timezone": "Australia/Perth"})
		if status != 201 {
			t.Fatalf("%d %v", status, made)
		}
		w.forward(6 * time.Second)
		w.wantTask(waiting, twiliosim.StatusCanceled)
		w.wantTask(another, twiliosim.StatusPending)
		w.wantTask(ringsIn, twiliosim.StatusPending)
		w.wantLeaks(0)
	})
}

// An agent was offered the dialer's Task in the same moment, and took it: the donor is not rung off. It is a leak, and told.
func TestALeakIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", time.Hour)
		w.forward(time.Minute)
		task, err := w.Call(w.seeded.WorkerSids["Tom"], map[string]any{"direction": "outbound", "to": donorPhone})
		w.must(err)
		w.turn()
		w.wantTask(task, twiliosim.StatusAssigned)
		w.wantLeaks(1)
		s := w.story(cb.ID)
		if last := s.Events[len(s.Events)-1]; last.Type != models.EventLeaked || last.Data.V["worker_sid"] != w.seeded.WorkerSids["Tom"] {
			t.Fatalf("ledger:\n%s", ledger(s))
		}
		w.must(w.WrapUp(task, outcome("no_answer")))
		w.must(w.Complete(task))
		w.turn()
		w.want(cb.ID, models.Scheduled, "")
		w.wantLeaks(1)
	})
}

// The donor cannot wait and rings in while the callback is with TaskRouter. The agent who answers is named in the ledger; what they
// agree on ends the promise, and its Task is withdrawn.
func TestTheDonorRingsIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		w.must(w.SetActivity(w.seeded.WorkerSids["Maya"], false))
		w.must(w.SetActivity(w.seeded.WorkerSids["Tom"], false))
		w.forward(5 * time.Minute)
		own := w.ownTask(cb.ID).Sid
		call, err := w.Dial(w.seeded.WorkerSids["Kofi"], map[string]any{"direction": "inbound", "from": donorPhone, "call_sid": "CA00000000000000000000000000000001"})
		w.must(err)
		w.turn()
		s := w.want(cb.ID, models.Queued, "")
		if last := s.Events[len(s.Events)-1]; last.Type != models.EventRecognised || last.Data.V["worker_sid"] != w.seeded.WorkerSids["Kofi"] || last.Data.V["direction"] != "inbound" {
			t.Fatalf("ledger:\n%s", ledger(s))
		}
		w.wantTask(call, twiliosim.StatusAssigned)
		w.must(w.WrapUp(call, outcome("contacted")))
		w.turn()
		w.must(w.Complete(call))
		w.forward(time.Minute)
		w.want(cb.ID, models.Completed, models.SatisfiedElsewhere)
		w.wantRecord(cb.RecordID, models.RecordClosed)
		w.wantTask(own, twiliosim.StatusCanceled)
		w.wantNoTask(cb.ID)
		w.wantLeaks(0)
	})
}
