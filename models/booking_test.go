package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	mobile   = "+61491570156"  // anywhere in Australia
	landline = "+61893211234"  // Perth or Adelaide
	british  = "+442071838750" // London only
)

// problem books, and returns what is wrong as code and field.
func (l *ledger) problem(b models.Booking) string {
	l.t.Helper()
	_, _, err := l.Book(l.ctx, b)
	var bad *models.InvalidError
	switch {
	case err == nil:
		return "booked"
	case !errors.As(err, &bad):
		l.t.Fatalf("untyped: %v", err)
	}
	if !strings.Contains(err.Error(), bad.Problems[0].Detail) || bad.Problems[0].Detail == "" {
		l.t.Errorf("%q says nothing", err)
	}
	return bad.Code() + " " + bad.Problems[0].Field
}

func minutes(n int) *int { return &n }

// Everything that is refused, under its code and the name of its field.
func TestRefusedBookings(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for name, c := range map[string]struct {
			edit func(*models.Booking)
			want string
		}{
			"no time":              {func(b *models.Booking) { b.LocalTime = "" }, "validation_failed callback_request.local_time"},
			"an offset":            {func(b *models.Booking) { b.LocalTime = "2026-12-01T18:00+08:00" }, "validation_failed callback_request.local_time"},
			"UTC":                  {func(b *models.Booking) { b.LocalTime = "2026-12-01T18:00Z" }, "validation_failed callback_request.local_time"},
			"no such day":          {func(b *models.Booking) { b.LocalTime = "2026-02-30T18:00" }, "validation_failed callback_request.local_time"},
			"the year 0":           {func(b *models.Booking) { b.LocalTime = "0000-12-01T18:00" }, "validation_failed callback_request.local_time"},
			"the year 1":           {func(b *models.Booking) { b.LocalTime = "0001-01-01T00:00" }, "in_the_past callback_request.local_time"},
			"the year 9999":        {func(b *models.Booking) { b.LocalTime = "9999-12-31T24:00" }, "too_far_ahead callback_request.local_time"},
			"a minute ago":         {func(b *models.Booking) { b.LocalTime = "2026-12-01T11:59" }, "in_the_past callback_request.local_time"},
			"beyond 90 days":       {func(b *models.Booking) { b.LocalTime = "2027-03-01T12:01" }, "too_far_ahead callback_request.local_time"},
			"an abbreviation":      {func(b *models.Booking) { b.Timezone = "EST" }, "unknown_timezone callback_request.timezone"},
			"an offset for a zone": {func(b *models.Booking) { b.Timezone = "UTC+8" }, "unknown_timezone callback_request.timezone"},
			"Local":                {func(b *models.Booking) { b.Timezone = "Local" }, "unknown_timezone callback_request.timezone"},
			"the record's zone":    {func(b *models.Booking) { b.Record.Timezone = "Perth" }, "unknown_timezone record.timezone"},
			"no zone at all":       {func(b *models.Booking) { b.Timezone, b.Team, b.Record.Phone = "", "", landline }, "unknown_timezone callback_request.timezone"},
			"4 minutes":            {func(b *models.Booking) { b.WindowMinutes = minutes(4) }, "validation_failed callback_request.window_minutes"},
			"721 minutes":          {func(b *models.Booking) { b.WindowMinutes = minutes(721) }, "validation_failed callback_request.window_minutes"},
			"no minutes":           {func(b *models.Booking) { b.WindowMinutes = minutes(0) }, "validation_failed callback_request.window_minutes"},
			"routing":              {func(b *models.Booking) { b.Routing = "nobody" }, "validation_failed callback_request.routing"},
			"the record's phone":   {func(b *models.Booking) { b.Record.Phone = "123" }, "invalid_phone record.phone"},
			"the callback's phone": {func(b *models.Booking) { b.Phone = "call me" }, "invalid_phone callback_request.phone"},
			"no phone":             {func(b *models.Booking) { b.Record.Phone = "" }, "invalid_phone record.phone"},
			"nobody":               {func(b *models.Booking) { b.Record = models.RecordRef{} }, "validation_failed record"},
			"an unknown id":        {func(b *models.Booking) { b.RecordID = "rec_none" }, "validation_failed record_id"},
			"a long external id":   {func(b *models.Booking) { b.Record.ExternalID = strings.Repeat("x", 129) }, "validation_failed record.external_id"},
			"a long team":          {func(b *models.Booking) { b.Record.Team = strings.Repeat("é", 65) }, "validation_failed record.team"},
			"a long region":        {func(b *models.Booking) { b.Record.Region = "AU-WESTERNAUSTRALIA" }, "validation_failed record.region"},
			"a long worker":        {func(b *models.Booking) { b.WorkerSid = strings.Repeat("W", 35) }, "validation_failed callback_request.worker_sid"},
			"a long owner":         {func(b *models.Booking) { b.OwnerSid = strings.Repeat("W", 35) }, "validation_failed worker_sid"},
			"a long source":        {func(b *models.Booking) { b.SourceTaskSid = strings.Repeat("W", 65) }, "validation_failed source_task_sid"},
			"a long permission":    {func(b *models.Booking) { b.Override = &models.OverrideRequest{Wording: strings.Repeat("x", 1001)} }, "validation_failed callback_request.override.wording"},
		} {
			b := wish(name, "2026-12-01T18:00")
			c.edit(&b)
			if got := l.problem(b); got != c.want {
				t.Errorf("%s: %s, want %s", name, got, c.want)
			}
		}
		l.wantNothing()
	})
}

