package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

const shiftsPath = "/api/v1/shifts"

// shiftsOf lists who starts when, by their own clocks.
func (s *server) shiftsOf(t *testing.T, as, query string) (list []string) {
	t.Helper()
	const december = "from=2026-11-30T00:00:00Z&to=2027-01-01T00:00:00Z&"
	for cursor, pages := "", 0; pages < 9; pages++ {
		p := into[struct {
			Items []struct {
				WorkerSid  string  `json:"worker_sid"`
				Team       *string `json:"team"`
				StartLocal string  `json:"start_local"`
				EndLocal   string  `json:"end_local"`
			}
			NextCursor *string `json:"next_cursor"`
		}](t, s.ask(t, as, http.MethodGet, shiftsPath+"?"+december+query+"&cursor="+cursor, "").want(t, http.StatusOK))
		for _, item := range p.Items {
			list = append(list, strings.TrimLeft(item.WorkerSid, "WK0")+" "+item.StartLocal[8:13]+"-"+item.EndLocal[8:13]+" "+str(item.Team))
		}
		if cursor = str(p.NextCursor); cursor == "" {
			break
		}
	}
	return list
}

const rosterCSV = "worker_sid,date,start,end,timezone,team\n" +
	ana + ",2026-12-01,09:00,17:00,Australia/Perth,welcome\n" + ana + ",2026-12-01,22:00,06:00,Australia/Perth,welcome\n" +
	ben + ",2026-12-01,12:00,20:00,Australia/Sydney,welcome\n" + cyn + ",2026-12-02,09:00,17:00,Australia/Perth,\n"

func TestShiftsAreImportedAndListed(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		got := s.ask(t, "supervisor", http.MethodPost, shiftsPath+"/import", rosterCSV, "Content-Type", "text/csv; charset=UTF-8").want(t, http.StatusOK)
		golden(t, "shifts_imported", got)
		all := []string{"a1 01T09-01T17 welcome", "b2 01T12-01T20 welcome", "a1 01T22-02T06 welcome", "c3 02T09-02T17 "}
		slices.Sort(all)
		for query, want := range map[string][]string{
			"": all, "limit=1": all, "team=welcome": all[:3], "worker_sid=" + cyn: all[3:],
		} {
			list := s.shiftsOf(t, "admin", query)
			slices.Sort(list)
			if !slices.Equal(list, want) {
				t.Errorf("%q: %q, want %q", query, list, want)
			}
		}
		if list := s.shiftsOf(t, "ben", "worker_sid="+ben); len(list) != 1 || list[0] != "b2 01T12-01T20 welcome" {
			t.Errorf("Ben sees %q", list)
		}
		if list := s.shiftsOf(t, "ben", ""); len(list) != 1 {
			t.Errorf("Ben sees %q", list)
		}
		s.ask(t, "ben", http.MethodGet, shiftsPath+"?worker_sid="+ana, "").refused(t, http.StatusForbidden, "forbidden", "")
		golden(t, "shifts", s.ask(t, "cyn", http.MethodGet, shiftsPath, "").want(t, http.StatusOK))
	})
}

// A bad file is refused whole, and each bad line named.
func TestBadShiftFilesAreRefused(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		send := func(body, contentType string) answer {
			return s.ask(t, "admin", http.MethodPost, shiftsPath+"/import", body, "Content-Type", contentType)
		}
		bad := rosterCSV + "Maya,2026-12-02,09:00,17:00,AWST,\n" + ana + ",2026-12-02,9 am,17:00,Australia/Perth,\n"
		p := send(bad, "text/csv").refused(t, http.StatusUnprocessableEntity, "validation_failed", "line 6, worker_sid")
		var fields []string
		for _, e := range p.Errors {
			fields = append(fields, e.Field)
		}
		if want := []string{"line 6, worker_sid", "line 6, timezone", "line 7, start"}; !slices.Equal(fields, want) {
			t.Errorf("errors %q, want %q", fields, want)
		}
		if list := s.shiftsOf(t, "admin", ""); len(list) != 0 {
			t.Errorf("stored %q", list)
		}
		for _, contentType := range []string{"application/json", "text/csv; charset=utf-16", "text/plain", ""} {
			send(rosterCSV, contentType).refused(t, http.StatusUnsupportedMediaType, "unsupported_media_type", "")
		}
		if !testing.Short() {
			send(strings.Repeat(strings.Repeat("x", 1023)+"\n", 12*1024+1), "text/csv").refused(t, http.StatusUnprocessableEntity, "validation_failed", "line 1")
			send("worker_sid,date,start,end,timezone\n\""+strings.Repeat("x", 12<<20), "text/csv").refused(t, http.StatusRequestEntityTooLarge, "body_too_large", "")
		}
	})
}

