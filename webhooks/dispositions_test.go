package webhooks_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

// disposition is what a Studio flow sends of a caller who asked to be rung.
func disposition(changes ...string) url.Values {
	form := url.Values{
		"outcome": {"callback_queue"}, "CallSid": {sid("CA", 1)}, "From": {donor}, "To": {"+61255501234"}, "Direction": {"inbound"},
		"callback_request": {`{"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","team":"welcome","window_minutes":45}`},
		"record":           {`{"external_id":"D-1"}`},
	}
	for i := 0; i < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
		if changes[i+1] == "" {
			form.Del(changes[i])
		}
	}
	return form
}

// told is the body of an answer, good or bad.
type told struct {
	Callback *struct {
		ID, Status, Routing, Team, Timezone string
		Record                              struct{ ID string }
		WindowStartLocal                    string  `json:"window_start_local"`
		LocalTime                           string  `json:"local_time"`
		WindowStart                         string  `json:"window_start"`
		WindowEnd                           string  `json:"window_end"`
		DueAt                               string  `json:"due_at"`
		TimeAdjustment                      *string `json:"time_adjustment"`
		WindowMinutes                       int     `json:"window_minutes"`
		Warnings                            []string
		Version                             int64
	}
	Status       int
	Code, Detail string
	Errors       []struct{ Field, Code, Detail string }
}

func (s *site) tell(form url.Values) (*httptest.ResponseRecorder, told) {
	s.t.Helper()
	return s.read(s.post(dispositionsPath, formType, form.Encode()))
}

func (s *site) read(answer *httptest.ResponseRecorder) (*httptest.ResponseRecorder, told) {
	s.t.Helper()
	var body told
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil {
		s.t.Fatalf("answered %d %q: %v", answer.Code, answer.Body, err)
	}
	want := "application/json"
	if answer.Code != http.StatusOK {
		want = "application/problem+json"
		if body.Status != answer.Code || body.Detail == "" {
			s.t.Errorf("answered %d with %s", answer.Code, answer.Body)
		}
	}
	if got := answer.Header().Get("Content-Type"); got != want {
		s.t.Errorf("content type %s", got)
	}
	return answer, body
}

func TestDispositionIsAnsweredWithTheCallback(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		answer, body := s.tell(disposition())
		if answer.Code != http.StatusOK || body.Callback == nil {
			t.Fatalf("answered %d %s", answer.Code, answer.Body)
		}
		c := body.Callback
		if c.Status != "scheduled" || c.Routing != "team" || c.Team != "welcome" || c.LocalTime != "2026-12-01T18:00:00" || c.Timezone != "Australia/Perth" ||
			c.WindowStart != "2026-12-01T10:00:00.000Z" || c.WindowEnd != "2026-12-01T10:45:00.000Z" || c.DueAt != c.WindowStart || c.WindowMinutes != 45 ||
			c.TimeAdjustment != nil || c.Warnings == nil || c.Version != 1 || c.Record.ID == "" || c.WindowStartLocal != "2026-12-01T18:00:00" {
			t.Errorf("callback %s", answer.Body)
		}
		if story := s.story(c.ID); story.Record.Phone != donor || story.Source != string(models.SourceDispositions) {
			t.Errorf("rings %s, source %s", story.Record.Phone, story.Source)
		}
		if s.hooks.of(&s.hooks.woken) != 1 {
			t.Error("the dispatcher was not woken")
		}
		for range 2 { // the same again, and the same as JSON, which is another body of one source
			if _, again := s.tell(disposition()); again.Callback == nil || again.Callback.ID != c.ID || again.Callback.Version != 1 {
				t.Errorf("again: %+v", again)
			}
		}
		asJSON := `{"outcome":"callback_queue","CallSid":"` + sid("CA", 1) + `","record":{"external_id":"D-1"},
			"callback_request":{"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","team":"welcome","window_minutes":45}}`
		if _, again := s.read(s.post(dispositionsPath, jsonType, asJSON)); again.Callback == nil || again.Callback.ID != c.ID {
			t.Errorf("as JSON: %+v", again)
		}
		if found := s.callbacks(); len(found) != 1 {
			t.Errorf("%d callbacks", len(found))
		}
	})
}

func TestOneDispositionManyTimesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		ids := make([]string, 20)
		together(len(ids), func(i int) {
			if answer, body := s.tell(disposition()); answer.Code == http.StatusOK && body.Callback != nil {
				ids[i] = body.Callback.ID
			}
		})
		for _, id := range ids {
			if id == "" || id != ids[0] {
				t.Fatalf("answered %q", ids)
			}
		}
		s.wantStored(1)
	})
}

