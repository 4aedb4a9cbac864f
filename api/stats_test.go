package api_test

import (
	"net/http"
	"testing"
	"time"
)

// statsBody is the part of the figures that tests look at.
type statsBody struct {
	Promises map[string]int64 `json:"promises"`
	Rates    map[string]struct {
		Value *float64 `json:"value"`
		N     int64    `json:"n"`
	} `json:"rates"`
	Now struct {
		Overdue int64 `json:"overdue"`
		Ages    []struct {
			N int64 `json:"n"`
		} `json:"overdue_by_age"`
	} `json:"now"`
	SlotLoad []struct {
		Promised int `json:"promised"`
	} `json:"slot_load"`
}

func TestStatsOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		empty := into[statsBody](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/stats", "").want(t, http.StatusOK))
		if kept := empty.Rates["kept"]; kept.Value != nil || kept.N != 0 {
			t.Errorf("of nothing: %+v", kept)
		}
		cb := s.book(t, "ana", "D-1", `,"routing":"agent"`)
		s.book(t, "supervisor", "D-2", `,"routing":"team","team":"welcome"`)
		loaded := into[statsBody](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/stats", "").want(t, http.StatusOK))
		if len(loaded.SlotLoad) != 1 || loaded.SlotLoad[0].Promised != 2 {
			t.Errorf("load %v", loaded.SlotLoad)
		}
		s.clock.Advance(22 * time.Hour)
		s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/outcome", `{"code":"contacted"}`).want(t, http.StatusOK)
		s.clock.Advance(20 * time.Minute)
		got := into[statsBody](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/stats?from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z", "").want(t, http.StatusOK))
		if r := got.Rates["kept"]; r.N != 2 || r.Value == nil || *r.Value != 0.5 || got.Promises["owed"] != 1 {
			t.Errorf("kept %+v of %v", r, got.Promises)
		}
		if got.Now.Overdue != 1 || len(got.Now.Ages) != 6 || got.Now.Ages[1].N != 1 {
			t.Errorf("now %+v", got.Now)
		}
		if of := into[statsBody](t, s.ask(t, "admin", http.MethodGet, "/api/v1/stats?team=welcome&from=2026-12-01T00:00:00Z&to=2026-12-02T00:00:00Z", "")); of.Promises["n"] != 2 {
			t.Errorf("team: %v", of.Promises)
		}
		s.ask(t, "ana", http.MethodGet, "/api/v1/stats", "").refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "admin", http.MethodGet, "/api/v1/stats?from=2024-01-01T00:00:00Z", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "to")
	})
}

func TestBalanceOverHTTP(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.book(t, "supervisor", "D-1", "")
		type balance struct {
			From     string           `json:"from"`
			Made     int64            `json:"made"`
			Off      int64            `json:"off"`
			Verdicts map[string]int64 `json:"verdicts"`
		}
		for query, want := range map[string]balance{
			"?date=2026-12-01&timezone=Australia/Perth": {From: "2026-11-30T16:00:00.000Z", Made: 1, Verdicts: map[string]int64{"owed": 1}},
			"?date=2026-12-02&timezone=Australia/Perth": {From: "2026-12-01T16:00:00.000Z"},
			"?date=2026-10-25&timezone=Europe/Berlin":   {From: "2026-10-24T22:00:00.000Z"},
			"": {From: "2026-11-30T00:00:00.000Z"},
		} {
			got := into[balance](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/ledger"+query, "").want(t, http.StatusOK))
			if got.From != want.From || got.Made != want.Made || got.Off != 0 || got.Verdicts["owed"] != want.Verdicts["owed"] {
				t.Errorf("%s: %+v", query, got)
			}
		}
		for query, field := range map[string]string{"?date=yesterday": "date", "?date=2026-13-01": "date"} {
			s.ask(t, "supervisor", http.MethodGet, "/api/v1/ledger"+query, "").refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		s.ask(t, "supervisor", http.MethodGet, "/api/v1/ledger?timezone=CET", "").refused(t, http.StatusUnprocessableEntity, "unknown_timezone", "timezone")
	})
}
