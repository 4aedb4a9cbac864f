package models_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/ringback/ringback/models"
)

// Where a booking says nothing, each thing is taken from where it is known best.
func TestDefaults(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutTeams(l.ctx, models.Team{Name: "welcome", Timezone: "Australia/Sydney"}))
		l.must(l.PutAgents(l.ctx, models.Agent{WorkerSid: owner, Team: "welcome", Available: true}))
		for name, c := range map[string]struct {
			edit func(*models.Booking)
			want string // routing, worker, strict; zone; warnings
		}{
			"a team is known":          {func(b *models.Booking) { b.Routing = "" }, "team - false, Australia/Perth"},
			"no team is known":         {func(b *models.Booking) { b.Routing, b.Team = "", "" }, "anyone - false, Australia/Perth"},
			"a team nobody knows":      {func(b *models.Booking) { b.Routing, b.Team = models.ToTeam, "" }, "anyone - false, Australia/Perth [team_unknown]"},
			"the owner is known":       {func(b *models.Booking) { b.Routing, b.OwnerSid, b.AgentStrict = models.ToAgent, owner, true }, "agent " + owner + " true, Australia/Perth"},
			"the owner's team":         {func(b *models.Booking) { b.Routing, b.WorkerSid, b.Team = "", owner, "" }, "team " + owner + " false, Australia/Perth"},
			"nobody knows the owner":   {func(b *models.Booking) { b.Routing, b.AgentStrict = models.ToAgent, true }, "team - false, Australia/Perth [owner_unknown]"},
			"neither owner nor team":   {func(b *models.Booking) { b.Routing, b.Team = models.ToAgent, "" }, "anyone - false, Australia/Perth [owner_unknown team_unknown]"},
			"the event's owner first":  {func(b *models.Booking) { b.Routing, b.OwnerSid, b.WorkerSid = models.ToAgent, owner, "WK2" }, "agent " + owner + " false, Australia/Perth"},
			"the outcome is agent":     {func(b *models.Booking) { b.Routing, b.Outcome, b.WorkerSid = "", "Callback Agent", "WK2" }, "agent WK2 false, Australia/Perth"},
			"the outcome is queue":     {func(b *models.Booking) { b.Routing, b.Outcome, b.OwnerSid = "", "callback_queue", owner }, "team - false, Australia/Perth"},
			"the record's zone":        {func(b *models.Booking) { b.Timezone, b.Record.Timezone = "", "Australia/Darwin" }, "team - false, Australia/Darwin"},
			"the number's zone":        {func(b *models.Booking) { b.Timezone, b.Record.Phone = "", british }, "team - false, Europe/London"},
			"this callback's number's": {func(b *models.Booking) { b.Timezone, b.Phone, b.Record.Phone = "", british, landline }, "team - false, Europe/London"},
			"the team's zone":          {func(b *models.Booking) { b.Timezone, b.Record.Phone = "", landline }, "team - false, Australia/Sydney [timezone_assumed]"},
		} {
			b := wish(name, "2026-12-01T22:00")
			c.edit(&b)
			cb, _, err := l.Book(l.ctx, b)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if got := routeOf(cb); got != c.want || cb.WindowMinutes != 30 {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
	})
}

func routeOf(cb *models.Callback) string {
	worker, strict := cb.WorkerSid, "false"
	if worker == "" {
		worker = "-"
	}
	if cb.AgentStrict {
		strict = "true"
	}
	text := string(cb.Routing) + " " + worker + " " + strict + ", " + cb.Timezone
	if len(cb.Warnings.V) > 0 {
		text += " [" + strings.Join(cb.Warnings.V, " ") + "]"
	}
	return text
}

// A booking fills what a record lacks and overwrites nothing; another number is this callback's alone.
func TestARecordIsFilledAndNeverOverwritten(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		known, made, err := l.AddRecord(l.ctx, models.RecordRef{ExternalID: "D-1", Name: "Aroha Ngata", Phone: british})
		l.must(err)
		if !made || known.Timezone != "Europe/London" || !known.TimezoneInferred || known.Region != "GB" || !known.RegionInferred {
			t.Fatalf("%+v", known)
		}
		b := wish("D-1", "2026-12-01T18:00")
		b.Record = models.RecordRef{ExternalID: "D-1", Name: "Somebody Else", Phone: landline, Timezone: "Australia/Eucla", Region: "au-wa", Campaign: "welcome", Team: "other"}
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		rec, err := l.Record(l.ctx, known.ID)
		l.must(err)
		if rec.Name != "Aroha Ngata" || rec.Phone != british || rec.Campaign != "welcome" || rec.Team != "" || rec.Timezone != "Australia/Eucla" || rec.TimezoneInferred || rec.Region != "AU-WA" {
			t.Errorf("%+v", rec)
		}
		if cb.RecordID != known.ID || cb.Phone != landline || cb.Team != "welcome" || cb.Timezone != "Australia/Perth" {
			t.Errorf("%+v", cb)
		}
	})
}

