package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

// FuzzBodies sends bodies to every route that takes one. Whatever comes, it is answered, and refused only by a problem that
// is the caller's own.
func FuzzBodies(f *testing.F) {
	for _, body := range []string{
		fullBody, `{}`, `[]`, `null`, `{"record_id":"rec_1","local_time":"2026-12-01T24:00"}`, `{"reason":"x","resolution":"duplicate"}`,
		`{"code":"callback_agent","callback_request":{"local_time":"9999-12-31T23:59:59","timezone":"Pacific/Apia","window_minutes":720}}`,
		`{"items":[{"external_id":"\u0000"},{"phone":"+61491570156"}]}`, `{"external_id":"D-1","phone":"+61491570156","region":"us-fl"}`,
		`{"record":{"phone":"tel:+1"},"local_time":"0001-01-01T00:00","timezone":"Etc/GMT+12"}`, `{"code":"busy","notes":"\ud800"}`,
	} {
		f.Add(body)
	}
	s := start(f, dbtest.SQLite(f))
	cb := s.book(f, "supervisor", "fuzzed", `,"routing":"team","team":"welcome"`)
	f.Fuzz(func(t *testing.T, body string) {
		for _, path := range []string{"/callbacks", "/callbacks/" + cb.ID + "/cancel", "/callbacks/" + cb.ID + "/outcome", "/call-list/check", "/records"} {
			for _, who := range []string{"supervisor", "ana"} {
				r := s.request(t.Context(), who, http.MethodPost, "/api/v1"+path, body, "Content-Type", "application/json")
				s.served(t, r)
			}
		}
	})
}

// FuzzQueries sends queries, headers and ids to the routes that read them.
func FuzzQueries(f *testing.F) {
	for _, seed := range [][3]string{
		{"status=scheduled&due=now&limit=3&sort=newest", `"1"`, "cb_1"}, {"q=%25_%5c'", `W/"1", *`, "%00"}, {"cursor=1_cb_00000000000000000000000000", ``, "é"},
		{"cursor=999999999999999_cb_00000000000000000000000000", `,`, "mine"}, {"phone=+61&state=callable", `"`, "a%2Fb"}, {"q=%ff;", `"9223372036854775808"`, "."},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	s := start(f, dbtest.SQLite(f))
	cb := s.book(f, "supervisor", "fuzzed", ``)
	f.Fuzz(func(t *testing.T, query, tag, id string) {
		for _, path := range []string{"/callbacks", "/callbacks/mine", "/call-list", "/records", "/inbox", "/callbacks/" + url.PathEscape(id)} {
			r := s.request(t.Context(), "admin", http.MethodGet, "/api/v1"+path, "")
			r.URL.RawQuery = query
			s.served(t, r)
		}
		got := s.serve(t, s.request(t.Context(), "admin", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", `{"code":""}`, "If-Match", tag))
		if got.status != http.StatusUnprocessableEntity && got.status != http.StatusPreconditionFailed {
			t.Errorf("If-Match %q: %d %s", tag, got.status, got.body)
		}
	})
}

// served holds that a request was answered by what it asked for, or by a problem that is not our fault, and returns the status. (Holding answers to the
// document is too slow here.)
func (s *server) served(t *testing.T, r *http.Request) int {
	t.Helper()
	got := s.serve(t, r)
	refused := got.status >= http.StatusBadRequest
	if got.status >= http.StatusInternalServerError || refused && got.header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %d %s", r.URL.Path, got.status, got.body)
	}
	redirected := got.status == http.StatusMovedPermanently // the router's own, to a path without dots
	if !redirected && !json.Valid(got.body) {
		t.Errorf("%s: not JSON: %s", r.URL.Path, got.body)
	}
	return got.status
}
