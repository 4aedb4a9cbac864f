package api_test

import (
	"net/http"
	"testing"

	"github.com/ringback/ringback/models"
)

func TestCancel(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``)
		path := "/api/v1/callbacks/" + cb.ID + "/cancel"
		for body, field := range map[string]string{`{}`: "reason", `{"reason":" "}`: "reason", `{"reason":"x","resolution":"contacted"}`: "resolution",
			`{"reason":"x","resolution":"erased"}`: "resolution", `{"reason":"x","resolution":"nonsense"}`: "resolution", `{"reason":"x","notes":"y"}`: "notes"} {
			s.ask(t, "ana", http.MethodPost, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		woken := s.woken.Load()
		got := s.ask(t, "ana", http.MethodPost, path, `{"reason":"rang us herself","resolution":"donor_cancelled"}`).want(t, http.StatusOK)
		if into[callback](t, got).Status != "cancelled" || got.header.Get("ETag") != `"2"` || s.woken.Load() != woken+1 {
			t.Errorf("ETag %s, woken %d: %s", got.header.Get("ETag"), s.woken.Load()-woken, got.body)
		}
		if rec := into[record](t, s.ask(t, "dialer", http.MethodGet, "/api/v1/records/"+cb.Record.ID, "")); rec.State != "callable" {
			t.Errorf("the record is %s", rec.State)
		}
		s.ask(t, "ana", http.MethodPost, path, `{"reason":"again"}`).refused(t, http.StatusConflict, "callback_closed", "")
		s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", `{"code":"busy"}`).refused(t, http.StatusConflict, "callback_closed", "")
	})
}

func TestCancelOfAnAgentsCallback(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``)
		s.accept(t, ana)
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/cancel", `{"reason":"x"}`).refused(t, http.StatusConflict, "already_with_agent", "")
	})
}

func TestIfMatch(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``)
		path := "/api/v1/callbacks/" + cb.ID
		if got := s.ask(t, "ana", http.MethodGet, path, "").header.Get("ETag"); got != `"1"` {
			t.Fatalf("ETag %s", got)
		}
		for _, header := range []string{`"2"`, `W/"1"`, `1`, `"1`, `"01"`, ``, `"2", "3"`} {
			s.ask(t, "ana", http.MethodPost, path+"/cancel", `{"reason":"x"}`, "If-Match", header).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		}
		got := s.ask(t, "ana", http.MethodPost, path+"/outcome", `{"code":"no answer"}`, "If-Match", `"7", "1"`).want(t, http.StatusOK)
		next := got.header.Get("ETag")
		s.ask(t, "ana", http.MethodPost, path+"/outcome", `{"code":"busy"}`, "If-Match", `"1"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		s.ask(t, "ana", http.MethodPost, path+"/outcome", `{"code":"busy"}`, "If-Match", next).want(t, http.StatusOK)
		s.ask(t, "ana", http.MethodPost, path+"/cancel", `{"reason":"x"}`, "If-Match", `*`).want(t, http.StatusOK)
	})
}

func TestOutcomes(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for name, c := range map[string]struct{ body, status, resolution, record string }{
			"retry":    {`{"code":"No Answer","notes":"rang out"}`, "scheduled", "", "dormant"},
			"reached":  {`{"code":"contacted"}`, "completed", "contacted", "closed"},
			"wrong":    {`{"code":"wrong_number"}`, "failed", "wrong_number", "closed"},
			"never":    {`{"code":"do-not-call"}`, "cancelled", "do_not_call", "do_not_call"},
			"promised": {`{"code":"callback_queue","callback_request":{"local_time":"2026-12-02T18:00"}}`, "scheduled", "", "dormant"},
		} {
			cb := s.book(t, "ana", name, ``)
			got := s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", c.body).want(t, http.StatusOK)
			now := into[resolved](t, got)
			if now.Status != c.status || str(now.Resolution) != c.resolution || now.ChainID != cb.ID || (now.ID != cb.ID) != (name == "promised") {
				t.Errorf("%s: %s", name, got.body)
			}
			if rec := into[record](t, s.ask(t, "admin", http.MethodGet, "/api/v1/records/"+cb.Record.ID, "")); rec.State != c.record {
				t.Errorf("%s: the record is %s", name, rec.State)
			}
		}
	})
}

// resolved is a callback with how it ended.
type resolved struct {
	callback
	Resolution *string `json:"resolution"`
}

func TestOutcomeRefused(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``)
		for body, field := range map[string]string{
			`{}`:                        "code",
			`{"code":""}`:               "code",
			`{"code":"nonsense"}`:       "code",
			`{"code":"busy","x":1}`:     "x",
			`{"code":"callback_agent"}`: "callback_request",
			`{"code":"nonsense","callback_request":{"local_time":"2026-12-02T18:00"}}`:                        "code",
			`{"code":"busy","callback_request":{"local_time":"2026-12-02T18:00"}}`:                            "callback_request",
			`{"code":"callback_agent","callback_request":{"local_time":"soon"}}`:                              "callback_request.local_time",
			`{"code":"callback_agent","callback_request":{"local_time":"2026-12-02T18:00","soon":true}}`:      "soon",
			`{"code":"callback_agent","callback_request":{"local_time":"2026-12-02T18:00","agent_strict":1}}`: "callback_request.agent_strict",
		} {
			s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		if now := into[callback](t, s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/"+cb.ID, "")); now.Version != cb.Version {
			t.Errorf("version %d: a refused outcome changed something", now.Version)
		}
	})
}

// TestOutcomeNamesWhoReported holds that the ledger names the key that reported, where no agent did.
func TestOutcomeNamesWhoReported(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", ``)
		next := into[callback](t, s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome",
			`{"code":"callback_queue","callback_request":{"local_time":"2026-12-02T18:00"}}`).want(t, http.StatusOK))
		if next.CreatedBy != "key:supervisor" {
			t.Errorf("created by %s", next.CreatedBy)
		}
		for _, id := range []string{cb.ID, next.ID} {
			story, err := s.store.Get(t.Context(), id, models.Seen{})
			if err != nil {
				t.Fatal(err)
			}
			for _, event := range story.Events {
				if event.Actor != "key:supervisor" {
					t.Errorf("%s by %s", event.Type, event.Actor)
				}
			}
		}
	})
}
