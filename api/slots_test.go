package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

const slotsPath = "/api/v1/slots"

// slotItem is the part of a slot that tests look at.
type slotItem struct {
	Start      string   `json:"start"`
	StartLocal string   `json:"start_local"`
	Promised   int      `json:"promised"`
	Capacity   *int     `json:"capacity"`
	Limit      *int     `json:"limit"`
	Load       *float64 `json:"load"`
	Allowed    bool     `json:"allowed"`
	WhyNot     []struct {
		Code string  `json:"code"`
		Set  *string `json:"set"`
		Rule string  `json:"rule"`
	} `json:"why_not"`
}

// why joins the codes of what speaks against a slot.
func (i slotItem) why() string {
	var codes []string
	for _, reason := range i.WhyNot {
		codes = append(codes, reason.Code)
	}
	return strings.Join(codes, " ")
}

// slots asks for slots and returns them by the donor's clock.
func (s *server) slots(t *testing.T, as, query string) map[string]slotItem {
	t.Helper()
	list := into[struct{ Items []slotItem }](t, s.ask(t, as, http.MethodGet, slotsPath+"?"+query, "").want(t, http.StatusOK))
	found := map[string]slotItem{}
	for _, item := range list.Items {
		found[item.StartLocal] = item
	}
	if len(found) != len(list.Items) {
		t.Errorf("%d slots at %d times", len(list.Items), len(found))
	}
	return found
}

func (s *server) team(t *testing.T, team models.Team) {
	t.Helper()
	if err := s.store.PutTeams(t.Context(), team); err != nil {
		t.Fatal(err)
	}
}

const tuesday = "from=2026-12-01T00:00:00%2B08:00&to=2026-12-02T00:00:00%2B08:00&timezone=Australia/Perth"

// A slot says what is promised, what can be, and every reason why nothing may start in it.
func TestSlots(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.team(t, models.Team{Name: "welcome", SlotCapacity: 2, SlotOverbook: 50})
		for i, at := range []string{"18:00", "18:05", "18:14", "18:15"} {
			s.book(t, "supervisor", string(rune('A'+i)), `,"local_time":"2026-12-01T`+at+`","routing":"team","team":"welcome"`)
		}
		slots := s.slots(t, "ana", tuesday)
		if len(slots) != 96 {
			t.Errorf("%d slots", len(slots))
		}
		full, free, night := slots["2026-12-01T18:00:00"], slots["2026-12-01T18:15:00"], slots["2026-12-01T21:00:00"]
		if full.Promised != 3 || *full.Capacity != 2 || *full.Limit != 3 || *full.Load != 1.5 || full.Allowed || full.why() != "slot_full" || full.Start != "2026-12-01T10:00:00.000Z" {
			t.Errorf("the full slot: %+v", full)
		}
		if free.Promised != 1 || *free.Load != 0.5 || !free.Allowed || len(free.WhyNot) != 0 {
			t.Errorf("the free slot: %+v", free)
		}
		if night.Allowed || night.why() != "outside_calling_hours" || str(night.WhyNot[0].Set) == "" || night.WhyNot[0].Rule == "" {
			t.Errorf("at night: %+v", night)
		}
		p := s.ask(t, "supervisor", http.MethodPost, "/api/v1/callbacks", strings.Replace(fullBody, `"routing":"agent","agent_strict":true`, `"routing":"team"`, 1)).
			refused(t, http.StatusConflict, "slot_full", "local_time")
		if !strings.Contains(p.Detail, "3 of 3") {
			t.Error(p.Detail)
		}
	})
}

// The slot that runs is judged by the present moment; one that is over is past.
func TestSlotsAroundNow(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.clock.Advance(-5 * time.Hour)              // 15:00 in Perth
		s.clock.Advance(2*time.Minute + time.Second) // 15:02:01
		slots := s.slots(t, "admin", "timezone=Australia/Perth&from=2026-11-30T14:45:00%2B08:00&to=2026-11-30T15:30:00%2B08:00")
		for at, want := range map[string]string{"14:45": "in_the_past", "15:00": "", "15:15": ""} {
			if got := slots["2026-11-30T"+at+":00"]; got.why() != want || got.Allowed != (want == "") {
				t.Errorf("%s: %+v", at, got)
			}
		}
		if slots := s.slots(t, "admin", "timezone=Australia/Perth"); len(slots) != 97 || !slots["2026-12-01T15:00:00"].Allowed {
			t.Errorf("%d slots of the day ahead", len(slots))
		}
	})
}