// wantNothing checks that refused bookings left nothing: neither callbacks nor records.
func (l *ledger) wantNothing() {
	l.t.Helper()
	records, _, err := l.Records(l.ctx, models.RecordFilter{Limit: 100})
	l.must(err)
	found, _, err := l.List(l.ctx, models.Filter{Limit: 100})
	l.must(err)
	if len(records) > 0 || len(found) > 0 {
		l.t.Errorf("left over: %d records and %d callbacks", len(records), len(found))
	}
}

// All that is wrong is told at once.
func TestAllProblemsAreNamed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "soon")
		b.Timezone, b.WindowMinutes, b.Routing, b.Phone = "CST", minutes(1), "x", "1"
		_, _, err := l.Book(l.ctx, b)
		var bad *models.InvalidError
		if !errors.As(err, &bad) {
			t.Fatal(err)
		}
		var fields []string
		for _, p := range bad.Problems {
			fields = append(fields, strings.TrimPrefix(p.Field, "callback_request."))
		}
		slices.Sort(fields)
		if !slices.Equal(fields, []string{"local_time", "phone", "routing", "timezone", "window_minutes"}) {
			t.Errorf("fields %v", fields)
		}
	})
}

// The minute that is running is not past, and 90 days ahead is the last that can be had.
func TestBoundsThatHold(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.clock.Advance(59 * time.Second)
		for local, due := range map[string]string{"2026-12-01T12:00": "2026-12-01T04:00:00Z", "2027-03-01T12:00": "2027-03-01T04:00:00Z",
			"2026-12-01T24:00": "2026-12-01T16:00:00Z", "2026-12-01T18:00:30": "2026-12-01T10:00:30Z"} {
			b := wish(local, local)
			b.WindowMinutes = minutes(720)
			cb, _, err := l.Book(l.ctx, b)
			l.must(err)
			if got := cb.DueAt.Time().Format(time.RFC3339); got != due || cb.WindowEnd.Sub(cb.WindowStart) != 12*time.Hour || cb.WindowStart != cb.DueAt {
				t.Errorf("%s: due %s for %s", local, got, cb.WindowEnd.Sub(cb.WindowStart))
			}
		}
		b := wish("short", "2026-12-01T18:00")
		b.WindowMinutes = minutes(5)
		if got := l.problem(b); got != "booked" {
			t.Errorf("5 minutes: %s", got)
		}
	})
}

func TestClockChangesAreReported(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.clock.Advance(100 * 24 * time.Hour) // 11 March 2027
		for local, want := range map[string]struct{ start, adjustment string }{
			"2027-03-28T01:30": {"2027-03-28T01:00:00Z", "dst_gap"},
			"2027-03-28T02:30": {"2027-03-28T01:30:00Z", ""},
		} {
			b := wish(local, local)
			b.Timezone = "Europe/London"
			cb, _, err := l.Book(l.ctx, b)
			l.must(err)
			if got := cb.WindowStart.Time().Format(time.RFC3339); got != want.start || cb.TimeAdjustment != want.adjustment || cb.LocalTime != local+":00" {
				t.Errorf("%s: %s %q (%s)", local, got, cb.TimeAdjustment, cb.LocalTime)
			}
		}
		b := wish("overlap", "2027-04-04T02:30") // Sydney's clocks show it twice
		b.Timezone = "Australia/Sydney"
		cb, _, err := l.Book(l.ctx, b)
		l.must(err)
		if got := cb.WindowStart.Time().Format(time.RFC3339); got != "2027-04-03T15:30:00Z" || cb.TimeAdjustment != "dst_overlap" {
			t.Errorf("%s %q", got, cb.TimeAdjustment)
		}
	})
}

// "In two minutes", told three minutes late, is promised and due.
func TestThePastIsJudgedAtTheEventsTime(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		m := source("EV1", "WS1", 1, owner)
		m.OccurredAt = models.At(l.clock.Now())
		m.Request.LocalTime = "2026-12-01T12:02"
		l.clock.Advance(3 * time.Minute)
		if done := l.apply(m)[0]; done.State != models.InboxApplied {
			t.Fatalf("%s: %v", done.State, done.Refusal)
		}
		if len(l.claim()) != 1 {
			t.Error("not due")
		}
		b := wish("D-2", "2026-12-01T12:02")
		if got := l.problem(b); got != "in_the_past callback_request.local_time" {
			t.Errorf("asked now: %s", got)
		}
	})
}