func TestDispositionOfACallbacksOwnCall(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		cb := s.queued()
		bare := url.Values{"outcome": {"No answer"}, "CallSid": {sid("CA", 2)}, "callback_id": {cb.ID}}
		answer, body := s.tell(bare)
		if answer.Code != http.StatusOK || body.Callback == nil || body.Callback.ID != cb.ID || body.Callback.Status != "scheduled" {
			t.Fatalf("answered %d %s", answer.Code, answer.Body)
		}
		s.tell(bare)
		if story := s.story(cb.ID); story.Attempts != 1 || story.WaitReason != models.WaitRetry || story.AttemptLog[0].Outcome != "no_answer" {
			t.Errorf("%d attempts, waits for %s", story.Attempts, story.WaitReason)
		}
	})
}

func TestRefusedDispositions(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for name, test := range map[string]struct {
			form   url.Values
			status int
			code   string
			field  string
			kept   bool
		}{
			"in the past":     {disposition("callback_request", `{"local_time":"2026-11-30T18:00","timezone":"Australia/Perth"}`), 422, "in_the_past", "callback_request.local_time", true},
			"no time":         {disposition("callback_request", ""), 422, "validation_failed", "callback_request", true},
			"bad zone":        {disposition("callback_request", `{"local_time":"2026-12-01T18:00","timezone":"UTC+8"}`), 422, "unknown_timezone", "callback_request.timezone", true},
			"wrong type":      {disposition("callback_request", `{"local_time":"2026-12-01T18:00","window_minutes":[]}`), 422, "validation_failed", "callback_request.window_minutes", true},
			"not JSON":        {disposition("callback_request", "six o'clock"), 422, "validation_failed", "callback_request", true},
			"no call":         {disposition("CallSid", ""), 422, "validation_failed", "source_task_sid", true},
			"no outcome":      {disposition("outcome", ""), 422, "validation_failed", "outcome", true},
			"unknown outcome": {disposition("outcome", "solved"), 422, "validation_failed", "conversations.outcome", true},
			"unknown, bare":   {disposition("outcome", "solved", "callback_request", ""), 422, "validation_failed", "outcome", false},
			"nobody known":    {disposition("record", "", "From", "anonymous"), 422, "validation_failed", "record", true},
			"no such one":     {disposition("callback_id", "cb_none"), 404, "not_found", "", true},
		} {
			test.form.Set("test", name) // no two bodies are the same
			before := s.stored()
			for range 2 {
				answer, body := s.tell(test.form)
				if answer.Code != test.status || body.Code != test.code || test.field != "" && (len(body.Errors) == 0 || body.Errors[0].Field != test.field) {
					t.Errorf("%s: answered %d %s", name, answer.Code, answer.Body)
				}
			}
			kept := 0
			for key, entry := range s.stored() {
				if _, old := before[key]; !old && entry.State == models.InboxRejected {
					kept++
				}
			}
			if want := map[bool]int{true: 1}[test.kept]; kept != want {
				t.Errorf("%s: %d messages kept, want %d", name, kept, want)
			}
		}
		if len(s.callbacks()) != 0 {
			t.Error("a refused disposition made a callback")
		}
	})
}

// What was refused for a setting is honoured when it comes again after the setting was mended.
func TestRefusedDispositionComesAgain(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		form := disposition("outcome", "Ring me later")
		if answer, _ := s.tell(form); answer.Code != http.StatusUnprocessableEntity {
			t.Fatalf("answered %d", answer.Code)
		}
		s.must(s.PutOutcomes(t.Context(), models.Outcome{Code: "later", Label: "Ring me later", Action: models.ActCallback}))
		if answer, body := s.tell(form); answer.Code != http.StatusOK || body.Callback == nil {
			t.Fatalf("answered %d %s", answer.Code, answer.Body)
		}
		s.wantStored(1)
	})
}

// A true outcome of an ordinary call that asks for nothing is no error.
func TestDispositionThatAsksForNothing(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for range 2 {
			answer, body := s.tell(disposition("outcome", "no_answer", "callback_request", ""))
			if answer.Code != http.StatusOK || body.Callback != nil || !strings.Contains(answer.Body.String(), `"callback":null`) {
				t.Fatalf("answered %d %s", answer.Code, answer.Body)
			}
		}
	})
}
