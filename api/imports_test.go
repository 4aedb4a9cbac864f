package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

// importFile imports a file and returns what became of it.
func (s *server) importFile(t *testing.T, path, media, file string) map[string]any {
	t.Helper()
	got := s.ask(t, "supervisor", http.MethodPost, "/api/v1"+path, file, "Content-Type", media)
	return into[map[string]any](t, got.want(t, http.StatusOK))
}

func wantCounts(t *testing.T, got map[string]any, want string) {
	t.Helper()
	if told := fmt.Sprintf("%v %v rows %v bad %v made %v updated", got["state"], got["rows"], got["bad"], got["made"], got["updated"]); told != want {
		t.Fatalf("%s, want %s (%v)", told, want, got["errors"])
	}
}

func TestRecordsImport(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		good := "external_id,name,phone\nD-1,\"=HYPERLINK(1)\",+61491570156\nD-2,B,+61491570157\n"
		wantCounts(t, s.importFile(t, "/records/import", "text/csv; charset=utf-8", good), "done 2 rows 0 bad 2 made 0 updated")
		wantCounts(t, s.importFile(t, "/records/import", "application/json", `[{"external_id":"D-1","do_not_call":true}]`), "done 1 rows 0 bad 0 made 1 updated")
		list := into[map[string]any](t, s.ask(t, "dialer", http.MethodGet, "/api/v1/call-list", "").want(t, http.StatusOK))
		if items, _ := list["items"].([]any); len(items) != 1 {
			t.Fatalf("call list: %v", list)
		}
		bad := s.importFile(t, "/records/import?dry_run=0", "text/csv", "external_id,phone\nD-3,+61491570158\nD-4,=cmd\n")
		wantCounts(t, bad, "rejected 2 rows 1 bad 0 made 0 updated")
		report, _ := bad["report"].(string)
		if got := s.ask(t, "supervisor", http.MethodGet, report, "").want(t, http.StatusOK); !strings.Contains(string(got.body), "\r\n3,phone,invalid_phone,") {
			t.Errorf("report: %s", got.body)
		}
		wantCounts(t, s.importFile(t, "/records/import?skip_bad=1", "application/jsonl", "{\"external_id\":\"D-3\",\"phone\":\"+61491570158\"}\n{}\n"), "done 2 rows 1 bad 1 made 0 updated")
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/records/import", "x", "Content-Type", "text/plain").want(t, http.StatusUnsupportedMediaType)
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/records/import", "colour\nred\n", "Content-Type", "text/csv").refused(t, http.StatusUnprocessableEntity, "validation_failed", "body")
		s.ask(t, "dialer", http.MethodPost, "/api/v1/records/import", good, "Content-Type", "text/csv").want(t, http.StatusForbidden)
		s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks/import/"+fmt.Sprint(bad["id"]), "").want(t, http.StatusNotFound)
		all := into[map[string]any](t, s.ask(t, "admin", http.MethodGet, "/api/v1/records/import", "").want(t, http.StatusOK))
		if items, _ := all["items"].([]any); len(items) != 5 {
			t.Errorf("%d imports", len(items))
		}
	})
}

// A long file is put in force by a pass; its sender is told where to look.
func TestALongImport(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		var file strings.Builder
		file.WriteString("external_id,phone\n")
		for i := range models.ImportAtOnce + 1 {
			fmt.Fprintf(&file, "D-%d,+6141%07d\n", i, 2000000+i)
		}
		got := s.ask(t, "supervisor", http.MethodPost, "/api/v1/records/import", file.String(), "Content-Type", "text/csv").want(t, http.StatusAccepted)
		address := got.header.Get("Location")
		wantCounts(t, into[map[string]any](t, s.ask(t, "supervisor", http.MethodGet, address, "").want(t, http.StatusOK)), "applying 2001 rows 0 bad 0 made 0 updated")
		if found, _, err := s.store.Records(t.Context(), models.RecordFilter{Limit: 1}); err != nil || len(found) != 0 {
			t.Fatalf("a part of it is in force: %v, %v", found, err)
		}
		work, err := s.store.ImportsToDo(t.Context(), 5)
		if err != nil || len(work) != 1 {
			t.Fatalf("to do: %+v, %v", work, err)
		}
		if _, err := s.store.ApplyImport(t.Context(), work[0].ID); err != nil {
			t.Fatal(err)
		}
		wantCounts(t, into[map[string]any](t, s.ask(t, "supervisor", http.MethodGet, address, "").want(t, http.StatusOK)), "done 2001 rows 0 bad 2001 made 0 updated")
	})
}

// Promises of a file go through the same gate as any other, each by itself.
func TestCallbacksImport(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		file := "external_id,phone,local_time,timezone,window_minutes,team,reason\n" +
			"D-1,+61491570156,2026-12-01T18:00,Australia/Perth,30,welcome,after work\n" +
			"D-2,+61491570157,2026-12-01T03:00,Australia/Perth,,welcome,\n" +
			"D-1,+61491570156,2026-12-01T19:00,Australia/Perth,,,\n" +
			"D-3,+61491570158,soon,Australia/Perth,,,\n" +
			"D-4,+61491570159,2026-11-01T18:00,Australia/Perth,,,\n"
		try := s.importFile(t, "/callbacks/import?dry_run=1", "text/csv", file)
		wantCounts(t, try, "done 5 rows 3 bad 2 made 0 updated") // that two rows are of one donor shows once the first is booked
		if found, _, err := s.store.List(t.Context(), models.Filter{Limit: 10}); err != nil || len(found) != 0 {
			t.Fatalf("a dry run made %d promises, %v", len(found), err)
		}
		got := s.importFile(t, "/callbacks/import", "text/csv", file)
		wantCounts(t, got, "done 5 rows 4 bad 1 made 0 updated")
		var told []string
		for _, e := range got["errors"].([]any) {
			e := e.(map[string]any)
			told = append(told, fmt.Sprint(e["line"], " ", e["code"], " ", e["field"]))
		}
		want := "3 outside_calling_hours local_time; 4 callback_already_open external_id; 5 validation_failed local_time; 6 in_the_past local_time"
		if strings.Join(told, "; ") != want {
			t.Errorf("told %q", told)
		}
		spread := s.importFile(t, "/callbacks/import?spread=1", "application/json", `[{"external_id":"D-2","phone":"+61491570157","local_time":"2026-12-01T08:00","timezone":"Australia/Perth","window_minutes":30}]`)
		wantCounts(t, spread, "done 1 rows 0 bad 1 made 0 updated")
		found, _, err := s.store.List(t.Context(), models.Filter{Limit: 10})
		if err != nil || len(found) != 2 || found[0].LocalTime != "2026-12-01T09:00:00" || found[1].LocalTime != "2026-12-01T18:00:00" || found[0].Source != "import" {
			t.Fatalf("%+v, %v", found, err)
		}
	})
}
