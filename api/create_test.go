package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// TestCreateAtOnce has fifty callers promise the same donor a call: one may, all others are told which promise there is.
func TestCreateAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		answers := make([]answer, 50)
		var running sync.WaitGroup
		for i := range answers {
			running.Go(func() {
				body := fmt.Sprintf(`{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-01T18:%02d","timezone":"Australia/Perth"}`, i)
				answers[i] = s.serve(t, s.request(t.Context(), "intake", http.MethodPost, "/api/v1/callbacks", body))
			})
		}
		running.Wait()
		made := ""
		for _, a := range answers {
			if a.status == http.StatusCreated && made == "" {
				made = into[callback](t, a).ID
			} else if a.status == http.StatusCreated {
				t.Errorf("a second one was made: %s", a.body)
			}
		}
		for _, a := range answers {
			if a.status == http.StatusCreated {
				continue
			}
			if p := a.refused(t, http.StatusConflict, "callback_already_open", ""); p.CallbackID != made || !strings.Contains(p.Detail, made) {
				t.Errorf("the open one is %s: %s", made, a.body)
			}
		}
		if made == "" || s.woken.Load() != 1 {
			t.Errorf("made %q, woken %d times", made, s.woken.Load())
		}
	})
}

func TestCreateAnswersWhereItIs(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		got := s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", fullBody).want(t, http.StatusCreated)
		id := into[callback](t, got).ID
		if got.header.Get("Location") != "/api/v1/callbacks/"+id || got.header.Get("ETag") != `"1"` {
			t.Errorf("Location %q, ETag %q", got.header.Get("Location"), got.header.Get("ETag"))
		}
		again := s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", fullBody).want(t, http.StatusOK)
		if into[callback](t, again).ID != id {
			t.Errorf("the same source Task made %s", again.body)
		}
	})
}

func TestCreateByRecordID(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		rec := into[callback](t, s.ask(t, "admin", http.MethodPost, "/api/v1/records", `{"external_id":"D-1","phone":"+61491570156","timezone":"Australia/Perth"}`).want(t, http.StatusCreated))
		cb := into[callback](t, s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", `{"record_id":"`+rec.ID+`","local_time":"2026-12-01T18:00"}`).want(t, http.StatusCreated))
		if cb.Record.ID != rec.ID {
			t.Errorf("record %s, want %s", cb.Record.ID, rec.ID)
		}
	})
}

// TestCreateRefused holds the code and the field of what cannot be promised.
func TestCreateRefused(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		const who = `"record":{"external_id":"D-1","phone":"+61491570156","timezone":"Australia/Perth"},`
		for body, want := range map[string]string{
			`{"local_time":"2026-12-01T18:00"}`:                                                                               "validation_failed record",
			`{` + who + `"record_id":"rec_1","local_time":"2026-12-01T18:00"}`:                                                "validation_failed record_id",
			`{"record_id":"rec_1","local_time":"2026-12-01T18:00"}`:                                                           "validation_failed record_id",
			`{"record":{},"local_time":"2026-12-01T18:00"}`:                                                                   "validation_failed record",
			`{` + who + `"local_time":"tomorrow"}`:                                                                            "validation_failed local_time",
			`{` + who + `"timezone":"Australia/Perth"}`:                                                                       "validation_failed local_time",
			`{` + who + `"local_time":"2026-12-01T18:00+08:00"}`:                                                              "validation_failed local_time",
			`{` + who + `"local_time":"2026-11-30T18:00"}`:                                                                    "in_the_past local_time",
			`{` + who + `"local_time":"2027-12-01T18:00"}`:                                                                    "too_far_ahead local_time",
			`{` + who + `"local_time":"2026-12-01T18:00","timezone":"AWST"}`:                                                  "unknown_timezone timezone",
			`{` + who + `"local_time":"2026-12-01T18:00","window_minutes":4}`:                                                 "validation_failed window_minutes",
			`{` + who + `"local_time":"2026-12-01T18:00","window_minutes":30.5}`:                                              "validation_failed window_minutes",
			`{` + who + `"local_time":"2026-12-01T18:00","routing":"everyone"}`:                                               "validation_failed routing",
			`{` + who + `"local_time":"2026-12-01T18:00","phone":"12"}`:                                                       "invalid_phone phone",
			`{` + who + `"local_time":"2026-12-01T18:00","worker_sid":"` + strings.Repeat("W", 40) + `"}`:                     "validation_failed worker_sid",
			`{` + who + `"local_time":"2026-12-01T18:00","reason":"` + strings.Repeat("x", 201) + `"}`:                        "validation_failed reason",
			`{` + who + `"local_time":"2026-12-01T18:00","notes":"` + strings.Repeat("x", 5001) + `"}`:                        "validation_failed notes",
			`{` + who + `"local_time":"2026-12-01T18:00","source_task_sid":"` + strings.Repeat("x", 65) + `"}`:                "validation_failed source_task_sid",
			`{` + who + `"local_time":"2026-12-01T18:00","override":{"wording":"` + strings.Repeat("x", 70000) + `"}}`:        "validation_failed override.wording",
			`{"record":{"external_id":"D-1","phone":"12","timezone":"Australia/Perth"},"local_time":"2026-12-01T18:00"}`:      "invalid_phone record.phone",
			`{"record":{"external_id":"D-1","phone":"+61491570156","timezone":"Mars"},"local_time":"2026-12-01T18:00"}`:       "unknown_timezone record.timezone",
			`{"record":{"external_id":"` + strings.Repeat("D", 129) + `"},"local_time":"2026-12-01T18:00","timezone":"Mars"}`: "validation_failed record.external_id",
		} {
			code, field, _ := strings.Cut(want, " ")
			p := s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", body).refused(t, http.StatusUnprocessableEntity, code, field)
			if strings.Contains(p.Detail, "callback_request") {
				t.Errorf("this body has no callback_request: %s", p.Detail)
			}
		}
		if n := len(s.ids(t, "admin", "/api/v1/callbacks")); n != 0 || s.woken.Load() != 0 {
			t.Errorf("%d callbacks, woken %d times", n, s.woken.Load())
		}
	})
}

func TestCreateForDoNotCall(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``)
		s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", `{"code":"do_not_call"}`).want(t, http.StatusOK)
		s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", `{"record_id":"`+cb.Record.ID+`","local_time":"2026-12-01T18:00"}`).
			refused(t, http.StatusUnprocessableEntity, "do_not_call", "record")
	})
}
