package e2e_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/models/hours"
)

// promise books by the API and returns the callback's id.
func (w *world) promise(external, phone, zone, localTime string, more map[string]any) string {
	w.t.Helper()
	status, made := w.ask("POST", "/api/v1/callbacks", w.body(external, phone, zone, localTime, more))
	id, _ := made["id"].(string)
	if status != 201 {
		w.t.Fatalf("%s: %d %v", external, status, made)
	}
	return id
}

func (w *world) body(external, phone, zone, localTime string, more map[string]any) map[string]any {
	body := map[string]any{"record": map[string]any{"external_id": external, "phone": phone, "timezone": zone}, "local_time": localTime, "timezone": zone, "team": "welcome"}
	for name, value := range more {
		body[name] = value
	}
	return body
}

// A promise that was made before the clocks change rings when the donor's clock shows the hour that was promised, not a minute before.
func TestClocksChangeBetweenPromiseAndCall(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) {
		w := newWorldAt(t, url, "2026-02-10T00:00:00Z")
		places := []struct{ zone, phone, said, rings string }{ // in the order in which they ring
			{"Africa/Casablanca", "+212520123456", "2026-02-17T10:00", "2026-02-17T10:00:00Z"},  // +01, and +00 in Ramadan, from 15 February
			{"America/New_York", "+12125550101", "2026-03-09T10:00", "2026-03-09T14:00:00Z"},    // forward on 8 March
			{"Europe/London", "+447700900102", "2026-03-30T10:00", "2026-03-30T09:00:00Z"},      // forward on 29 March
			{"America/Santiago", "+56221234567", "2026-04-06T10:00", "2026-04-06T14:00:00Z"},    // back on 5 April
			{"Australia/Lord_Howe", "+61491570156", "2026-04-07T10:00", "2026-04-06T23:30:00Z"}, // back by half an hour on 5 April
			{"Australia/Perth", "+61491570157", "2026-04-07T10:00", "2026-04-07T02:00:00Z"},     // never
		}
		ids := make([]string, len(places))
		for i, p := range places {
			ids[i] = w.promise(p.zone, p.phone, p.zone, p.said, nil)
		}
		for i, p := range places {
			rings, err := time.Parse(time.RFC3339, p.rings)
			w.must(err)
			w.clock.Advance(rings.Sub(w.clock.Now()) - time.Second)
			w.turn()
			w.wantNoTask(ids[i])
			w.clock.Advance(time.Second)
			w.turn()
			task := w.ownTask(ids[i])
			if !task.CreatedAt.Equal(rings) {
				t.Fatalf("%s: rung at %s, want %s", p.zone, task.CreatedAt, rings)
			}
			w.ring(task.Sid, outcome("contacted"))
			w.want(ids[i], models.Completed, models.Contacted)
		}
	})
}

// Sunday 18:00 in Australia is refused with the rule and the next hour allowed; with the donor's recorded wish it is taken, rung at that
// hour, and the attempt names the wish.
func TestSundayEvening(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		body := w.body("D-1", donorPhone, "Australia/Perth", "2026-12-06T18:00", nil)
		status, refused := w.ask("POST", "/api/v1/callbacks", body)
		rule, _ := refused["rule"].(string)
		if status != 422 || refused["code"] != "outside_calling_hours" || !strings.Contains(rule, "Sunday closed") || refused["next_allowed_at"] != "2026-12-07T01:00:00.000Z" {
			t.Fatalf("%d %v", status, refused)
		}
		body["override"] = map[string]any{"requested_by": "donor", "captured_via": "call", "wording": "I work all week, ring me on Sunday"}
		status, made := w.ask("POST", "/api/v1/callbacks", body)
		id, _ := made["id"].(string)
		if status != 201 {
			t.Fatalf("%d %v", status, made)
		}
		w.jump(w.story(id).DueAt.Time())
		if _, why := w.ask("GET", "/api/v1/callbacks/"+id+"/explain", nil); why["allowed"] != true || why["override_id"] == nil {
			t.Fatalf("%v", why)
		}
		w.ring(w.ownTask(id).Sid, outcome("contacted"))
		if s := w.want(id, models.Completed, models.Contacted); s.AttemptLog[0].OverrideID != s.Override.V.ID || !s.AttemptLog[0].OutsideHours {
			t.Fatalf("%+v", s.AttemptLog[0])
		}
	})
}

// jump moves the clock to a moment, with one look around just before it.
func (w *world) jump(to time.Time) {
	w.t.Helper()
	w.clock.Advance(to.Sub(w.clock.Now()) - time.Second)
	w.turn()
	w.clock.Advance(time.Second)
	w.turn()
}

