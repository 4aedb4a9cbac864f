package app

import (
	"net/http"
	"strings"
)

// What browsers are told of every answer. The pages take scripts from here alone; styles may stand in the page, since the components that
// they are made of put them there.
const (
	pagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	dataPolicy = "default-src 'none'; frame-ancestors 'none'"
	httpsFor   = "max-age=31536000" // a year, in seconds
)

// guarded gives every answer the headers that keep browsers from misusing it.
func (a *App) guarded(next http.Handler) http.Handler {
	https := a.secure()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Content-Security-Policy", pagePolicy)
		if strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/webhooks/") {
			header.Set("Content-Security-Policy", dataPolicy)
		}
		if https {
			header.Set("Strict-Transport-Security", httpsFor)
		}
		next.ServeHTTP(w, r)
	})
}

// secure says whether people come by https: the public URL is what they use, whatever a proxy speaks to us.
func (a *App) secure() bool { return strings.HasPrefix(a.cfg.PublicURL, "https://") }
