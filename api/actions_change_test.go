package api_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// changed is a callback with what actions change of it.
type changed struct {
	callback
	Routing     string `json:"routing"`
	AgentStrict bool   `json:"agent_strict"`
	LocalTime   string `json:"local_time"`
	Timezone    string `json:"timezone"`
	WaitReason  string `json:"wait_reason"`
}

func TestReschedule(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", `,"routing":"agent","agent_strict":true`)
		path := "/api/v1/callbacks/" + cb.ID + "/reschedule"
		for body, field := range map[string]string{`{}`: "local_time", `{"local_time":"soon"}`: "local_time", `{"local_time":"2026-12-02T10:00","x":1}`: "x",
			`{"local_time":1}`: "local_time", `{"local_time":"2026-12-02T10:00","agent_strict":1}`: "agent_strict"} {
			s.ask(t, "ana", http.MethodPost, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		s.ask(t, "ana", http.MethodPost, path, `{"local_time":"2026-11-01T10:00"}`).refused(t, http.StatusUnprocessableEntity, "in_the_past", "local_time")
		night := s.ask(t, "ana", http.MethodPost, path, `{"local_time":"2026-12-02T23:00"}`)
		night.refused(t, http.StatusUnprocessableEntity, "outside_calling_hours", "local_time")
		s.ask(t, "ana", http.MethodPost, path, `{"local_time":"2026-12-02T10:00","worker_sid":"`+ben+`"}`).refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "ana", http.MethodPost, path, `{"local_time":"2026-12-02T10:00"}`, "If-Match", `"9"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		s.ask(t, "ben", http.MethodPost, path, `{"local_time":"2026-12-02T10:00"}`).refused(t, http.StatusNotFound, "not_found", "")
		woken := s.woken.Load()
		got := s.ask(t, "ana", http.MethodPost, path, `{"local_time":"2026-12-02T10:00"}`, "If-Match", `"1"`).want(t, http.StatusOK)
		now := into[changed](t, got)
		if now.LocalTime != "2026-12-02T10:00:00" || now.Timezone != "Australia/Perth" || now.Routing != "agent" || !now.AgentStrict || str(now.WorkerSid) != ana ||
			got.header.Get("ETag") != `"2"` || s.woken.Load() != woken+1 {
			t.Errorf("ETag %s: %s", got.header.Get("ETag"), got.body)
		}
	})
}

func TestReassign(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome"`)
		path := "/api/v1/callbacks/" + cb.ID + "/reassign"
		for body, field := range map[string]string{`{}`: "routing", `{"routing":"agent"}`: "worker_sid", `{"routing":"nobody"}`: "routing", `{"routing":"team","agent_strict":true}`: "agent_strict"} {
			s.ask(t, "supervisor", http.MethodPost, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		for _, body := range []string{`{"worker_sid":"` + ben + `"}`, `{"team":"regular"}`} {
			s.ask(t, "ana", http.MethodPost, path, body).refused(t, http.StatusForbidden, "forbidden", "")
		}
		s.ask(t, "cyn", http.MethodPost, path, `{"routing":"agent"}`).refused(t, http.StatusNotFound, "not_found", "")
		if now := into[changed](t, s.ask(t, "ana", http.MethodPost, path, `{"routing":"agent"}`).want(t, http.StatusOK)); now.Routing != "agent" || str(now.WorkerSid) != ana {
			t.Errorf("not the agent's own: %+v", now)
		}
		strict := into[changed](t, s.ask(t, "supervisor", http.MethodPost, path, `{"worker_sid":"`+ben+`","agent_strict":true}`).want(t, http.StatusOK))
		if str(strict.WorkerSid) != ben || !strict.AgentStrict || str(strict.Team) != "welcome" {
			t.Errorf("%+v", strict)
		}
		s.ask(t, "ana", http.MethodPost, path, `{"routing":"agent"}`).refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/cancel", `{"reason":"x"}`).want(t, http.StatusOK)
		s.ask(t, "supervisor", http.MethodPost, path, `{"team":"welcome"}`).refused(t, http.StatusConflict, "callback_closed", "")
	})
}

// One that an agent has is nobody's to change, but the agent's to give back while no call is on.
func TestActionsOnAnAgentsCallback(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome"`)
		s.accept(t, ana)
		path := "/api/v1/callbacks/" + cb.ID
		for action, body := range map[string]string{"reschedule": `{"local_time":"2026-12-02T10:00"}`, "reassign": `{"worker_sid":"` + ben + `"}`, "release": ``} {
			s.ask(t, "supervisor", http.MethodPost, path+"/"+action, body).refused(t, http.StatusConflict, "already_with_agent", "")
		}
		s.ask(t, "ben", http.MethodPost, path+"/release", "").refused(t, http.StatusConflict, "already_with_agent", "")
		s.ask(t, "ana", http.MethodPost, path+"/release", `{"why":"x"}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "why")
		if now := into[changed](t, s.ask(t, "ana", http.MethodPost, path+"/release", "").want(t, http.StatusOK)); now.Status != "scheduled" || now.WaitReason != "returned" {
			t.Errorf("%+v", now)
		}
	})
}

func TestReleaseOfOwn(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", `,"routing":"agent"`)
		path := "/api/v1/callbacks/" + cb.ID + "/release"
		if now := into[changed](t, s.ask(t, "ben", http.MethodPost, path, "").want(t, http.StatusOK)); str(now.WorkerSid) != ana {
			t.Errorf("another's was given back: %+v", now)
		}
		for range 2 { // the second time there is nothing left to give back
			if now := into[changed](t, s.ask(t, "ana", http.MethodPost, path, "{}").want(t, http.StatusOK)); now.Routing != "team" || now.WorkerSid != nil || now.Version != 2 {
				t.Errorf("%+v", now)
			}
		}
	})
}

// Two agents who ask at once get two promises; the third gets none.
func TestClaimNext(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		const path = "/api/v1/callbacks/claim-next"
		if got := s.ask(t, "ana", http.MethodPost, path, "").want(t, http.StatusNoContent); len(got.body) != 0 {
			t.Errorf("a body: %s", got.body)
		}
		for _, id := range []string{"D-1", "D-2"} {
			s.book(t, "supervisor", id, `,"routing":"team","team":"welcome"`)
		}
		s.clock.Advance(23 * time.Hour)
		answers := make([]answer, 2)
		var running sync.WaitGroup
		for i, as := range []string{"ana", "ben"} {
			running.Go(func() { answers[i] = s.serve(t, s.request(t.Context(), as, http.MethodPost, path, "")) })
		}
		running.Wait()
		first, second := into[changed](t, answers[0].want(t, http.StatusOK)), into[changed](t, answers[1].want(t, http.StatusOK))
		if first.ID == second.ID || str(first.WorkerSid) != ana || str(second.WorkerSid) != ben || first.Routing != "agent" {
			t.Errorf("%+v\n%+v", first, second)
		}
		s.ask(t, "cyn", http.MethodPost, path, "").want(t, http.StatusNoContent)
		s.ask(t, "supervisor", http.MethodPost, path, "").refused(t, http.StatusForbidden, "forbidden", "")
	})
}

func TestPatchRecord(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``)
		path := "/api/v1/records/" + cb.Record.ID
		version := s.ask(t, "admin", http.MethodGet, path, "").header.Get("ETag")
		for body, field := range map[string]string{`{"timezone":"Mars/North"}`: "timezone", `{"phone":"12"}`: "phone", `{"state":"dormant"}`: "state", `{"colour":"red"}`: "colour",
			`{"do_not_call":"yes"}`: "do_not_call", `{"preference":{"week":{"mon":["9-8:00"]}}}`: "preference.week", `{"state":"callable","do_not_call":true}`: "do_not_call"} {
			got := s.ask(t, "supervisor", http.MethodPatch, path, body).want(t, http.StatusUnprocessableEntity)
			if p := into[problem](t, got); len(p.Errors) == 0 || p.Errors[0].Field != field && field != "preference.week" {
				t.Errorf("%s: %s", body, got.body)
			}
		}
		s.ask(t, "supervisor", http.MethodPatch, path, `{"state":"closed"}`).refused(t, http.StatusConflict, "callback_already_open", "")
		s.ask(t, "supervisor", http.MethodPatch, path, `{"name":"x"}`, "If-Match", `"77"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		s.ask(t, "ana", http.MethodPatch, path, `{"name":"x"}`).refused(t, http.StatusForbidden, "forbidden", "")
		got := s.ask(t, "supervisor", http.MethodPatch, path, `{"name":"B. Donor","team":"welcome"}`, "If-Match", version).want(t, http.StatusOK)
		if rec := into[struct{ Name, Team, State string }](t, got); rec.Name != "B. Donor" || rec.Team != "welcome" || rec.State != "dormant" || got.header.Get("ETag") == version {
			t.Errorf("%s", got.body)
		}
		if rec := into[record](t, s.ask(t, "supervisor", http.MethodPatch, path, `{"do_not_call":true}`).want(t, http.StatusOK)); rec.State != "do_not_call" {
			t.Errorf("the record is %s", rec.State)
		}
		story, err := s.store.Get(t.Context(), cb.ID, models.Seen{})
		if err != nil || story.Status != models.Cancelled || story.Resolution != models.DoNotCall {
			t.Errorf("the promise is %s %s, %v", story.Status, story.Resolution, err)
		}
		if rec := into[record](t, s.ask(t, "supervisor", http.MethodPatch, path, `{"do_not_call":false}`).want(t, http.StatusOK)); rec.State != "callable" {
			t.Errorf("then it is %s", rec.State)
		}
		s.ask(t, "supervisor", http.MethodPatch, "/api/v1/records/rec_00000000000000000000000000", `{}`).refused(t, http.StatusNotFound, "not_found", "")
	})
}