// The manager shortens the hours while a promise waits: it is not rung in the evening that was promised but put off to the morning, told
// as broken, and dispatched then with a raised priority; no Task outlives the hours.
func TestHoursChangeWhileAPromiseWaits(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		id := w.promise("D-1", donorPhone, "Australia/Perth", "2026-12-01T18:00", nil)
		span, err := hours.ParseSpan("10:00-17:00")
		w.must(err)
		office := hours.Set{ID: "office", Version: 1, Layer: hours.Policy, Week: hours.EveryDay(span), Holidays: hours.HolidayRule{Mode: hours.HolidaysAsWeekday}}
		_, err = w.app.Store().SavePolicy(w.ctx, models.ReplaceCallingHours(hours.Rules{Sets: []hours.Set{office}, Teams: map[string][]string{"welcome": {"office"}}}), models.Saving{Actor: "test"})
		w.must(err)
		w.jump(w.story(id).DueAt.Time())
		w.wantNoTask(id)
		s := w.want(id, models.Scheduled, "")
		if s.WaitReason != models.WaitHours || s.DueAt.Time().Format(time.RFC3339) != "2026-12-02T02:00:00Z" {
			t.Fatalf("waits for %s until %s", s.WaitReason, s.DueAt.Time())
		}
		w.jump(s.DueAt.Time())
		task := w.ownTask(id)
		if task.Priority != 25 { // broken for 15 hours
			t.Errorf("priority %d", task.Priority)
		}
		if !slices.ContainsFunc(w.story(id).Events, func(e models.Event) bool { return e.Type == models.EventBroken }) {
			t.Error("that it was broken is told nowhere")
		}
		w.ring(task.Sid, outcome("contacted"))
		w.want(id, models.Completed, models.Contacted)
	})
}

// Two tabs want the last place of a quarter hour: one has it, the other is offered three times that it can have.
func TestTwoTabsAndOnePlace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.app.Store().PutTeams(w.ctx, models.Team{Name: "welcome", Timezone: "Australia/Perth", SlotCapacity: 1}))
		type result struct {
			status int
			answer map[string]any
		}
		results := make([]result, 2)
		var tabs sync.WaitGroup
		for i := range results {
			tabs.Go(func() {
				body := w.body(fmt.Sprintf("D-%d", i), fmt.Sprintf("+6149157015%d", 6+i), "Australia/Perth", "2026-12-01T14:00", nil)
				results[i].status, results[i].answer = w.ask("POST", "/api/v1/callbacks", body)
			})
		}
		tabs.Wait()
		slices.SortFunc(results, func(a, b result) int { return a.status - b.status })
		if results[0].status != 201 || results[1].status != 409 || results[1].answer["code"] != "slot_full" {
			t.Fatalf("%+v", results)
		}
		offers, _ := results[1].answer["alternatives"].([]any)
		if len(offers) != 3 {
			t.Fatalf("offered %v", offers)
		}
		for i, offer := range offers {
			o, _ := offer.(map[string]any)
			said, _ := o["local_time"].(string)
			w.promise(fmt.Sprintf("D-1%d", i), fmt.Sprintf("+6149157298%d", i), "Australia/Perth", said, map[string]any{"window_minutes": o["window_minutes"]})
		}
	})
}

// A team with a ladder of its own: two minutes for the owner, three for the team, and the manager is told after six. While nobody takes
// it the promise breaks, and its Task, which still waits, is raised over those that are in time.
func TestManagersAreToldAndABrokenTaskAges(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.app.Store().PutTeams(w.ctx, models.Team{Name: "welcome", Timezone: "Australia/Perth", OwnerMinutes: 2, TeamMinutes: 30, AlertMinutes: 6}))
		for _, sid := range w.seeded.WorkerSids {
			w.must(w.SetActivity(sid, false))
		}
		id := w.promise("D-1", donorPhone, "Australia/Perth", "2026-12-01T13:00", map[string]any{"routing": "team", "window_minutes": 5})
		w.jump(w.story(id).DueAt.Time())
		w.pass(5*time.Minute + 30*time.Second)
		if n := w.count(id, models.EventAlert); n != 0 {
			t.Fatalf("the managers were told %d times after five minutes", n)
		}
		w.pass(time.Minute)
		if n := w.count(id, models.EventAlert); n != 1 {
			t.Fatalf("the managers were told %d times after six minutes", n)
		}
		if _, why := w.ask("GET", "/api/v1/callbacks/"+id+"/explain", nil); why["rung"] != "team" || why["status"] != "queued" {
			t.Fatalf("%v", why)
		}
		w.pass(14 * time.Minute) // beyond 13:05 and the grace
		if n := w.count(id, models.EventBroken); n != 1 {
			t.Fatalf("told as broken %d times", n)
		}
		w.pass(12 * time.Minute)
		if task := w.ownTask(id); task.Priority != 10 {
			t.Errorf("the Task of a broken promise has priority %d", task.Priority)
		}
		w.wantCreated(1)
	})
}

// pass lets time pass half a minute at a time, which is how often the slow passes run.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	for ; d > 0; d -= 30 * time.Second {
		w.clock.Advance(30 * time.Second)
		w.turn()
	}
}

func (w *world) count(id string, event models.EventType) int {
	w.t.Helper()
	n := 0
	for _, e := range w.story(id).Events {
		if e.Type == event {
			n++
		}
	}
	return n
}
