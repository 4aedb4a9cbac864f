package api_test

import (
	"bytes"
	"net/http"
	"slices"
	"testing"

	"github.com/ringback/ringback/models"
)

// says tells whether an answer's body has a text.
func (a answer) says(text string) bool { return bytes.Contains(a.body, []byte(text)) }

// A refused hour names the rule and the next allowed instant, and offers three times that can be booked as they are.
func TestRefusedHour(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		a := s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks", `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-06T18:00","timezone":"Australia/Perth"}`)
		a.refused(t, http.StatusUnprocessableEntity, "outside_calling_hours", "local_time")
		got := into[map[string]any](t, a)
		if got["next_allowed_at"] != "2026-12-07T01:00:00.000Z" || !a.says("Sunday closed") || !a.says("Monday 7 December 2026 09:00") {
			t.Errorf("%s", a.body)
		}
		offers, _ := got["alternatives"].([]any)
		if len(offers) != 3 {
			t.Fatalf("offered %v", offers)
		}
		offer, _ := offers[0].(map[string]any)
		body := `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"` + offer["local_time"].(string) + `","timezone":"Australia/Perth","window_minutes":30}`
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks", body).want(t, http.StatusCreated)
	})
}

func TestPreview(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for name, c := range map[string]struct {
			body    string
			allowed bool
			code    string
			start   any
			next    any
		}{
			"an hour that is allowed":      {`"local_time":"2026-12-07T09:00"`, true, "", "2026-12-07T01:00:00.000Z", "2026-12-07T01:00:00.000Z"},
			"a Sunday":                     {`"local_time":"2026-12-06T18:00"`, false, "outside_calling_hours", "2026-12-06T10:00:00.000Z", "2026-12-07T01:00:00.000Z"},
			"a Sunday, by the donor":       {`"local_time":"2026-12-06T18:00","override":{"requested_by":"donor","captured_via":"call","wording":"please"}`, true, "", "2026-12-06T10:00:00.000Z", "2026-12-06T10:00:00.000Z"},
			"an override of nobody":        {`"local_time":"2026-12-06T18:00","override":{}`, false, "validation_failed", "2026-12-06T10:00:00.000Z", "2026-12-07T01:00:00.000Z"},
			"the past":                     {`"local_time":"2026-11-29T18:00"`, false, "in_the_past", "2026-11-29T10:00:00.000Z", nil},
			"no time at all":               {`"timezone":"Australia/Perth"`, false, "validation_failed", nil, nil},
			"an hour that does not happen": {`"local_time":"2027-02-31T18:00"`, false, "validation_failed", nil, nil},
		} {
			body := `{"record":{"external_id":"D-1","phone":"+61491570156","timezone":"Australia/Perth"},` + c.body + `}`
			a := s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks/preview", body)
			got := into[map[string]any](t, a.want(t, http.StatusOK))
			problems, _ := got["problems"].([]any)
			if got["allowed"] != c.allowed || got["window_start"] != c.start || c.next != nil && got["next_allowed_at"] != c.next || (len(problems) == 0) != c.allowed {
				t.Errorf("%s: %s", name, a.body)
			}
			if len(problems) > 0 && problems[0].(map[string]any)["code"] != c.code {
				t.Errorf("%s: %v", name, problems)
			}
			if offers, _ := got["suggestions"].([]any); len(offers) != 3 {
				t.Errorf("%s: suggestions %v", name, offers)
			}
		}
		if found, _, err := s.store.Records(t.Context(), models.RecordFilter{Limit: 10}); err != nil || len(found) != 0 {
			t.Errorf("a preview stored %v, %v", found, err)
		}
		s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks/preview", `{}`).want(t, http.StatusOK)
		s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks/preview", `{"record`).want(t, http.StatusUnprocessableEntity)
	})
}

