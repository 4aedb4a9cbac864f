package api_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

func TestCSVExport(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.book(t, "supervisor", "=1+1", `,"routing":"team","team":"welcome","reason":"@SUM(A1)","notes":"-2, \"quoted\"\nsecond line"`)
		s.clock.Advance(time.Second)
		s.book(t, "supervisor", "D-2", `,"routing":"agent","agent_strict":true,"worker_sid":"`+cyn+`"`)
		got := s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks.csv?sort=due", "").want(t, http.StatusOK)
		if !strings.HasPrefix(got.header.Get("Content-Type"), "text/csv") || !strings.Contains(got.header.Get("Content-Disposition"), "callbacks.csv") {
			t.Errorf("headers %v", got.header)
		}
		rows := tableOf(t, got.body)
		if len(rows) != 2 {
			t.Fatalf("%d rows: %s", len(rows), got.body)
		}
		for column, want := range map[string]string{"external_id": "'=1+1", "reason": "'@SUM(A1)", "notes": "'-2, \"quoted\"\nsecond line", "phone": "+61491570156",
			"window_start": "2026-12-01T10:00:00.000Z", "status": "scheduled"} {
			if rows[0][column] != want {
				t.Errorf("%s is %q, want %q", column, rows[0][column], want)
			}
		}
		if mine := tableOf(t, s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks.csv", "").want(t, http.StatusOK).body); len(mine) != 1 {
			t.Errorf("an agent exports %d rows", len(mine))
		}
		marked := s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks.csv?bom=1&status=cancelled", "").want(t, http.StatusOK)
		if !bytes.HasPrefix(marked.body, []byte("\ufeffid,")) || bytes.Count(marked.body, []byte("\n")) != 1 {
			t.Errorf("marked %q", marked.body)
		}
		s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks.csv?limit=1", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "limit")
	})
}

// tableOf reads CSV back, by the names of its header.
func tableOf(t *testing.T, body []byte) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatalf("%v: %s", err, body)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// More than a page is exported whole, and each row once.
func TestExportsAreWhole(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	const n = 510
	for i := range n {
		_, _, err := s.store.Book(t.Context(), models.Booking{CallbackRequest: models.CallbackRequest{LocalTime: "2026-12-01T18:00", Timezone: "Australia/Perth"},
			Record: models.RecordRef{ExternalID: fmt.Sprint("D-", i), Phone: "+61491570156"}, Actor: "test"})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, sort := range []string{"due", "newest"} {
		seen := map[string]bool{}
		for _, row := range tableOf(t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks.csv?sort="+sort, "").want(t, http.StatusOK).body) {
			seen[row["id"]] = true
		}
		if len(seen) != n {
			t.Errorf("%s: %d callbacks", sort, len(seen))
		}
	}
	s.clock.Advance(time.Millisecond)
	lines := s.ask(t, "supervisor", http.MethodGet, "/api/v1/ledger.jsonl", "").want(t, http.StatusOK)
	if got := bytes.Count(lines.body, []byte("\n")); got != n {
		t.Errorf("%d lines", got)
	}
}

func TestLedgerLines(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "supervisor", "D-1", "")
		s.clock.Advance(time.Minute)
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/"+cb.ID+"/cancel", `{"reason":"moved house"}`).want(t, http.StatusOK)
		s.clock.Advance(time.Minute)
		got := s.ask(t, "supervisor", http.MethodGet, "/api/v1/ledger.jsonl?from=2026-11-30T12:00:00Z", "").want(t, http.StatusOK)
		if got.header.Get("Content-Type") != "application/jsonl" {
			t.Errorf("type %s", got.header.Get("Content-Type"))
		}
		var types []string
		for lines := bufio.NewScanner(bytes.NewReader(got.body)); lines.Scan(); {
			var line struct {
				CallbackID string `json:"callback_id"`
				Type       string `json:"type"`
			}
			if err := json.Unmarshal(lines.Bytes(), &line); err != nil || line.CallbackID != cb.ID {
				t.Fatalf("%v: %s", err, lines.Text())
			}
			types = append(types, line.Type)
		}
		if strings.Join(types, " ") != "created resolved" {
			t.Errorf("lines %v", types)
		}
		if one := s.ask(t, "admin", http.MethodGet, "/api/v1/ledger.jsonl?from=2026-11-30T12:00:30Z", "").want(t, http.StatusOK); bytes.Count(one.body, []byte("\n")) != 1 {
			t.Errorf("lines %s", one.body)
		}
		s.ask(t, "ana", http.MethodGet, "/api/v1/ledger.jsonl", "").refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "admin", http.MethodGet, "/api/v1/ledger.jsonl?from=2027-01-01T00:00:00Z", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "to")
	})
}