func TestShiftsArePut(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.ask(t, "admin", http.MethodPost, shiftsPath+"/import", rosterCSV, "Content-Type", "text/csv").want(t, http.StatusOK)
		put := func(body string) answer { return s.ask(t, "supervisor", http.MethodPut, shiftsPath, body) }
		const day = `{"from":"2026-12-01T00:00:00+08:00","to":"2026-12-02T00:00:00+08:00",`
		item := func(sid string) string {
			return `{"worker_sid":"` + sid + `","local_start":"2026-12-01T14:00","local_end":"2026-12-01T24:00","timezone":"Australia/Perth"}`
		}
		done := into[struct{ Stored int }](t, put(day+`"team":"welcome","worker_sids":["`+ana+`"],"items":[`+item(ana)+`]}`).want(t, http.StatusOK))
		if list := s.shiftsOf(t, "admin", ""); done.Stored != 1 || !slices.Equal(list, []string{"b2 01T12-01T20 welcome", "a1 01T14-02T00 welcome", "c3 02T09-02T17 "}) {
			t.Errorf("stored %d: %q", done.Stored, list)
		}
		for body, field := range map[string]string{
			day + `"team":"welcome"}`:                                                "items",
			day + `"items":[{}]}`:                                                    "items[0].worker_sid",
			day + `"items":[` + item(ana) + `,` + item(ana) + `]}`:                   "items[1].local_start",
			day + `"items":[{"worker":"x"}]}`:                                        "worker",
			`{"from":"today","items":[]}`:                                            "from",
			`{"from":"2026-12-02T00:00:00Z","to":"2026-12-01T00:00:00Z","items":[]}`: "to",
		} {
			put(body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
		put(day+`"items":[]}`).want(t, http.StatusOK)
		if list := s.shiftsOf(t, "admin", ""); !slices.Equal(list, []string{"c3 02T09-02T17 "}) {
			t.Errorf("left %q", list)
		}
		s.ask(t, "ana", http.MethodPut, shiftsPath, day+`"items":[]}`).refused(t, http.StatusForbidden, "forbidden", "")
	})
}

// An owner who is off then is warned of; where only the owner may ring it is refused.
func TestOwnerOffShiftOverTheAPI(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.ask(t, "admin", http.MethodPost, shiftsPath+"/import", rosterCSV, "Content-Type", "text/csv").want(t, http.StatusOK)
		body := strings.Replace(fullBody, `"2026-12-01T18:00"`, `"2026-12-01T18:30"`, 1)
		p := s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks", body).refused(t, http.StatusUnprocessableEntity, "owner_off_shift", "agent_strict")
		if !strings.Contains(p.Detail, "again from 2026-12-01T22:00 (Australia/Perth)") || !strings.Contains(p.Detail, "queue it to the team") {
			t.Error(p.Detail)
		}
		loose := strings.Replace(body, `"agent_strict":true`, `"agent_strict":false`, 1)
		got := into[struct{ Warnings []string }](t, s.ask(t, "ana", http.MethodPost, "/api/v1/callbacks", loose).want(t, http.StatusCreated))
		if !slices.Contains(got.Warnings, "owner_off_shift") {
			t.Errorf("warnings %v", got.Warnings)
		}
	})
}

// FuzzImportShifts sends files. Whatever comes, it is taken, or refused by a problem that is the caller's own.
func FuzzImportShifts(f *testing.F) {
	for _, body := range []string{rosterCSV, "\ufeff" + strings.ReplaceAll(rosterCSV, ",", ";"), "\"", "worker_sid,date\n\xff,\x00\n", ""} {
		f.Add(body)
	}
	s := start(f, dbtest.SQLite(f))
	f.Fuzz(func(t *testing.T, body string) {
		s.served(t, s.request(t.Context(), "supervisor", http.MethodPost, shiftsPath+"/import", body, "Content-Type", "text/csv"))
	})
}
