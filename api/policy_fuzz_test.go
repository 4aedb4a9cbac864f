package api_test

import (
	"net/http"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

// FuzzPolicies sends bodies to every route that saves rules. What is taken is in force, and can be read again.
func FuzzPolicies(f *testing.F) {
	for _, body := range []string{
		fridays, `{}`, `[]`, `null`, `{"sets":null,"confirmed":{"au":{"version":1}},"regions":{"*":"none-24x7"},"closed":[{"date":"9999-12-31"}]}`,
		`{"sets":[{"id":"au","version":2,"layer":"legal","status":"law","week":{"sat-mon":["22:00-26:00"]},"holidays":{"mode":"own","spans":["00:00-24:00"]},"calendars":["AU"]}]}`,
		`{"sets":[{"week":{"mon":[1]},"special":{"x":["y"]},"closed":{"date":"z"}}],"closed":["w"]}`, `{"items":[{"name":"a","slot_per_agent":1e308}]}`,
		`{"items":[{"name":"welcome","configured":false},{"name":"a","timezone":"Local"}]}`, `{"items":[{"code":"Busy","action":"retry","retry_delays":[60,-1,9223372036854775807]}]}`,
		`{"items":[{"code":"a","labels":{"pt-BR":"b"},"match":["c","C"],"team":"welcome"}]}`, `{"version":0,"note":"\u0000"}`, `{"set":"uk"}`,
	} {
		f.Add(body)
	}
	s := start(f, dbtest.SQLite(f))
	s.book(f, "supervisor", "fuzzed", `,"routing":"team","team":"welcome"`)
	f.Fuzz(func(t *testing.T, body string) {
		for _, rt := range [][2]string{{http.MethodPut, "/calling-hours"}, {http.MethodPut, "/holidays"}, {http.MethodPut, "/teams"}, {http.MethodPut, "/outcomes"}, {http.MethodPut, "/reasons"},
			{http.MethodPost, "/calling-hours/rollback"}, {http.MethodPost, "/calling-hours/confirm"}} {
			tried := s.serve(t, s.request(t.Context(), "admin", rt[0], "/api/v1"+rt[1]+"?dry_run=1", body, "Content-Type", "application/json"))
			saved := s.request(t.Context(), "admin", rt[0], "/api/v1"+rt[1], body, "Content-Type", "application/json")
			if got := s.served(t, saved); got != tried.status {
				t.Errorf("%s: tried %d, saved %d", rt[1], tried.status, got)
			}
		}
		for _, path := range []string{"/calling-hours", "/teams", "/outcomes", "/reasons", "/holidays?region=AU"} {
			s.ask(t, "admin", http.MethodGet, "/api/v1"+path, "").want(t, http.StatusOK)
		}
	})
}
