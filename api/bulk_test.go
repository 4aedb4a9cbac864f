package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

// bulkAnswer is what became of many.
type bulkAnswer struct {
	DryRun bool `json:"dry_run"`
	Done   int  `json:"done"`
	Failed int  `json:"failed"`
	Items  []struct {
		ID       string   `json:"id"`
		OK       bool     `json:"ok"`
		Code     *string  `json:"code"`
		Callback *changed `json:"callback"`
	} `json:"items"`
}

const bulkPath = "/api/v1/callbacks/bulk"

func TestBulk(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		first, second := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome"`), s.book(t, "supervisor", "D-2", `,"routing":"team","team":"welcome"`)
		s.book(t, "supervisor", "D-3", `,"routing":"team","team":"regular"`)
		ids := `"ids":["` + first.ID + `","cb_none","` + second.ID + `"]`
		tried := into[bulkAnswer](t, s.ask(t, "supervisor", http.MethodPost, bulkPath, `{"action":"move","minutes":1440,"dry_run":true,`+ids+`}`).want(t, http.StatusOK))
		if !tried.DryRun || tried.Done != 2 || tried.Failed != 1 || tried.Items[0].Callback.LocalTime != "2026-12-02T18:00:00" || str(tried.Items[1].Code) != "not_found" {
			t.Errorf("%+v", tried)
		}
		if got := s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/"+first.ID, "").header.Get("ETag"); got != `"1"` {
			t.Errorf("a dry run stored version %s", got)
		}
		woken := s.woken.Load()
		done := into[bulkAnswer](t, s.ask(t, "supervisor", http.MethodPost, bulkPath, `{"action":"reassign","worker_sid":"`+ana+`","filter":{"team":"welcome","status":"scheduled"}}`).want(t, http.StatusOK))
		if done.DryRun || done.Done != 2 || done.Failed != 0 || str(done.Items[1].Callback.WorkerSid) != ana || s.woken.Load() != woken+1 {
			t.Errorf("%+v", done)
		}
		spread := into[bulkAnswer](t, s.ask(t, "supervisor", http.MethodPost, bulkPath,
			`{"action":"spread","filter":{"worker_sid":"`+ana+`"},"from":"2026-12-02T02:00:00Z","to":"2026-12-02T02:30:00Z"}`).want(t, http.StatusOK))
		if spread.Done != 2 || spread.Items[0].Callback.LocalTime != "2026-12-02T10:00:00" || spread.Items[1].Callback.LocalTime != "2026-12-02T10:15:00" {
			t.Errorf("%+v", spread)
		}
		for _, body := range []string{`{"action":"release",` + ids + `}`, `{"action":"reschedule","local_time":"2026-12-03T10:00",` + ids + `}`, `{"action":"cancel","reason":"over",` + ids + `}`} {
			if got := into[bulkAnswer](t, s.ask(t, "admin", http.MethodPost, bulkPath, body).want(t, http.StatusOK)); got.Done != 2 || got.Failed != 1 {
				t.Errorf("%s: %+v", body, got)
			}
		}
	})
}

func TestBulkRefused(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for body, field := range map[string]string{
			`{}`: "ids", `{"action":"burn","ids":["x"]}`: "action", `{"action":"release"}`: "ids", `{"action":"release","ids":["x"],"filter":{"team":"x"}}`: "ids",
			`{"action":"release","ids":["x","y","x"]}`: "ids", `{"action":"release","filter":{}}`: "filter", `{"action":"release","filter":{"colour":"x"}}`: "colour",
			`{"action":"release","filter":{"status":"lost"}}`: "filter.status", `{"action":"release","filter":{"due":"soon"}}`: "filter.due",
			`{"action":"reassign","ids":["x"]}`: "routing", `{"action":"move","ids":["x"]}`: "minutes", `{"action":"move","ids":["x"],"minutes":1,"reason":"x"}`: "reason",
			`{"action":"cancel","ids":["x"]}`: "reason", `{"action":"cancel","ids":["x"],"reason":"x","minutes":5}`: "minutes",
			`{"action":"spread","ids":["x"],"from":"soon","to":"2026-12-01T10:00:00Z"}`: "from", `{"action":"spread","ids":["x"],"from":"2026-12-01T10:00:00Z"}`: "to",
			`{"action":"spread","ids":["x"],"from":"2026-12-01T10:00:00Z","to":"2027-12-01T10:00:00Z"}`: "to", `{"action":"release","ids":["x"],"local_time":1}`: "local_time",
		} {
			s.ask(t, "supervisor", http.MethodPost, bulkPath, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		s.ask(t, "ana", http.MethodPost, bulkPath, `{}`).refused(t, http.StatusForbidden, "forbidden", "")
	})
}