// Whose hours hold: those of the region, else of the zone's country, else of the record with all that is known of it.
func TestSlotsFollowTheDonorsHours(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.ask(t, "admin", http.MethodPost, recordsPath, `{"external_id":"eastern","phone":"+61491570110","timezone":"Australia/Sydney"}`).want(t, http.StatusCreated)
		donors := into[struct{ Items []struct{ ID string } }](t, s.ask(t, "dialer", http.MethodGet, recordsPath, ""))
		const evening = "from=2026-12-01T10:00:00Z&to=2026-12-01T10:15:00Z" // 18:00 in Perth
		const sunday = "from=2026-12-06T02:00:00Z&to=2026-12-06T02:15:00Z"
		for query, want := range map[string]string{
			"timezone=Australia/Perth&" + sunday:                                       "outside_calling_hours", // no calls on Sundays there
			"timezone=Australia/Perth&region=US&" + sunday:                             "",
			"timezone=America/New_York&region=AU&" + sunday:                            "outside_calling_hours",
			"timezone=UTC&" + sunday:                                                   "outside_calling_hours", // 02:00 at night
			"timezone=Australia/Perth&" + evening:                                      "",
			"timezone=Australia/Perth&record_id=" + donors.Items[0].ID + "&" + evening: "outside_calling_hours", // 21:00 on the record's clock
		} {
			slots := s.slots(t, "supervisor", query)
			if len(slots) != 1 {
				t.Errorf("%s: %d slots", query, len(slots))
			}
			for at, slot := range slots {
				if slot.why() != want {
					t.Errorf("%s: %q at %s, want %q", query, slot.why(), at, want)
				}
			}
		}
		if slots := s.slots(t, "supervisor", "record_id="+donors.Items[0].ID+"&"+evening); len(slots) != 1 || slots["2026-12-01T21:00:00"].Start == "" {
			t.Errorf("not on the record's clock: %+v", slots)
		}
	})
}

func TestSlotsThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		for query, want := range map[string]string{
			"": "timezone", "timezone=AWST": "timezone", "timezone=Australia/Perth&from=now": "from", "timezone=Australia/Perth&to=2026-11-30": "to",
			"timezone=Australia/Perth&to=2026-11-30T12:00:00Z": "to", "timezone=Australia/Perth&from=2026-12-01T00:00:00Z&to=2026-12-08T00:00:01Z": "to",
			"record_id=rec_1&region=AU": "region", "zone=Australia/Perth": "zone",
		} {
			code := "validation_failed"
			if query == "timezone=AWST" {
				code = "unknown_timezone"
			}
			s.ask(t, "supervisor", http.MethodGet, slotsPath+"?"+query, "").refused(t, http.StatusUnprocessableEntity, code, want)
		}
		s.ask(t, "supervisor", http.MethodGet, slotsPath+"?record_id=rec_01KB9Q3J5T1D3F5H7K9M2P4R6T", "").refused(t, http.StatusNotFound, "not_found", "")
		s.ask(t, "cyn", http.MethodGet, slotsPath+"?team=welcome&timezone=UTC", "").refused(t, http.StatusForbidden, "forbidden", "")
		s.ask(t, "cyn", http.MethodGet, slotsPath+"?team=regular&timezone=UTC", "").want(t, http.StatusOK)
	})
}

// A week of slots is judged fast enough to be asked for by each booking form.
func BenchmarkAWeekOfSlots(b *testing.B) {
	s := start(b, dbtest.SQLite(b))
	if err := s.store.PutTeams(b.Context(), models.Team{Name: "welcome", SlotPerAgent: 2}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		const week = "?timezone=Australia/Perth&from=2026-12-01T00:00:00Z&to=2026-12-08T00:00:00Z"
		s.serve(b, s.request(b.Context(), "ana", http.MethodGet, slotsPath+week, "")).want(b, http.StatusOK)
	}
}
