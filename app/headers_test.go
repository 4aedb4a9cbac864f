package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/ringback/ringback/config"
)

func TestEveryAnswerIsGuarded(t *testing.T) {
	t.Parallel()
	for url, hsts := range map[string]string{"https://ringback.example.org": "max-age=31536000", "http://127.0.0.1:8080": "", "": ""} {
		a := &App{cfg: config.Config{PublicURL: url}}
		handler := a.guarded(http.NotFoundHandler())
		for path, policy := range map[string]string{"/": pagePolicy, "/signin": pagePolicy, "/metrics": pagePolicy, "/api/v1/callbacks": dataPolicy, "/webhooks/twilio/events": dataPolicy} {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
			for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
				"Content-Security-Policy": policy, "Strict-Transport-Security": hsts} {
				if got := w.Header().Get(name); got != want {
					t.Errorf("%s%s: %s is %q, want %q", url, path, name, got, want)
				}
			}
		}
	}
	if !strings.Contains(pagePolicy, "default-src 'self'") || strings.Contains(pagePolicy, "unsafe-eval") {
		t.Error("pages take scripts from elsewhere")
	}
}
