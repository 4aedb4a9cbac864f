package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// A donor who asks to be rung again and again has a chain: the list tells its length and what came of ringing last, and finds long ones.
func TestListTellsOfChainsAndLastTries(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		type item struct {
			ID            string  `json:"id"`
			ReasonCode    string  `json:"reason_code"`
			Attempts      int     `json:"attempts"`
			LastOutcome   *string `json:"last_outcome"`
			LastAttemptAt *string `json:"last_attempt_at"`
			ChainLength   int     `json:"chain_length"`
		}
		find := func(query string) []item {
			t.Helper()
			body := s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks"+query, "").want(t, http.StatusOK)
			return into[struct{ Items []item }](t, body).Items
		}
		cb := s.book(t, "supervisor", "D-1", `,"routing":"agent","worker_sid":"`+ana+`","reason":"driving"`)
		s.book(t, "supervisor", "D-2", "")
		report := func(body string) {
			t.Helper()
			s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", body).want(t, http.StatusOK)
		}
		report(`{"code":"no_answer"}`)
		if got := find("?due=owed&team="); len(got) != 2 || got[0].ID != cb.ID && got[1].ID != cb.ID {
			t.Fatalf("owed are %+v", got)
		}
		for _, got := range find("") {
			rung := got.ID == cb.ID
			if (got.LastOutcome != nil) != rung || (got.LastAttemptAt != nil) != rung || got.ChainLength != 1 || rung && (*got.LastOutcome != "no_answer" || got.Attempts != 1 || got.ReasonCode != "driving") {
				t.Errorf("the list tells %+v", got)
			}
		}
		first := cb.ID
		for _, at := range []string{"2026-12-02T17:30", "2026-12-03T17:30"} {
			s.clock.Advance(time.Minute)
			report(`{"code":"callback_agent","callback_request":{"local_time":"` + at + `","reason":"at dinner"}}`)
			cb.ID = find("?status=scheduled&q=D-1")[0].ID
		}
		long := find("?min_chain=3")
		if len(long) != 1 || long[0].ID != cb.ID || long[0].ChainLength != 3 || long[0].LastOutcome != nil || long[0].Attempts != 0 {
			t.Errorf("the third of its chain is %+v", long)
		}
		if got := find("?min_chain=2&sort=newest"); len(got) != 2 || got[0].ID != cb.ID || got[1].ChainLength != 2 || got[1].LastOutcome == nil || *got[1].LastOutcome != "callback_agent" {
			t.Errorf("the second and third are %+v", got)
		}
		if got := find("?min_chain=1"); len(got) != 4 {
			t.Errorf("all are %+v", got)
		}
		rows := strings.Split(strings.TrimSpace(string(s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks.csv?min_chain=2&sort=newest", "").want(t, http.StatusOK).body)), "\r\n")
		if len(rows) != 3 || !strings.HasSuffix(rows[0], ",reason_code,last_outcome,last_attempt_at,chain_length") || !strings.HasSuffix(rows[1], ",family,,,3") || !strings.Contains(rows[2], ",callback_agent,2026-11-30T12:02:00.000Z,2") {
			t.Errorf("the file is %q", rows)
		}
		story := into[item](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks/"+first, "").want(t, http.StatusOK))
		if story.LastOutcome == nil || story.LastAttemptAt == nil || story.ChainLength != 1 {
			t.Errorf("the first by itself is %+v", story)
		}
		tried := into[struct{ Items []struct{ ID string } }](t, s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/bulk", `{"action":"move","minutes":15,"filter":{"min_chain":3},"dry_run":true}`).want(t, http.StatusOK))
		if len(tried.Items) != 1 || tried.Items[0].ID != cb.ID {
			t.Errorf("an action on long chains takes %+v", tried)
		}
		s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks?min_chain=long", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "min_chain")
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/bulk", `{"action":"move","minutes":15,"filter":{"min_chain":-1}}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "filter.min_chain")
	})
}
