package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

// endpoint is the part of an endpoint that tests look at.
type endpoint struct {
	ID            *string `json:"id"`
	URL           string  `json:"url"`
	Secret        *string `json:"secret"`
	PreviousUntil *string `json:"previous_secret_until"`
}

type endpointList struct {
	Items   []endpoint `json:"items"`
	Version int        `json:"version"`
}

func TestWebhooksAreConfigured(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		const path, body = "/api/v1/webhooks", `{"items":[{"url":"https://crm.example.org/hook","types":["callback.completed"],"thin":true}]}`
		tried := into[endpointList](t, s.ask(t, "admin", http.MethodPut, path+"?dry_run=1", body).want(t, http.StatusOK))
		if tried.Items[0].ID != nil || tried.Items[0].Secret != nil || tried.Version != 0 {
			t.Errorf("tried %+v", tried)
		}
		made := into[endpointList](t, s.ask(t, "admin", http.MethodPut, path, body, "If-Match", `"0"`).want(t, http.StatusOK))
		if len(made.Items) != 1 || !strings.HasPrefix(str(made.Items[0].Secret), "whsec_") || made.Version != 1 {
			t.Fatalf("made %+v", made)
		}
		s.ask(t, "admin", http.MethodPut, path, body, "If-Match", `"0"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		listed := s.ask(t, "admin", http.MethodGet, path, "").want(t, http.StatusOK)
		if strings.Contains(string(listed.body), "whsec_") || listed.header.Get("ETag") != `"1"` {
			t.Errorf("listed %s", listed.body)
		}
		id := str(made.Items[0].ID)
		kept := into[endpointList](t, s.ask(t, "admin", http.MethodPut, path, `{"items":[{"id":"`+id+`","url":"https://crm.example.org/other"}]}`).want(t, http.StatusOK))
		if str(kept.Items[0].ID) != id || kept.Items[0].Secret != nil || kept.Items[0].URL != "https://crm.example.org/other" {
			t.Errorf("changed %+v", kept)
		}
		fresh := into[endpoint](t, s.ask(t, "admin", http.MethodPost, path+"/"+id+"/rotate", "").want(t, http.StatusOK))
		if str(fresh.Secret) == str(made.Items[0].Secret) || fresh.PreviousUntil == nil {
			t.Errorf("rotated %+v", fresh)
		}
		s.ask(t, "admin", http.MethodPost, path+"/ep_00000000000000000000000000/rotate", "").refused(t, http.StatusNotFound, "not_found", "")
		for body, field := range map[string]string{
			`{"items":[{"url":"http://crm.example.org/"}]}`: "items[0].url", `{"items":[{"url":"https://me:word@crm.example.org/"}]}`: "items[0].url",
			`{"items":[{"url":"ftp://crm.example.org"}]}`: "items[0].url", `{"items":[{"url":"https://a.org","types":["callback.gone"]}]}`: "items[0].types",
			`{"items":[{"id":"ep_1","url":"https://a.org"}]}`: "items[0].id", `{}`: "items",
		} {
			s.ask(t, "admin", http.MethodPut, path, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}

func TestDeliveriesAreListedAndReplayed(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		made := into[endpointList](t, s.ask(t, "admin", http.MethodPut, "/api/v1/webhooks", `{"items":[{"url":"https://crm.example.org/hook"}]}`).want(t, http.StatusOK))
		id := str(made.Items[0].ID)
		s.book(t, "supervisor", "D-1", "")
		s.ask(t, "admin", http.MethodPost, "/api/v1/webhooks/"+id+"/test", "").want(t, http.StatusAccepted)
		pending := s.ids(t, "supervisor", "/api/v1/deliveries?state=pending&endpoint_id="+id)
		if len(pending) != 3 { // scheduled, suppressed, and the test
			t.Fatalf("pending are %v", pending)
		}
		first := into[page](t, s.ask(t, "admin", http.MethodGet, "/api/v1/deliveries?limit=2", "").want(t, http.StatusOK))
		rest := s.ids(t, "admin", "/api/v1/deliveries?limit=2&cursor="+str(first.NextCursor))
		if got := append([]string{first.Items[0].ID, first.Items[1].ID}, rest...); !slices.Equal(got, pending) {
			t.Errorf("pages have %v, the list has %v", got, pending)
		}
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/deliveries/"+pending[0]+"/replay", "").refused(t, http.StatusNotFound, "not_found", "")
		posts, err := s.store.ClaimDeliveries(t.Context(), models.Endpoint{ID: id}, 1, 0)
		if err != nil || len(posts) != 1 {
			t.Fatalf("%d claimed, %v", len(posts), err)
		}
		if _, err := s.store.SaveSent(t.Context(), posts[0], models.Sent{StatusCode: http.StatusOK}); err != nil {
			t.Fatal(err)
		}
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/deliveries/"+posts[0].ID+"/replay", "").want(t, http.StatusAccepted)
		s.ask(t, "admin", http.MethodPut, "/api/v1/webhooks", `{"items":[]}`).want(t, http.StatusOK)
		parked := s.ids(t, "supervisor", "/api/v1/deliveries?state=parked")
		if len(parked) != 3 {
			t.Errorf("parked are %v", parked)
		}
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/deliveries/"+parked[0]+"/replay", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "id")
	})
}

func TestInboxIsMended(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.reject(t, "EV01")
		id := s.ids(t, "supervisor", "/api/v1/inbox?state=rejected")[0]
		mend := `{"callback_request":{"local_time":"2026-12-01T18:00","timezone":"Australia/Perth"},"record":{"external_id":"D-9","phone":"+61491570156"}}`
		got := s.ask(t, "supervisor", http.MethodPatch, "/api/v1/inbox/"+id, mend).want(t, http.StatusOK)
		if !strings.Contains(string(got.body), "2026-12-01T18:00") {
			t.Errorf("mended to %s", got.body)
		}
		s.ask(t, "supervisor", http.MethodPatch, "/api/v1/inbox/"+id, `{}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "body")
		s.ask(t, "ana", http.MethodPatch, "/api/v1/inbox/"+id, mend).refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "supervisor", http.MethodPatch, "/api/v1/inbox/in_00000000000000000000000000", mend).refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/inbox/"+id+"/replay", "").want(t, http.StatusAccepted)
	})
}
