package e2e_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// Webhooks come twice and in any order: one callback, one attempt, one end.
func TestDoubledAndReorderedWebhooks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.SetWebhookFaults(twiliosim.WebhookFaults{Double: 0.5, Reorder: 0.5})
		cb := w.callMeLater("Maya", "callback_agent", 5*time.Minute)
		w.forward(5 * time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		if s := w.want(cb.ID, models.Completed, models.Contacted); s.Attempts != 1 || s.WorkerSid != w.seeded.WorkerSids["Maya"] {
			t.Fatalf("%d attempts, owner %s", s.Attempts, s.WorkerSid)
		}
		w.wantCreated(1)
	})
}

// Every webhook is lost: TaskRouter's own log of events brings all of it, later.
func TestLostWebhooks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.SetWebhookFaults(twiliosim.WebhookFaults{Lose: 1})
		task, err := w.Call(w.seeded.WorkerSids["Maya"], map[string]any{"direction": "outbound", "to": donorPhone})
		w.must(err)
		w.must(w.WrapUp(task, w.wish("callback_queue", 5*time.Minute)))
		w.must(w.Complete(task))
		w.forward(time.Minute)
		cb := w.only()
		w.forward(5 * time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.forward(time.Minute)
		if s := w.want(cb.ID, models.Completed, models.Contacted); s.Attempts != 1 {
			t.Fatalf("%d attempts", s.Attempts)
		}
		w.wantCreated(1)
	})
}

// An unsigned webhook, and one signed with another's token, are refused and leave nothing behind.
func TestForgedWebhook(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		form := url.Values{"EventType": {"task.completed"}, "Sid": {"EV00000000000000000000000000000001"}, "TaskSid": {"WT00000000000000000000000000000001"},
			"TaskAttributes": {`{"conversations":{"outcome":"callback_queue"},"callback_request":{"local_time":"2026-12-02T10:00"},"record":{"phone":"+61491570156","timezone":"Australia/Perth"}}`}}
		for _, signature := range []string{"", "bm90IHRoZSBzaWduYXR1cmU="} {
			r, err := http.NewRequestWithContext(w.ctx, http.MethodPost, "http://"+w.app.Address()+"/webhooks/twilio/events", strings.NewReader(form.Encode()))
			w.must(err)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if signature != "" {
				r.Header.Set("X-Twilio-Signature", signature)
			}
			response, err := http.DefaultClient.Do(r)
			w.must(err)
			w.must(response.Body.Close())
			if response.StatusCode != http.StatusForbidden {
				t.Errorf("signature %q: %d", signature, response.StatusCode)
			}
		}
		entries, err := w.app.Store().Inbox(w.ctx, "", 10)
		w.must(err)
		if len(entries) != 0 {
			t.Errorf("%d messages stored", len(entries))
		}
	})
}

// A wish that cannot be honoured is kept with its reason, for a person to see and replay.
func TestImpossibleWishIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		task, err := w.Call(w.seeded.WorkerSids["Maya"], map[string]any{"direction": "outbound", "to": donorPhone})
		w.must(err)
		wish := w.wish("callback_queue", time.Hour)
		wish["callback_request"].(map[string]any)["local_time"] = "half past six"
		w.must(w.WrapUp(task, wish))
		w.must(w.Complete(task))
		w.turn()
		status, inbox := w.ask("GET", "/api/v1/inbox?state=rejected", nil)
		items, _ := inbox["items"].([]any)
		if status != 200 || len(items) == 0 {
			t.Fatalf("%d %v", status, inbox)
		}
		if entry := items[0].(map[string]any); entry["code"] != "validation_failed" || !strings.Contains(entry["reason"].(string), "local_time") {
			t.Fatalf("%v", entry)
		}
	})
}
