package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

// fridays are calling hours by which everyone is rung on Fridays only.
const fridays = `{"sets":[{"id":"short","version":1,"layer":"policy","week":{"fri":["10:00-12:00"]},"holidays":{"mode":"as_weekday"}}],"everyone":["short"],"note":"a trial"}`

// callingHours is the part of the calling hours that tests look at.
type callingHours struct {
	Version   int     `json:"version"`
	Origin    *string `json:"origin"`
	Note      *string `json:"note"`
	CreatedBy *string `json:"created_by"`
	Sets      []struct {
		ID   string              `json:"id"`
		Week map[string][]string `json:"week"`
	} `json:"sets"`
	Everyone  []string `json:"everyone"`
	Confirmed map[string]struct {
		By string `json:"by"`
		At string `json:"at"`
	} `json:"confirmed"`
	Presets []struct {
		ID         string   `json:"id"`
		Status     string   `json:"status"`
		Source     string   `json:"source"`
		Unverified []string `json:"unverified"`
		Confirmed  bool     `json:"confirmed"`
		AnyDoubt   bool     `json:"any_doubt"`
		Replaced   bool     `json:"replaced"`
	} `json:"presets"`
	Doubtful []string `json:"doubtful"`
}

func TestCallingHoursAreSavedAndReadBack(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		first := s.ask(t, "supervisor", http.MethodGet, "/api/v1/calling-hours", "").want(t, http.StatusOK)
		base := into[callingHours](t, first).Version
		saved := s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", fridays, "If-Match", first.header.Get("ETag")).want(t, http.StatusOK)
		got := into[callingHours](t, saved)
		if got.Version != base+1 || str(got.Origin) != "api" || str(got.Note) != "a trial" || str(got.CreatedBy) != "key:admin" || len(got.Everyone) != 1 ||
			strings.Join(got.Sets[0].Week["fri"], "") != "10:00-12:00" || s.woken.Load() == 0 {
			t.Errorf("saved %+v, woken %d times", got, s.woken.Load())
		}
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", `{}`, "If-Match", first.header.Get("ETag")).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
		again := into[callingHours](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/calling-hours", "").want(t, http.StatusOK))
		if again.Version != got.Version || again.Sets[0].ID != "short" {
			t.Errorf("read back %+v", again)
		}
		s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", strings.Replace(fullBody, `"override":{"requested_by":"donor","captured_via":"call","wording":"night shift, ring at 23:00","recording_sid":"RE01"},`, "", 1)).
			refused(t, http.StatusUnprocessableEntity, "outside_calling_hours", "")
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", `{}`, "If-Match", saved.header.Get("ETag")).want(t, http.StatusOK)
	})
}

func TestEveryFaultOfCallingHoursIsNamed(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	for body, fields := range map[string]string{
		`{"sets":[{"id":"a b","version":0,"layer":"policy","week":{"mon":["10:00-12:00","11:00-13:00"]},"holidays":{"mode":"sometimes"}}]}`:                                   "sets[0].id sets[0].version sets[0].week.mon[1] sets[0].holidays.mode",
		`{"sets":[{"id":"a","version":1,"layer":"policy","week":{"mon":["10:00-12:00"]},"holidays":{"mode":"as_weekday"},"confirmed":true}]}`:                                 "sets[0].confirmed",
		`{"regions":{"Mars":"au"},"everyone":["gone"],"closed":[{"date":"2027-01-01","regions":["x"]}]}`:                                                                      "regions.Mars everyone[0] closed[0].regions[0]",
		`{"sets":[{"week":{"mon":["ten"],"monday":[]},"closed":["2026-02-30"],"special":{"soon":["9-10"]},"holidays":{"spans":["x"],"eve":["y"]}}],"closed":[{"date":"no"}]}`: "sets[0].closed[0] sets[0].holidays.eve[0] sets[0].holidays.spans[0] sets[0].special.soon sets[0].special.soon[0] sets[0].week.mon[0] sets[0].week.monday closed[0].date",
		`{"sets":[{"version":"one"}]}`: "sets.version",
		`{"everyone":"short"}`:         "everyone",
		`{"set":[]}`:                   "set",
		`{"closed":3}`:                 "closed",
		`[]`:                           "body",
		`{"sets":`:                     "body",
		`{"note":"` + strings.Repeat("x", 301) + `"}`: "note",
	} {
		p := s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", body).refused(t, http.StatusUnprocessableEntity, "validation_failed", "")
		var got []string
		for _, e := range p.Errors {
			got = append(got, e.Field)
			if strings.Contains(e.Detail, "hours.") || strings.Contains(e.Detail, "json:") {
				t.Errorf("inside words: %s", e.Detail)
			}
		}
		if strings.Join(got, " ") != fields {
			t.Errorf("%s: fields %q, want %q", body, got, fields)
		}
	}
	s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", fridays, "Content-Type", "text/plain").refused(t, http.StatusUnsupportedMediaType, "unsupported_media_type", "")
	s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", `{}`+strings.Repeat(" ", 1<<20)).refused(t, http.StatusRequestEntityTooLarge, "body_too_large", "")
}