// What a booking meets is told by its preview: an open callback, a donor who must not be called.
func TestPreviewTellsWhatABookingMeets(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.book(t, "supervisor", "D-1", "")
		body := `{"record":{"external_id":"D-1"},"local_time":"2026-12-07T10:00","timezone":"Australia/Perth"}`
		if a := s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/preview", body); !a.says("callback_already_open") || !a.says(`"allowed":false`) {
			t.Errorf("%s", a.body)
		}
		if a := s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/preview", body); !a.says(`"open_callback_id":"cb_`) {
			t.Errorf("the open callback is not named: %s", a.body)
		}
	})
}

// A preview says how the donor's zone is known, and where nobody knows it, which to ask about.
func TestPreviewSaysHowTheZoneIsKnown(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for donor, want := range map[string]struct {
			inferred bool
			asks     bool
		}{
			`{"external_id":"D-1","phone":"+61491570156","timezone":"Australia/Perth"}`: {false, false},
			`{"external_id":"D-2","phone":"+12125550123"}`:                              {true, false},
			`{"external_id":"D-3","phone":"+61491570156"}`:                              {false, true},
		} {
			a := s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks/preview", `{"local_time":"2026-12-07T10:00","record":`+donor+`}`)
			got := into[map[string]any](t, a.want(t, http.StatusOK))
			zones, _ := got["number_timezones"].([]any)
			if got["timezone_inferred"] != want.inferred || slices.Contains(zones, any("Australia/Perth")) != want.asks || (len(zones) > 0) != want.asks {
				t.Errorf("%s: inferred %v, zones %v", donor, got["timezone_inferred"], zones)
			}
		}
	})
}

// Explain says why a callback may not be dialled now, when it may, and on which rung it stands.
func TestExplain(t *testing.T) {
	each(t, func(t *testing.T, s *server) { // 20:00 in Perth: the hours have just ended
		id := s.book(t, "ana", "D-1", `,"routing":"agent"`).ID
		a := s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/"+id+"/explain", "")
		got := into[map[string]any](t, a.want(t, http.StatusOK))
		ladder, _ := got["ladder"].([]any)
		if got["allowed"] != false || got["next_allowed_at"] != "2026-12-01T01:00:00.000Z" || got["rung"] != nil || len(ladder) != 3 || !a.says("au: Monday 09:00-20:00") {
			t.Errorf("%s", a.body)
		}
		s.ask(t, "cyn", http.MethodGet, "/api/v1/callbacks/"+id+"/explain", "").want(t, http.StatusNotFound)
		s.clock.Advance(15 * 60 * 60 * 1e9)
		got = into[map[string]any](t, s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/"+id+"/explain", ""))
		if got["allowed"] != true || got["allowed_until"] != "2026-12-01T12:00:00.000Z" {
			t.Errorf("%v", got)
		}
	})
}

// A donor's standing wish is kept, shown, offered first, and what they say last holds.
func TestStandingWish(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		record := `{"external_id":"D-1","phone":"+61491570156","timezone":"Australia/Perth","preference":{"week":{"mon-thu":["14:00-16:00"]},"note":"nights Mon-Thu"}}`
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/records", record).want(t, http.StatusCreated)
		body := `{"record":{"external_id":"D-1"},"local_time":"2026-12-02T10:00","timezone":"Australia/Perth"}`
		got := into[map[string]any](t, s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/preview", body))
		offers, _ := got["suggestions"].([]any)
		if len(offers) != 3 || offers[0].(map[string]any)["local_time"] != "2026-12-02T14:00" || got["allowed"] != true {
			t.Errorf("%v", got)
		}
		a := s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks", body)
		a.want(t, http.StatusCreated)
		if !a.says("outside_preference") {
			t.Errorf("%s", a.body)
		}
		wrong := `{"external_id":"D-2","phone":"+61491570157","preference":{"week":{"mon":["16:00-16:00"]},"zone":"Mars/Base"}}`
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/records", wrong).want(t, http.StatusUnprocessableEntity)
		wrong = `{"external_id":"D-2","phone":"+61491570157","preference":{"week":{"mon":["15:00-16:00"]},"zone":"Mars/Base"}}`
		if a := s.ask(t, "supervisor", http.MethodPost, "/api/v1/records", wrong); a.status != http.StatusUnprocessableEntity || !a.says(`"preference.zone"`) {
			t.Errorf("%s", a.body)
		}
	})
}
