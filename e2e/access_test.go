package e2e_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// sends is a request as somebody sends it; headers are pairs.
func (w *world) sends(method, path, body string, headers ...string) answered {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.ctx, method, "http://"+w.app.Address()+path, strings.NewReader(body))
	w.must(err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	w.must(err)
	text, err := io.ReadAll(response.Body)
	w.must(err)
	w.must(response.Body.Close())
	return answered{response.StatusCode, response.Header, bytes.NewReader(text), response.Cookies()}
}

// answered is an answer that was read to its end.
type answered struct {
	StatusCode int
	Header     http.Header
	Body       io.Reader
	cookies    []*http.Cookie
}

// An agent's page in Flex books, reads its own list, and is refused when its user is signed out.
func TestAnAgentsPageInFlex(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.turn() // the directory is read
		token := w.IssueFlexToken(twiliosim.FlexToken{WorkerSid: w.seeded.WorkerSids["Maya"], Roles: []string{"agent"}})
		bearer := []string{"Authorization", "Bearer " + token, "Origin", "https://flex.twilio.com"}
		made := w.sends(http.MethodPost, "/api/v1/callbacks", `{"record":{"external_id":"D-1","phone":"+61491570156"},"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","routing":"agent"}`, bearer...)
		var cb struct {
			WorkerSid string `json:"worker_sid"`
			Team      string `json:"team"`
		}
		w.must(json.NewDecoder(made.Body).Decode(&cb))
		if made.StatusCode != http.StatusCreated || cb.WorkerSid != w.seeded.WorkerSids["Maya"] || cb.Team != "welcome" || made.Header.Get("Access-Control-Allow-Origin") != "https://flex.twilio.com" {
			t.Fatalf("status %d, %+v, %v", made.StatusCode, cb, made.Header)
		}
		w.RevokeFlexToken(token)
		if got := w.sends(http.MethodGet, "/api/v1/callbacks/mine", "", bearer...); got.StatusCode != http.StatusOK {
			t.Errorf("within the minute for which Twilio's word counts: %d", got.StatusCode)
		}
		w.clock.Advance(61 * time.Second)
		if got := w.sends(http.MethodGet, "/api/v1/callbacks/mine", "", bearer...); got.StatusCode != http.StatusUnauthorized {
			t.Errorf("after it: %d", got.StatusCode)
		}
	})
}

// A person opens a sign-in link; the session is good on every instance, and ends with its key.
func TestASignInLink(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		page := w.sends(http.MethodGet, "/signin", "")
		if csp := page.Header.Get("Content-Security-Policy"); page.StatusCode != http.StatusOK || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "script-src") {
			t.Errorf("the page: %d, %v", page.StatusCode, page.Header)
		}
		if script := w.sends(http.MethodGet, "/signin.js", ""); script.StatusCode != http.StatusOK || !strings.HasPrefix(script.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("its script: %d, %v", script.StatusCode, script.Header)
		}
		code, err := w.app.Store().CreateSignInCode(w.ctx, "test")
		w.must(err)
		in := w.sends(http.MethodPost, "/api/v1/session", `{"code":"`+code+`"}`)
		if in.StatusCode != http.StatusCreated || len(in.cookies) != 1 {
			t.Fatalf("status %d, %v", in.StatusCode, in.Header)
		}
		cookie := []string{"Cookie", in.cookies[0].Name + "=" + in.cookies[0].Value}
		w.app = w.open()
		if got := w.sends(http.MethodGet, "/api/v1/callbacks", "", cookie...); got.StatusCode != http.StatusOK || got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("Strict-Transport-Security") != "" {
			t.Errorf("on another instance: %d, %v", got.StatusCode, got.Header)
		}
		w.must(w.apps[0].Store().RevokeAPIKey(w.ctx, "test"))
		if got := w.sends(http.MethodGet, "/api/v1/callbacks", "", cookie...); got.StatusCode != http.StatusUnauthorized {
			t.Errorf("of a revoked key: %d", got.StatusCode)
		}
	})
}
