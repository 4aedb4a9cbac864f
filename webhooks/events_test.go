package webhooks_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/webhooks"
)

func TestOneEventManyTimesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		body := completed(1, wish("D-1", "2026-12-01T18:00")).form(t).Encode()
		together(20, func(int) {
			if answer := s.post(eventsPath, formType, body); answer.Code != http.StatusNoContent {
				t.Errorf("answered %d %s", answer.Code, answer.Body)
			}
		})
		s.wantStored(1)
		if s.hooks.of(&s.hooks.stored) == 0 {
			t.Error("nobody was woken to apply it")
		}
		s.apply()
		found := s.callbacks()
		if len(found) != 1 || found[0].LocalTime != "2026-12-01T18:00:00" || found[0].Record.ExternalID != "D-1" || found[0].SourceTaskSid != models.OptionalKey(sid("WT", 1)) {
			t.Fatalf("callbacks %+v", found)
		}
	})
}

// Whatever order the four events of a wrap-up come in, and though each comes twice, one callback comes of them, and the
// agent's who made the promise, whom only the reservation's events name.
func TestTwinsMakeOneCallbackWithItsOwner(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for round, order := range orders(4) {
			id := string(rune('A' + round))
			attributes := wish("D-"+id, "2026-12-01T18:00")
			attributes["record"].(map[string]any)["phone"] = fmt.Sprintf("+6149157%04d", 150+round)
			delete(attributes, "to")
			task := sid("WT", round)
			twins := []happening{
				{kind: "task.wrapup", version: 5, status: "wrapping"},
				{kind: "reservation.wrapup", version: 5, status: "wrapping", worker: agent},
				{kind: "reservation.completed", version: 5, status: "wrapping", worker: agent},
				{kind: "task.completed", version: 6, status: "completed"},
			}
			for range 2 {
				for _, i := range order {
					e := twins[i]
					e.n, e.task, e.attributes = round*10+i, task, attributes
					s.accepted(eventsPath, formType, e.form(t).Encode())
					s.apply()
				}
			}
			found, _, err := s.List(t.Context(), models.Filter{Text: "D-" + id, Limit: 10})
			s.must(err)
			if len(found) != 1 || found[0].WorkerSid != agent || found[0].Routing != models.ToAgent {
				t.Fatalf("order %v: %d callbacks, %+v", order, len(found), found)
			}
		}
	})
}

// orders are all permutations of the first n numbers.
func orders(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, shorter := range orders(n - 1) {
		for at := range n {
			order := append(append(append([]int{}, shorter[:at]...), n-1), shorter[at:]...)
			all = append(all, order)
		}
	}
	return all
}

func TestForgedRequestsStoreNothing(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		body := completed(1, wish("D-1", "2026-12-01T18:00")).form(t).Encode()
		good := sign(token, eventsPath, formType, body)
		stream := "[" + completed(1, wish("D-1", "2026-12-01T18:00")).cloud(t) + "]"
		for name, forged := range map[string]struct{ uri, contentType, body, signature, reason string }{
			"no signature":     {eventsPath, formType, body, "", "no_signature"},
			"other account's":  {eventsPath, formType, body, sign("theirs", eventsPath, formType, body), "wrong_signature"},
			"changed":          {eventsPath, formType, strings.Replace(body, "18%3A00", "19%3A00", 1), good, "wrong_signature"},
			"other route":      {dispositionsPath, formType, body, good, "wrong_signature"},
			"query added":      {eventsPath + "?a=b", formType, body, good, "wrong_signature"},
			"key twice":        {eventsPath, formType, body + "&TaskSid=" + sid("WT", 2), good, "duplicate_key"},
			"stream, no hash":  {streamsPath, jsonType, stream, sign(token, streamsPath, jsonType, stream), "body_hash"},
			"stream, bad hash": {streamsPath + "?bodySHA256=00", jsonType, stream, sign(token, streamsPath+"?bodySHA256=00", jsonType, stream), "body_hash"},
			"form as JSON":     {eventsPath, jsonType, body, good, "body_hash"},
		} {
			before := s.counted("signature_failures_total", forged.reason)
			answer := s.send(http.MethodPost, forged.uri, forged.contentType, forged.body, forged.signature)
			if answer.Code != http.StatusForbidden || s.counted("signature_failures_total", forged.reason) != before+1 {
				t.Errorf("%s: answered %d %s", name, answer.Code, answer.Body)
			}
		}
		s.wantStored(0)
		if n := strings.Count(s.log.String(), "level=WARN"); n != 1 {
			t.Errorf("%d warnings, want one a minute:\n%s", n, s.log)
		}
		s.clock.Advance(webhooks.AlarmEvery)
		s.send(http.MethodPost, eventsPath, formType, body, "")
		if !strings.Contains(s.log.String(), "more_since_last_warning=8") {
			t.Errorf("the second warning is missing:\n%s", s.log)
		}
	})
}

func TestSecondTokenIsAccepted(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		body := completed(1, wish("D-1", "2026-12-01T18:00")).form(t).Encode()
		if answer := s.send(http.MethodPost, eventsPath, formType, body, sign(otherToken, eventsPath, formType, body)); answer.Code != http.StatusNoContent {
			t.Fatalf("answered %d", answer.Code)
		}
		s.wantStored(1)
	})
}

