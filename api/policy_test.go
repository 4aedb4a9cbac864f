package api_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

func itoa(n int) string { return strconv.Itoa(n) }

func marshal(t testing.TB, body any) string {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dryRun is the part of a dry run that tests look at.
type dryRun struct {
	DryRun   bool `json:"dry_run"`
	Open     int  `json:"open"`
	Affected int  `json:"affected"`
	Items    []struct {
		CallbackID string `json:"callback_id"`
		Change     string `json:"change"`
		Before     string `json:"before"`
		After      string `json:"after"`
	} `json:"items"`
	Summary map[string]int `json:"summary"`
}

// TestDryRuns tries each kind of change: what it would do is told, and nothing is stored.
func TestDryRuns(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome"`)
		for path, c := range map[string]struct{ method, body, change string }{
			"/calling-hours": {http.MethodPut, fridays, "newly_refused"},
			"/holidays":      {http.MethodPut, `{"closed":[{"date":"2026-12-01"}]}`, "newly_refused"},
			"/teams":         {http.MethodPut, `{"items":[{"name":"welcome","owner_minutes":3}]}`, "ladder_changed"},
			"/outcomes":      {http.MethodPut, `{"items":[{"code":"busy","action":"retry","retry_delays":[60]}]}`, ""},
			"/reasons":       {http.MethodPut, `{"items":[]}`, ""},
		} {
			before := s.ask(t, "admin", http.MethodGet, "/api/v1"+path+query(path), "").want(t, http.StatusOK)
			run := into[dryRun](t, s.ask(t, "admin", c.method, "/api/v1"+path+"?dry_run=1", c.body).want(t, http.StatusOK))
			affected := 0
			if c.change != "" {
				affected = 1
			}
			if !run.DryRun || run.Open != 1 || run.Affected != affected || len(run.Items) != affected || len(run.Summary) != 5 {
				t.Errorf("%s: %+v", path, run)
			}
			if affected > 0 && (run.Items[0].CallbackID != cb.ID || run.Items[0].Change != c.change || run.Summary[c.change] != 1) {
				t.Errorf("%s: %+v", path, run)
			}
			after := s.ask(t, "admin", http.MethodGet, "/api/v1"+path+query(path), "").want(t, http.StatusOK)
			if string(after.body) != string(before.body) {
				t.Errorf("a dry run of %s stored something: %s", path, after.body)
			}
		}
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours?dry_run=1", `{"everyone":["gone"]}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "everyone[0]")
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours?dry_run=perhaps", fridays).refused(t, http.StatusUnprocessableEntity, "validation_failed", "dry_run")
		golden(t, "dry_run", s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours?dry_run=true", fridays).want(t, http.StatusOK))
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours?dry_run=0", fridays).want(t, http.StatusOK)
		run := into[dryRun](t, s.ask(t, "admin", http.MethodPost, "/api/v1/calling-hours/rollback?dry_run=1", `{"version":0}`).want(t, http.StatusOK))
		if run.Summary["newly_allowed"] != 1 || run.Items[0].Before != "outside_calling_hours" || run.Items[0].After != "allowed" {
			t.Errorf("rollback: %+v", run)
		}
	})
}

// query is what a path needs to be read.
func query(path string) string {
	if path == "/holidays" {
		return "?region=AU&year=2026"
	}
	return ""
}