// A record is the one with the id, the external id, or else the newest with the number.
func TestWhichRecordIsMeant(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		add := func(external, phone string) *models.Record {
			rec, _, err := l.AddRecord(l.ctx, models.RecordRef{ExternalID: external, Phone: phone})
			l.must(err)
			l.clock.Advance(1e6)
			return rec
		}
		first, second, third := add("A", mobile), add("B", mobile), add("C", british)
		ask := func(edit func(*models.Booking)) *models.Callback {
			t.Helper()
			b := wish("", "2026-12-01T18:00")
			edit(&b)
			cb, _, err := l.Book(l.ctx, b)
			l.must(err)
			return cb
		}
		newest := ask(func(b *models.Booking) { b.Record.Phone = "0491 570 156"; b.Record.Region = "AU" })
		if newest.RecordID != second.ID || !slices.Contains(newest.Warnings.V, "ambiguous_phone") {
			t.Errorf("by number: %s %v", newest.RecordID, newest.Warnings.V)
		}
		if cb := ask(func(b *models.Booking) { b.Record.ExternalID = " A " }); cb.RecordID != first.ID || len(cb.Warnings.V) != 0 {
			t.Errorf("by external id: %s %v", cb.RecordID, cb.Warnings.V)
		}
		if cb := ask(func(b *models.Booking) { b.Record.Phone = ""; b.Phones = []string{"anonymous", british} }); cb.RecordID != third.ID || cb.Phone != british {
			t.Errorf("by the call's numbers: %s %s", cb.RecordID, cb.Phone)
		}
		fresh := ask(func(b *models.Booking) {
			b.Record.ExternalID = "New"
			b.Record.Phone = ""
			b.Phones = []string{landline}
		})
		if rec, err := l.Record(l.ctx, fresh.RecordID); err != nil || rec.Phone != landline || string(rec.ExternalID) != "New" {
			t.Errorf("a new record: %+v %v", rec, err)
		}
	})
}

// Whoever asked not to be called is promised nothing, by whichever way in.
func TestDoNotCallIsRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		_, err := l.Cancel(l.ctx, cb.ID, "never again", models.DoNotCall, models.Asked{Actor: "test"})
		l.must(err)
		if got := l.problem(wish("D-1", "2026-12-01T19:00")); got != "do_not_call record" {
			t.Errorf("booked: %s", got)
		}
		if done := l.apply(source("EV1", "WS1", 1, owner))[0]; done.State != models.InboxRejected {
			t.Errorf("a wish is %s", done.State)
		}
		entry, err := l.InboxByKey(l.ctx, "EV1")
		l.must(err)
		if entry.Code != "do_not_call" || entry.Reason == "" {
			t.Errorf("%q %q", entry.Code, entry.Reason)
		}
		l.wantRecord(cb.RecordID, models.RecordDoNotCall)
	})
}

// An outcome nobody configured: with a wish it is kept for a person, without one it is nothing.
func TestUnknownOutcomes(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		cb := l.book("D-1", "2026-12-01T18:00")
		wished, bare := source("EV1", "WS1", 1, owner), source("EV2", "WS2", 1, owner)
		wished.Outcome, bare.Outcome, bare.Request = "Sold!", "Sold!", nil
		other := source("EV3", "WS3", 1, owner)
		other.Outcome = "contacted"
		ofCall := asks(call(cb, "EV4", models.TaskFinished, ""), 1, "2026-12-02T10:00")
		ofCall.Outcome = "Sold!"
		empty := source("EV5", "WS5", 1, owner)
		empty.Request = nil
		broken := source("EV6", "WS6", 1, owner)
		broken.Request, broken.Malformed = nil, "callback_request is no object"
		done := l.apply(wished, bare, other, ofCall, empty, broken)
		for i, want := range []models.InboxState{models.InboxRejected, models.InboxIgnored, models.InboxIgnored, models.InboxRejected, models.InboxRejected, models.InboxRejected} {
			if done[i].State != want {
				t.Errorf("message %d is %s (%v), want %s", i+1, done[i].State, done[i].Refusal, want)
			}
		}
	})
}

func TestReasonsAreCutAndNamed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "2026-12-01T18:00")
		b.Reason, b.Notes, b.Actor = "In the CAR "+strings.Repeat("é", 300), strings.Repeat("é", 6000), strings.Repeat("a", 200)
		b.Record.Name, b.Record.Campaign, b.Team = strings.Repeat("é", 300), strings.Repeat("é", 300), strings.Repeat("é", 65)
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		s := l.story(cb.ID)
		if len([]rune(s.Reason)) != 200 || s.ReasonCode != "driving" || len([]rune(s.Notes)) != 5000 || len([]rune(s.Record.Name)) != 200 || len([]rune(s.Team)) != 64 {
			t.Errorf("%d %s %d %d", len([]rune(s.Reason)), s.ReasonCode, len([]rune(s.Notes)), len([]rune(s.Record.Name)))
		}
	})
}