func TestDatabaseGone(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		e := completed(1, wish("D-1", "2026-12-01T18:00"))
		s.accepted(eventsPath, formType, e.form(t).Encode()) // the outcomes are known, storing alone will fail
		s.must(s.Store.Close())
		for name, post := range map[string]struct{ path, contentType, body string }{
			"event":       {eventsPath, formType, e.form(t).Encode()},
			"stream":      {streamsPath, jsonType, "[" + e.cloud(t) + "]"},
			"disposition": {dispositionsPath, formType, disposition().Encode()},
		} {
			if answer := s.post(post.path, post.contentType, post.body); answer.Code != http.StatusServiceUnavailable {
				t.Errorf("%s: answered %d %s", name, answer.Code, answer.Body)
			}
		}
		s.clock.Advance(webhooks.OutcomesAge)
		if answer := s.post(eventsPath, formType, e.form(t).Encode()); answer.Code != http.StatusServiceUnavailable {
			t.Errorf("without outcomes: answered %d", answer.Code)
		}
		if n := s.counted("store_failures_total", ""); n != 4 {
			t.Errorf("%v store failures counted", n)
		}
	})
}

func TestBodyLimits(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	for path, limit := range map[string]int{eventsPath: 256 << 10, dispositionsPath: 64 << 10, streamsPath: 16 << 20} {
		for extra, want := range map[int]bool{0: false, 1: true} {
			body := "x=" + strings.Repeat("y", limit-2+extra)
			contentType := formType
			if path == streamsPath {
				contentType = jsonType
			}
			answer := s.post(path, contentType, body)
			if tooLarge := answer.Code == http.StatusRequestEntityTooLarge; tooLarge != want {
				t.Errorf("%s, %d over: answered %d", path, extra, answer.Code)
			}
		}
	}
	if s.counted("received_total", "too_large") != 3 || !strings.Contains(s.log.String(), "too_large") {
		t.Errorf("too large bodies pass in silence: %s", s.log)
	}
}

func TestOnlyPosts(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	for _, path := range []string{eventsPath, streamsPath, dispositionsPath} {
		answer := s.send(http.MethodGet, path, "", "", sign(token, path, "", ""))
		if answer.Code != http.StatusMethodNotAllowed || answer.Header().Get("Allow") != http.MethodPost {
			t.Errorf("GET %s: %d", path, answer.Code)
		}
	}
}

func TestForeignEventsPassBy(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		plain := map[string]any{"type": "chat", "callback_id": "4711", "record": true}
		outcome := func(name string) map[string]any {
			return with(plain, map[string]any{"conversations": map[string]any{"outcome": name}})
		}
		asking := wish("D-1", "2026-12-01T18:00")
		for i, test := range []struct {
			reason string
			event  happening
			change url.Values
		}{
			{"noise", happening{kind: "task-queue.entered", attributes: asking}, nil},
			{"noise", happening{kind: "workflow.target-matched", attributes: asking}, nil},
			{"noise", happening{kind: "task-channel.updated"}, nil},
			{"noise", happening{kind: "some.novelty", attributes: asking}, nil},
			{"tentative", happening{kind: "task.created", status: "pending", attributes: plain}, nil},
			{"tentative", happening{kind: "task.updated", status: "assigned", attributes: asking}, nil},
			{"no_promise", happening{kind: "reservation.accepted", status: "assigned", worker: agent, attributes: asking}, nil},
			{"no_outcome", happening{kind: "task.completed", status: "completed", attributes: plain}, nil},
			{"no_outcome", happening{kind: "task.canceled", status: "canceled", attributes: map[string]any{}}, nil},
			{"request_without_outcome", happening{kind: "task.completed", attributes: with(asking, map[string]any{"conversations": nil})}, nil},
			{"unknown_outcome", happening{kind: "task.wrapup", attributes: outcome("chat solved")}, nil},
			{"other_outcome", happening{kind: "task.completed", attributes: outcome("no_answer")}, nil},
			{"no_promise", happening{kind: "task.completed", attributes: with(asking, map[string]any{"conversations": map[string]any{"outcome": "Refused"}})}, nil},
			{"other_workspace", completed(0, asking), url.Values{"WorkspaceSid": {sid("WS", 2)}}},
			{"directory", happening{kind: "worker.activity.update", worker: agent}, nil},
		} {
			test.event.n, test.event.task = i, sid("WT", i)
			form := test.event.form(t)
			maps.Copy(form, test.change)
			before := s.counted("ignored_total", test.reason)
			s.accepted(eventsPath, formType, form.Encode())
			if s.counted("ignored_total", test.reason) != before+1 {
				t.Errorf("%d %s: not counted as %s", i, test.event.kind, test.reason)
			}
		}
		s.wantStored(0)
		if s.hooks.of(&s.hooks.directory) != 1 || s.hooks.of(&s.hooks.stored) != 0 {
			t.Errorf("hooks: %+v", s.hooks)
		}
	})
}
