package api_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// page is a page of callbacks.
type page struct {
	Items      []callback `json:"items"`
	NextCursor *string    `json:"next_cursor"`
}

// fill books callbacks straight in the store; several have the same time, and several are made in the same millisecond.
func (s *server) fill(t *testing.T, n int) []string {
	t.Helper()
	ids := make([]string, n)
	for i := range ids {
		request := models.CallbackRequest{LocalTime: fmt.Sprintf("2026-12-%02dT16:30", 1+i%5), Timezone: "Australia/Perth"}
		cb, _, err := s.store.Book(t.Context(), models.Booking{CallbackRequest: request, Record: models.RecordRef{ExternalID: fmt.Sprint("D-", i), Phone: "+61491570156"}, Actor: "test"})
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = cb.ID
		if i%3 == 0 {
			s.clock.Advance(time.Millisecond)
		}
	}
	return ids
}

// TestPaging goes through 130 callbacks in pages of odd size, in both orders.
func TestPaging(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		want := s.fill(t, 130)
		slices.Sort(want)
		for _, sort := range []string{"due", "newest"} {
			var got []string
			for cursor, pages := "", 1; ; pages++ {
				p := into[page](t, s.ask(t, "supervisor", http.MethodGet, "/api/v1/callbacks?limit=17&sort="+sort+"&cursor="+cursor, "").want(t, http.StatusOK))
				for _, cb := range p.Items {
					got = append(got, cb.ID)
				}
				if cursor = str(p.NextCursor); cursor == "" {
					break
				}
				if len(p.Items) != 17 || pages > 8 {
					t.Fatalf("page %d has %d items", pages, len(p.Items))
				}
			}
			if sort == "newest" && !slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(b, a) }) {
				t.Error("newest does not come first")
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("by %s: %d callbacks, want %d, each once", sort, len(got), len(want))
			}
		}
	})
}

func TestCursorOfAnotherListIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.fill(t, 3)
		for _, sort := range []string{"due", "newest"} {
			other := map[string]string{"due": "newest", "newest": "due"}[sort]
			first := into[page](t, s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks?limit=1&sort="+sort, ""))
			path := "?limit=1&cursor=" + str(first.NextCursor)
			s.ask(t, "admin", http.MethodGet, "/api/v1/callbacks"+path+"&sort="+other, "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "cursor")
			s.ask(t, "admin", http.MethodGet, "/api/v1/records"+path, "").refused(t, http.StatusUnprocessableEntity, "validation_failed", "cursor")
		}
	})
}

func TestFilters(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		own := s.book(t, "ana", "D-1", `,"routing":"agent"`)
		s.clock.Advance(time.Millisecond)
		team := s.book(t, "supervisor", "D-2", `,"local_time":"2026-12-04T18:00","team":"regular"`)
		gone := s.book(t, "supervisor", "D-3", `,"record":{"external_id":"D-3","name":"Ānahera Ōtene","phone":"+61491570156","timezone":"Australia/Perth"}`)
		s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks/"+gone.ID+"/cancel", `{"reason":"a test"}`).want(t, http.StatusOK)
		for query, want := range map[string][]string{
			"":                               {own.ID, gone.ID, team.ID},
			"status=":                        {own.ID, gone.ID, team.ID},
			"status=cancelled":               {gone.ID},
			"status=cancelled,scheduled":     {own.ID, gone.ID, team.ID},
			"team=regular":                   {team.ID},
			"worker_sid=" + ana:              {own.ID},
			"record_id=" + team.Record.ID:    {team.ID},
			"q=D-2":                          {team.ID},
			"q=d-2":                          {team.ID},
			"q=" + url.QueryEscape("Ānah"):   {gone.ID},
			"q=aroha+ngata&due=owed":         {own.ID, team.ID},
			"q=" + own.ID:                    {own.ID},
			"q=" + url.QueryEscape("%"):      nil,
			"due=owed&sort=newest&team=":     {team.ID, own.ID},
			"due=today":                      {own.ID},
			"due=now":                        nil,
			"due=overdue":                    nil,
			"due=owed&team=regular&q=nobody": nil,
		} {
			got := s.ids(t, "supervisor", "/api/v1/callbacks?"+query)
			if query == "" || query == "status=" || query == "status=cancelled,scheduled" {
				slices.Sort(got)
				slices.Sort(want)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%q: %v, want %v", query, got, want)
			}
		}
	})
}

func TestOverdueAndBroken(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		cb := s.book(t, "ana", "D-1", ``) // 10:00 to 10:30 UTC, and 15 minutes of grace
		for _, step := range []struct {
			advance         time.Duration
			overdue, broken bool
			now             int
		}{{22*time.Hour - time.Second, false, false, 0}, {time.Second, true, false, 1}, {45 * time.Minute, true, false, 1}, {time.Second, true, true, 1}} {
			s.clock.Advance(step.advance)
			got := into[callback](t, s.ask(t, "ana", http.MethodGet, "/api/v1/callbacks/"+cb.ID, ""))
			if got.Overdue != step.overdue || got.Broken != step.broken {
				t.Errorf("at %v: overdue %v, broken %v", s.clock.Now(), got.Overdue, got.Broken)
			}
			for _, due := range []string{"now", "overdue"} {
				if ids := s.ids(t, "ana", "/api/v1/callbacks?due="+due); len(ids) != step.now {
					t.Errorf("at %v: %d are due=%s", s.clock.Now(), len(ids), due)
				}
			}
		}
	})
}
