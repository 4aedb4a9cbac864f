package api_test

import (
	"net/http"
	"slices"
	"testing"
)

// TestAgentSeesOwnAndTeam books one callback of each kind and asks for it as everybody.
func TestAgentSeesOwnAndTeam(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		kinds := map[string]callback{
			"ana's":        s.book(t, "supervisor", "D-1", `,"routing":"agent","worker_sid":"`+ana+`","team":"welcome"`),
			"ana's strict": s.book(t, "supervisor", "D-2", `,"routing":"agent","agent_strict":true,"worker_sid":"`+ana+`","team":"welcome"`),
			"the team's":   s.book(t, "supervisor", "D-3", `,"routing":"team","team":"welcome"`),
			"nobody's":     s.book(t, "supervisor", "D-4", ``),
		}
		sees := map[string][]string{
			"ana": {"ana's", "ana's strict", "the team's"}, "ben": {"ana's", "the team's"}, "cyn": {},
			"supervisor": {"ana's", "ana's strict", "the team's", "nobody's"}, "admin": {"ana's", "ana's strict", "the team's", "nobody's"},
		}
		for who, seen := range sees {
			listed := s.ids(t, who, "/api/v1/callbacks")
			for kind, cb := range kinds {
				may := slices.Contains(seen, kind)
				if slices.Contains(listed, cb.ID) != may {
					t.Errorf("%s lists %s: %v, want %v", who, kind, !may, may)
				}
				s.askFor(t, who, kind, cb, may)
			}
		}
	})
}

// askFor reads a callback, and tries to change it by a version it never had: whoever may see it is told so, others that it is not there.
func (s *server) askFor(t *testing.T, who, kind string, cb callback, may bool) {
	t.Helper()
	read, changed := http.StatusNotFound, http.StatusNotFound
	if may {
		read, changed = http.StatusOK, http.StatusPreconditionFailed
	}
	path := "/api/v1/callbacks/" + cb.ID
	for _, got := range []struct {
		answer
		want int
	}{
		{s.ask(t, who, http.MethodGet, path, ""), read},
		{s.ask(t, who, http.MethodPost, path+"/cancel", `{"reason":"x"}`, "If-Match", `"99"`), changed},
		{s.ask(t, who, http.MethodPost, path+"/outcome", `{"code":"busy"}`, "If-Match", `"99"`), changed},
	} {
		if got.status != got.want {
			t.Errorf("%s asks for %s: %d, want %d", who, kind, got.status, got.want)
		}
	}
}

// ids lists the ids on the first page.
func (s *server) ids(t *testing.T, who, path string) []string {
	t.Helper()
	var ids []string
	for _, cb := range into[page](t, s.ask(t, who, http.MethodGet, path, "").want(t, http.StatusOK)).Items {
		ids = append(ids, cb.ID)
	}
	return ids
}

func TestMineIsOwnedOrHandedOver(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		handed := s.book(t, "supervisor", "D-1", `,"routing":"team","team":"welcome"`)
		s.accept(t, ben)
		own := s.book(t, "ana", "D-2", `,"routing":"agent"`)
		s.book(t, "supervisor", "D-3", `,"routing":"team","team":"welcome"`)
		for who, want := range map[string][]string{"ana": {own.ID}, "ben": {handed.ID}, "cyn": nil, "supervisor": nil} {
			if got := s.ids(t, who, "/api/v1/callbacks/mine"); !slices.Equal(got, want) {
				t.Errorf("%s has %v, want %v", who, got, want)
			}
		}
	})
}

// TestCreateOfAnothersSourceTask holds that a guessed source Task shows an agent nothing that is not its own to see.
func TestCreateOfAnothersSourceTask(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		made := s.book(t, "cyn", "D-1", `,"routing":"agent","agent_strict":true,"source_task_sid":"WT01"`)
		body := `{"record":{"external_id":"D-2","phone":"+61491570156"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","source_task_sid":"WT01"}`
		s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks", body).refused(t, http.StatusNotFound, "not_found", "")
		again := s.ask(t, "cyn", http.MethodPost, "/api/v1/callbacks", body).want(t, http.StatusOK)
		if into[callback](t, again).ID != made.ID || again.header.Get("Location") != "/api/v1/callbacks/"+made.ID {
			t.Errorf("another callback: %s", again.body)
		}
	})
}