// More than a caller can wait for are a job: its progress and what was refused can be read.
func TestBulkJob(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", ``)
		ids := []string{`"` + cb.ID + `"`}
		for i := range models.BulkLimit {
			ids = append(ids, fmt.Sprintf(`"cb_%026d"`, i))
		}
		list := `"ids":[` + strings.Join(ids, ",") + `]`
		s.ask(t, "supervisor", http.MethodPost, bulkPath, `{"action":"release","dry_run":true,`+list+`}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "ids")
		made := s.ask(t, "supervisor", http.MethodPost, bulkPath, `{"action":"move","minutes":60,`+list+`}`).want(t, http.StatusAccepted)
		path := made.header.Get("Location")
		type job struct {
			Status              string
			Total, Done, Failed int
		}
		if got := into[job](t, s.ask(t, "supervisor", http.MethodGet, path, "").want(t, http.StatusOK)); got != (job{"running", 1001, 0, 0}) {
			t.Errorf("%+v", got)
		}
		if n, err := s.store.WorkJobs(t.Context(), 3); n != 3 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
		if got := into[job](t, s.ask(t, "supervisor", http.MethodGet, path, "")); got != (job{"running", 1001, 3, 2}) {
			t.Errorf("%+v", got)
		}
		type items struct {
			Items []struct {
				ID   string
				OK   bool
				Code *string
			}
			NextCursor *string `json:"next_cursor"`
		}
		one := into[items](t, s.ask(t, "admin", http.MethodGet, path+"/items?limit=1", "").want(t, http.StatusOK))
		if len(one.Items) != 1 || one.Items[0].ID != cb.ID || !one.Items[0].OK || str(one.NextCursor) != "1" {
			t.Errorf("%+v", one)
		}
		rest := into[items](t, s.ask(t, "admin", http.MethodGet, path+"/items?refused=1&cursor=1", "").want(t, http.StatusOK))
		if len(rest.Items) != 2 || str(rest.Items[0].Code) != "not_found" || rest.NextCursor != nil {
			t.Errorf("%+v", rest)
		}
		s.ask(t, "admin", http.MethodGet, path+"/items?cursor=x", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "cursor")
		s.ask(t, "admin", http.MethodGet, "/api/v1/jobs/job_00000000000000000000000000", "").refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "ana", http.MethodGet, path, "").refused(t, http.StatusForbidden, "forbidden", "")
	})
}

func TestHandOver(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for i := range 4 {
			s.book(t, "ana", fmt.Sprint("D-", i), `,"routing":"agent","agent_strict":true`)
		}
		path := "/api/v1/agents/" + ana + "/hand-over"
		for body, field := range map[string]string{`{}`: "to", `{"to":["` + ben + `"],"team":"welcome"}`: "to", `{"to":["` + ana + `"]}`: "to", `{"to":["nobody"]}`: "to",
			`{"to":["` + ben + `","` + ben + `"]}`: "to", `{"team":"welcome"}`: "team"} {
			s.ask(t, "supervisor", http.MethodPost, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/agents/nobody/hand-over", `{"team":"welcome"}`).refused(t, http.StatusNotFound, "not_found", "")
		if got := into[bulkAnswer](t, s.ask(t, "supervisor", http.MethodPost, path, `{"to":["`+ben+`"],"dry_run":true}`).want(t, http.StatusOK)); got.Done != 4 || !got.DryRun {
			t.Errorf("%+v", got)
		}
		if err := s.store.PutAgents(t.Context(), models.Agent{WorkerSid: ana, Team: "welcome"}, models.Agent{WorkerSid: ben, Team: "welcome"}, models.Agent{WorkerSid: cyn, Team: "welcome"}); err != nil {
			t.Fatal(err)
		}
		got := into[bulkAnswer](t, s.ask(t, "supervisor", http.MethodPost, path, `{"team":"welcome"}`).want(t, http.StatusOK))
		split := map[string]int{}
		for _, item := range got.Items {
			split[str(item.Callback.WorkerSid)]++
		}
		if got.Done != 4 || split[ben] != 2 || split[cyn] != 2 {
			t.Errorf("%v", split)
		}
	})
}