func TestPresetsSayHowWellTheyAreSourced(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		read := func() callingHours {
			return into[callingHours](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/calling-hours", "").want(t, http.StatusOK))
		}
		doubt := func(in callingHours, id string) (shown, listed bool) {
			for _, p := range in.Presets {
				if p.ID == id {
					shown = p.AnyDoubt && !p.Confirmed
				}
			}
			return shown, strings.Contains(" "+strings.Join(in.Doubtful, " ")+" ", " "+id+" ")
		}
		before := read()
		for _, id := range []string{"uk", "ie", "default"} {
			if shown, listed := doubt(before, id); !shown || !listed {
				t.Errorf("%s is shown as verified", id)
			}
		}
		if shown, listed := doubt(before, "au"); shown || listed || len(before.Presets) < 20 {
			t.Errorf("au is doubted; %d presets", len(before.Presets))
		}
		s.ask(t, "admin", http.MethodPost, "/api/v1/calling-hours/confirm", `{"set":"uk","note":"advice of counsel"}`).want(t, http.StatusOK)
		after := read()
		if shown, listed := doubt(after, "uk"); shown || listed || after.Confirmed["uk"].By != "key:admin" || after.Confirmed["uk"].At == "" {
			t.Errorf("confirmed: %+v", after.Confirmed)
		}
		if shown, _ := doubt(after, "ie"); !shown || after.Version != before.Version+1 {
			t.Errorf("another is confirmed too, or version %d", after.Version)
		}
		s.ask(t, "admin", http.MethodPost, "/api/v1/calling-hours/confirm", `{"set":"gone"}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "set")
		s.ask(t, "admin", http.MethodPost, "/api/v1/calling-hours/confirm", `{}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "set")
	})
}

func TestVersionsAndRollback(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		base := into[callingHours](t, s.ask(t, "admin", http.MethodGet, "/api/v1/calling-hours", "")).Version
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", fridays).want(t, http.StatusOK)
		s.ask(t, "admin", http.MethodPut, "/api/v1/calling-hours", `{"everyone":["au"]}`).want(t, http.StatusOK)
		type page struct {
			Items []struct {
				Version   int            `json:"version"`
				Note      *string        `json:"note"`
				CreatedBy string         `json:"created_by"`
				Document  map[string]any `json:"document"`
			} `json:"items"`
			NextCursor *string `json:"next_cursor"`
		}
		const versions = "/api/v1/calling-hours/versions"
		newest := into[page](t, s.ask(t, "supervisor", http.MethodGet, versions+"?limit=1", "").want(t, http.StatusOK))
		if len(newest.Items) != 1 || newest.Items[0].Version != base+2 || newest.Items[0].Document != nil || newest.NextCursor == nil {
			t.Fatalf("newest: %+v", newest)
		}
		next := into[page](t, s.ask(t, "supervisor", http.MethodGet, versions+"?limit=1&cursor="+*newest.NextCursor, "").want(t, http.StatusOK))
		if next.Items[0].Version != base+1 || str(next.Items[0].Note) != "a trial" || next.Items[0].CreatedBy != "key:admin" {
			t.Errorf("next: %+v", next)
		}
		one := into[page](t, s.ask(t, "supervisor", http.MethodGet, versions+"?version="+itoa(base+1), "").want(t, http.StatusOK))
		if one.Items[0].Document["everyone"] == nil {
			t.Errorf("one: %+v", one)
		}
		s.ask(t, "supervisor", http.MethodGet, versions+"?version=99", "").refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "supervisor", http.MethodGet, versions+"?version=x&cursor=y", "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "version")
		const rollback = "/api/v1/calling-hours/rollback"
		back := into[callingHours](t, s.ask(t, "admin", http.MethodPost, rollback, `{"version":`+itoa(base+1)+`}`).want(t, http.StatusOK))
		if back.Version != base+3 || back.Sets[0].ID != "short" || str(back.Note) != "back to version "+itoa(base+1) {
			t.Errorf("back: %+v", back)
		}
		s.ask(t, "admin", http.MethodPost, rollback, `{"version":99}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "version")
		s.ask(t, "admin", http.MethodPost, rollback, `{}`).refused(t, http.StatusUnprocessableEntity, "validation_failed", "version")
		s.ask(t, "admin", http.MethodPost, rollback, `{"version":0}`, "If-Match", `"1"`).refused(t, http.StatusPreconditionFailed, "version_conflict", "")
	})
}
