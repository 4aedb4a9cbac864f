package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// many books callbacks of one team for one time, and returns their ids.
func (l *ledger) many(n int, localTime string) []string {
	l.t.Helper()
	list := make([]string, n)
	for i := range list {
		list[i] = l.book(fmt.Sprint("many ", localTime, " ", i), localTime).ID
	}
	return list
}

func (l *ledger) bulk(b models.Bulk, list []string) []models.BulkItem {
	l.t.Helper()
	b.Actor = "key:test"
	items, err := l.ApplyBulk(l.ctx, b, list)
	l.must(err)
	return items
}

// codes are the answers in short: ok, or the code of the refusal.
func codes(items []models.BulkItem) (list []string) {
	for _, item := range items {
		if item.OK() {
			list = append(list, "ok")
			continue
		}
		list = append(list, item.Code)
	}
	return list
}

// Each of many has its own answer; what is refused keeps no other from being done.
func TestBulkAnswersForEach(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		list := l.many(3, "2026-12-01T19:00")
		taken := l.book("taken", "2026-12-01T18:00")
		l.assign(taken)
		_, err := l.Cancel(l.ctx, list[1], "x", "", asked())
		l.must(err)
		list = append(list, taken.ID, "cb_none")
		for name, c := range map[string]struct {
			bulk models.Bulk
			want string
		}{
			"reassign":   {models.Bulk{Action: models.BulkReassign, WorkerSid: owner}, "[ok callback_closed ok already_with_agent not_found]"},
			"move":       {models.Bulk{Action: models.BulkMove, Minutes: 24 * 60}, "[ok callback_closed ok already_with_agent not_found]"},
			"too early":  {models.Bulk{Action: models.BulkMove, Minutes: -3 * 24 * 60}, "[in_the_past callback_closed in_the_past already_with_agent not_found]"},
			"reschedule": {models.Bulk{Action: models.BulkReschedule, Request: &models.CallbackRequest{LocalTime: "2026-12-03T12:00"}}, "[ok callback_closed ok already_with_agent not_found]"},
			"release":    {models.Bulk{Action: models.BulkRelease}, "[ok callback_closed ok already_with_agent not_found]"},
			"no action":  {models.Bulk{Action: "burn"}, "[validation_failed validation_failed validation_failed validation_failed not_found]"},
		} {
			tried, err := l.TryBulk(l.ctx, c.bulk, list)
			l.must(err)
			if got := fmt.Sprint(codes(tried)); got != c.want {
				t.Errorf("%s: tried %s, want %s", name, got, c.want)
			}
			if got := fmt.Sprint(codes(l.bulk(c.bulk, list))); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
		if got := fmt.Sprint(codes(l.bulk(models.Bulk{Action: models.BulkCancel, Reason: "campaign over"}, list))); got != "[ok callback_closed ok already_with_agent not_found]" {
			t.Errorf("cancel: %s", got)
		}
		for _, id := range list[:4] {
			l.wantLedger(id)
		}
	})
}

// A move keeps the hour on the donor's clock, whatever clocks do between.
func TestBulkMoveKeepsTheHour(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.clock.Advance(80 * 24 * time.Hour)
		b := wish("D-1", "2027-03-10T18:00") // clocks change on the 14th
		b.Timezone = "America/New_York"
		cb := l.booked(b)
		items := l.bulk(models.Bulk{Action: models.BulkMove, Minutes: 7 * 24 * 60}, []string{cb.ID})
		if !items[0].OK() || items[0].After.LocalTime != "2027-03-17T18:00:00" {
			t.Errorf("%+v", items[0])
		}
	})
}

