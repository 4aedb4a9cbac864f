package webhooks_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/webhooks"
)

// Event Streams sends again what it believes lost.
func TestAThousandEventsInOneDelivery(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		const n = 1000
		elements := make([]string, n)
		for i := range elements {
			elements[i] = completed(i, wish(fmt.Sprintf("D-%d", i), "2026-12-01T18:00")).cloud(t)
		}
		batch := "[" + strings.Join(elements, ",") + "]"
		s.Patient()
		for range 2 {
			s.accepted(streamsPath, jsonType, batch)
		}
		for i := 0; i < n; i += 100 { // and some come as forms too
			s.accepted(eventsPath, formType, completed(i, wish(fmt.Sprintf("D-%d", i), "2026-12-01T18:00")).form(t).Encode())
		}
		entries := s.wantStored(n)
		for i := range n {
			entry := entries[sid("EV", i)]
			if entry.Payload.V.Record.ExternalID != fmt.Sprintf("D-%d", i) || entry.State != models.InboxReceived {
				t.Fatalf("%d is stored as %+v", i, entry)
			}
		}
	})
}

func TestUnreadableElementsCostNoOthers(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		good := completed(1, wish("D-1", "2026-12-01T18:00"))
		nameless := happening{kind: "task.completed", n: 4, attributes: wish("D-4", "2026-12-01T18:00")}
		s.accepted(streamsPath, jsonType, "["+strings.Join([]string{
			`7`, good.cloud(t), `{"type":"com.twilio.taskrouter.task.completed","id":"EZ77","data":{}}`, `{"id":"EZ78"}`,
			cloudEvent(t, "com.twilio.taskrouter.task.completed", "EZ79", map[string]any{"sid": "EV79", "task_sid": sid("WT", 79), "task_attributes": "{broken"}),
			nameless.cloud(t),
		}, ",")+"]")
		s.wantStored(6)
		s.apply()
		found := s.stored()
		if found[sid("EV", 1)].State != models.InboxApplied {
			t.Errorf("the readable one is %+v", found[sid("EV", 1)])
		}
		const digestOfSeven = "raw_7902699be42c8a8e46fbbb4501726517"
		for _, key := range []string{"EZ77", "EZ78", "EV79", sid("EV", 4), digestOfSeven} {
			if e := found[key]; e.State != models.InboxRejected || e.Reason == "" || e.Payload.V.Raw == "" {
				t.Errorf("%s is %s %q, raw %q", key, e.State, e.Reason, e.Payload.V.Raw)
			}
		}
		if kept := found[digestOfSeven].Payload.V; kept.Raw != "7" || kept.Role != "" {
			t.Errorf("the number is kept as %+v", kept)
		}
	})
}

func TestSignedBodiesAreNeverThrownAway(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for i, post := range []struct{ path, contentType, body string }{
			{streamsPath, jsonType, "not JSON " + strings.Repeat("x", 5000)},
			{streamsPath, jsonType, `"a text"`},
			{streamsPath, formType, "a=b"},
			{eventsPath, formType, "EventTypo=task.completed"},
			{eventsPath, jsonType, `{"EventType":"task.completed"}`},
			{eventsPath, formType, ""},
		} {
			for range 2 {
				s.accepted(post.path, post.contentType, post.body)
			}
			s.wantStored(i + 1)
		}
		s.apply()
		for _, entry := range s.stored() {
			m := entry.Payload.V
			if entry.State != models.InboxRejected || m.Malformed == "" || len(m.Raw) > 4096 || m.Role != "" {
				t.Errorf("kept as %s: %+v", entry.State, m)
			}
		}
	})
}

func TestOtherProductsPassBy(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		s.accepted(streamsPath, jsonType, "["+cloudEvent(t, "com.twilio.eventstreams.test-event", "EZ1", nil)+","+
			cloudEvent(t, "com.twilio.messaging.message.sent", "EZ2", nil)+"]")
		s.accepted(streamsPath, jsonType, "[]")
		s.wantStored(0)
		if s.counted("ignored_total", "stream_test") != 1 || s.counted("ignored_total", "other_product") != 1 {
			t.Error("not counted")
		}
	})
}

func TestNewOutcomesAreSeenSoon(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		asks := with(wish("D-1", "2026-12-01T18:00"), map[string]any{"conversations": map[string]any{"outcome": "Ring me later"}, "callback_request": nil})
		s.accepted(eventsPath, formType, completed(1, asks).form(t).Encode())
		s.wantStored(0)
		s.must(s.PutOutcomes(t.Context(), models.Outcome{Code: "later", Label: "Ring me later", Action: models.ActCallback}))
		s.clock.Advance(webhooks.OutcomesAge)
		s.accepted(eventsPath, formType, completed(2, asks).form(t).Encode())
		s.wantStored(1)
	})
}

func TestClosedHandlerAnswers503(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		s.shut()
		if answer := s.post(eventsPath, formType, completed(1, wish("D-1", "2026-12-01T18:00")).form(t).Encode()); answer.Code != http.StatusServiceUnavailable {
			t.Errorf("answered %d", answer.Code)
		}
		s.wantStored(0)
	})
}