func TestTeamsAreSaved(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.book(t, "supervisor", "D-1", `,"routing":"team","team":"street"`)
		body := `{"items":[{"name":"street","configured":false},{"name":"welcome","timezone":"Australia/Perth","owner_minutes":5,"alert_minutes":45,"slot_per_agent":1.5}]}`
		saved := s.ask(t, "admin", http.MethodPut, "/api/v1/teams", body).want(t, http.StatusOK)
		golden(t, "teams_saved", saved)
		list := s.ask(t, "ana", http.MethodGet, "/api/v1/teams", "").want(t, http.StatusOK)
		if string(list.body) != string(saved.body) || list.header.Get("ETag") != `"1"` {
			t.Errorf("read back %s, ETag %s", list.body, list.header.Get("ETag"))
		}
		// What a list shows can be saved as it is.
		type page struct {
			Items []any `json:"items"`
		}
		same := marshal(t, map[string]any{"items": into[page](t, list).Items})
		s.ask(t, "admin", http.MethodPut, "/api/v1/teams", same, "If-Match", `"1"`).want(t, http.StatusOK)
		s.ask(t, "admin", http.MethodPut, "/api/v1/teams", `{"items":[]}`, "If-Match", `"0"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		s.ask(t, "admin", http.MethodPost, "/api/v1/teams/rollback", `{"version":0}`).want(t, http.StatusOK)
		for body, field := range map[string]string{
			`{"items":[{"name":"a","configured":false},{"name":"b","timezone":"Mars"}]}`: "items[1].timezone",
			`{"items":[{"name":"b"},{"name":"B"}]}`:                                      "items[1].name",
			`{"items":[{"name":"b","slot_per_agent":"x"}]}`:                              "items.slot_per_agent",
			`{}`: "items",
		} {
			s.ask(t, "admin", http.MethodPut, "/api/v1/teams", body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}

func TestOutcomesAreSaved(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		list := s.ask(t, "ana", http.MethodGet, "/api/v1/outcomes", "").want(t, http.StatusOK)
		type page struct {
			Items []map[string]any `json:"items"`
		}
		items := append(into[page](t, list).Items, map[string]any{"code": "engaged", "action": "retry", "retry_delays": []int{900}})
		body := marshal(t, map[string]any{"items": items, "note": "one more"})
		saved := s.ask(t, "admin", http.MethodPut, "/api/v1/outcomes", body, "If-Match", list.header.Get("ETag")).want(t, http.StatusOK)
		if got := into[page](t, saved).Items; len(got) != len(items) {
			t.Errorf("saved %s", saved.body)
		}
		back := s.ask(t, "admin", http.MethodPost, "/api/v1/outcomes/rollback", `{"version":0}`).want(t, http.StatusOK)
		if got := into[page](t, back).Items; len(got) != len(items)-1 {
			t.Errorf("back %s", back.body)
		}
		for body, field := range map[string]string{
			`{"items":[{"code":"deceased","action":"retry","retry_delays":[60]}]}`: "items[0].action",
			`{"items":[{"code":"x","action":"retry","retry_delays":[60,1]}]}`:      "items[0].retry_delays[1]",
			`{"items":[{"code":"x","action":"resolve"}]}`:                          "items[0].resolution",
			`{"note":"none"}`: "items",
		} {
			s.ask(t, "admin", http.MethodPut, "/api/v1/outcomes", body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}

func TestHolidays(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	saved := s.ask(t, "admin", http.MethodPut, "/api/v1/holidays", `{"closed":[{"date":"2026-12-24","name":"office party"},{"date":"2026-12-23","regions":["NZ"]},{"date":"2027-01-04"}],"note":"our own"}`)
	saved.want(t, http.StatusOK)
	golden(t, "holidays", s.ask(t, "ana", http.MethodGet, "/api/v1/holidays?region=au-wa", "").want(t, http.StatusOK))
	if got := s.ask(t, "ana", http.MethodGet, "/api/v1/holidays?region=AU&year=2027", "").want(t, http.StatusOK).header.Get("ETag"); got != saved.header.Get("ETag") {
		t.Errorf("ETag %s", got)
	}
	none := into[struct {
		Calendar bool  `json:"calendar"`
		Items    []any `json:"items"`
	}](t, s.ask(t, "ana", http.MethodGet, "/api/v1/holidays?region=TV", "").want(t, http.StatusOK))
	if none.Calendar || len(none.Items) != 0 {
		t.Errorf("a country without a calendar: %+v", none)
	}
	for query, field := range map[string]string{"": "region", "?region=Mars": "region", "?region=AU&year=2023": "year", "?region=AU&year=x": "year"} {
		s.ask(t, "ana", http.MethodGet, "/api/v1/holidays"+query, "").refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
	}
	for body, field := range map[string]string{`{"closed":[{"date":"24 December"}]}`: "closed[0].date", `{}`: "closed", `{"closed":[{}]}`: "closed[0].date"} {
		s.ask(t, "admin", http.MethodPut, "/api/v1/holidays", body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
	}
}

func TestAgentsSeeTheirTeam(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		err := s.store.PutAgents(t.Context(), models.Agent{WorkerSid: ana, Name: "Ana", Team: "welcome", Available: true}, models.Agent{WorkerSid: ben, Name: "Ben", Team: "welcome"},
			models.Agent{WorkerSid: cyn, Name: "Cyn", Team: "other"})
		if err != nil {
			t.Fatal(err)
		}
		type page struct {
			Items []struct {
				WorkerSid string    `json:"worker_sid"`
				Available bool      `json:"available"`
				SeenAt    time.Time `json:"seen_at"`
			} `json:"items"`
		}
		for who, want := range map[string]int{"ana": 2, "cyn": 1, "supervisor": 3} {
			got := into[page](t, s.ask(t, who, http.MethodGet, "/api/v1/agents", "").want(t, http.StatusOK))
			if len(got.Items) != want {
				t.Errorf("%s sees %+v", who, got)
			}
		}
	})
}