// What is only tried changes nothing, and says what the doing then comes to; places taken by one are not there for the next.
func TestBulkTriedIsAsDone(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "small", SlotCapacity: 2}))
		list := l.many(3, "2026-12-01T18:00")
		b := models.Bulk{Action: models.BulkReassign, Team: "small", Actor: "key:test"}
		before, err := l.EventsAfter(l.ctx, "", 100)
		l.must(err)
		tried, err := l.TryBulk(l.ctx, b, list)
		l.must(err)
		after, err := l.EventsAfter(l.ctx, "", 100)
		l.must(err)
		if len(after) != len(before) || l.story(list[0]).Team != "welcome" {
			t.Fatalf("%d lines, then %d", len(before), len(after))
		}
		if got, done := fmt.Sprint(codes(tried)), fmt.Sprint(codes(l.bulk(b, list))); got != "[ok ok slot_full]" || done != got {
			t.Errorf("tried %s, done %s", got, done)
		}
		if tried[0].After == nil || tried[0].After.Team != "small" {
			t.Errorf("%+v", tried[0])
		}
	})
}

// Spread puts the same number in each quarter hour; where capacity does not allow it, in the next, and at last nowhere.
func TestBulkSpread(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		list := l.many(8, "2026-12-01T18:00")
		over := models.Bulk{Action: models.BulkSpread, From: l.at("2026-12-02T01:50:00Z"), To: l.at("2026-12-02T03:00:00Z")} // 10:00 to 11:00 in Perth
		for _, item := range l.bulk(over, list) {
			if !item.OK() {
				t.Fatalf("%+v", item)
			}
		}
		if got := l.slots("welcome", "2026-12-02T01:45:00Z", "2026-12-02T03:15:00Z"); got != "01:45 0, 02:00 2, 02:15 2, 02:30 2, 02:45 2, 03:00 0, " {
			t.Errorf("spread %s", got)
		}
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", SlotCapacity: 2}))
		over.To = over.To.Add(15 * time.Minute)
		more := []string{l.book("A", "2026-12-01T18:00").ID, l.book("B", "2026-12-01T18:00").ID, l.book("C", "2026-12-01T18:30").ID}
		if got := fmt.Sprint(codes(l.bulk(over, more))); got != "[ok ok slot_full]" {
			t.Errorf("into what is left: %s", got)
		}
	})
}

// A leaver's promises go to those who own the fewest, strict ones too; what an agent has stays theirs.
func TestHandOverIsFair(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 7 {
			l.booked(ownedBy(owner, fmt.Sprint("D-", i), fmt.Sprintf("2026-12-01T18:%02d", 8*i)))
		}
		l.booked(ownedBy(worker(2), "busy-1", "2026-12-01T18:00"))
		l.booked(ownedBy(worker(2), "busy-2", "2026-12-01T18:00"))
		owned, err := l.HandOver(l.ctx, owner, 100)
		l.must(err)
		items := l.bulk(models.Bulk{Action: models.BulkHandOver, Heirs: []string{worker(2), worker(3), worker(4)}}, owned)
		got := map[string]int{}
		for i, item := range items {
			if !item.OK() {
				t.Fatalf("%d: %+v", i, item)
			}
			got[item.After.WorkerSid]++
		}
		if fmt.Sprint(got) != fmt.Sprint(map[string]int{worker(2): 1, worker(3): 3, worker(4): 3}) {
			t.Errorf("split %v", got)
		}
		if left, err := l.HandOver(l.ctx, owner, 100); err != nil || len(left) != 0 {
			t.Errorf("left %v, %v", left, err)
		}
	})
}

// An heir who is off shift, or whose quarter hour is full, is passed over; when all are, the answer says so.
func TestHandOverPassesOver(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		strict := ownedBy(owner, "D-1", "2026-12-01T18:00")
		strict.AgentStrict = true
		cb := l.booked(strict)
		l.rostered("welcome", worker(2)+" 01T13:00 01T16:00", worker(2)+" 02T13:00 02T16:00")
		heirs := models.Bulk{Action: models.BulkHandOver, Heirs: []string{worker(2)}}
		if got := l.bulk(heirs, []string{cb.ID}); got[0].Code != "owner_off_shift" {
			t.Errorf("%+v", got)
		}
		heirs.Heirs = append(heirs.Heirs, worker(3))
		if got := l.bulk(heirs, []string{cb.ID}); !got[0].OK() || got[0].After.WorkerSid != worker(3) || !got[0].After.AgentStrict {
			t.Errorf("%+v", got)
		}
	})
}
