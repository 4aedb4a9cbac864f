package api_test

import (
	"net/http"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

// FuzzCredentials sends credentials of every kind. None that was made up lets anybody in, and none is our fault.
func FuzzCredentials(f *testing.F) {
	for _, seed := range [][4]string{
		{"Bearer rbk_x", "ringback_session=rbs_x", "198.51.100.9, ::1", `{"key":"rbk_x"}`},
		{"bearer\teyJ..a.b.c", "ringback_session=; ringback_session=\"x\"", "unknown", `{"code":"rbc_x"}`},
		{"", "=", "2001:db8::%eth0", `{"key":"","code":null}`},
		{"Basic eA==", "ringback_session=\u00ff", ",", `{"key":"\u0000"}`},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	s := start(f, dbtest.SQLite(f))
	f.Fuzz(func(t *testing.T, authorization, cookie, forwarded, body string) {
		headers := []string{"Cookie", cookie, "X-Forwarded-For", forwarded, "Content-Type", "application/json", "X-Ringback-CSRF", cookie, "Idempotency-Key", authorization}
		in := s.request(t.Context(), "", http.MethodPost, sessions, body, headers...)
		in.RemoteAddr = "127.0.0.1:1"
		if status := s.served(t, in); status < http.StatusBadRequest {
			t.Errorf("signed in by %q: %d", body, status)
		}
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			r := s.request(t.Context(), "", method, promises, promise, headers...)
			if authorization != "" {
				r.Header.Set("Authorization", authorization)
			}
			if status := s.served(t, r); status != http.StatusUnauthorized {
				t.Errorf("%q and %q: %d", authorization, cookie, status)
			}
		}
		s.served(t, s.request(t.Context(), "admin", http.MethodPost, promises, "{}", "Idempotency-Key", authorization))
	})
}
