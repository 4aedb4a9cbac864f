package api_test

import (
	"net/http"
	"slices"
	"testing"
)

func TestInboxIsReplayed(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.reject(t, "EV01", "EV02", "EV03")
		ids := s.ids(t, "supervisor", "/api/v1/inbox?state=rejected")
		if len(ids) != 3 {
			t.Fatalf("rejected are %v", ids)
		}
		first := into[page](t, s.ask(t, "admin", http.MethodGet, "/api/v1/inbox?limit=2", "").want(t, http.StatusOK))
		rest := s.ids(t, "admin", "/api/v1/inbox?limit=2&cursor="+str(first.NextCursor))
		if got := append([]string{first.Items[0].ID, first.Items[1].ID}, rest...); !slices.Equal(got, ids) {
			t.Errorf("pages have %v, the list has %v", got, ids)
		}
		replay := "/api/v1/inbox/" + ids[0] + "/replay"
		got := s.ask(t, "supervisor", http.MethodPost, replay, "").want(t, http.StatusAccepted)
		if into[callback](t, got).ID != ids[0] || s.woken.Load() != 1 {
			t.Errorf("woken %d times: %s", s.woken.Load(), got.body)
		}
		if waiting := s.ids(t, "admin", "/api/v1/inbox?state=received"); !slices.Equal(waiting, ids[:1]) {
			t.Errorf("received are %v", waiting)
		}
		s.ask(t, "supervisor", http.MethodPost, replay, "").refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "supervisor", http.MethodGet, "/api/v1/inbox?state=lost", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "state")
	})
}
