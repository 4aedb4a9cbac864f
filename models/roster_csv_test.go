package models_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

func (l *ledger) imported(text string) models.Rostered {
	l.t.Helper()
	done, err := l.ImportShifts(l.ctx, strings.NewReader(text))
	l.must(err)
	return done
}

// The sheet's days are replaced for the agents it names; what TaskRouter said of an agent's team holds where the sheet names none.
func TestImportShifts(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.must(l.PutAgents(l.ctx, models.Agent{WorkerSid: worker(1), Team: "regular"}))
		l.rostered("welcome", worker(1)+" 01T06:00 01T08:00", worker(1)+" 03T06:00 03T08:00", worker(1)+" 05T09:00 05T17:00", worker(2)+" 01T09:00 01T17:00")
		done := l.imported("\ufeffDate,Start,End,timezone,worker_sid,team\r\n" +
			"2026-12-01,9:00,17:00,Australia/Perth," + worker(1) + ",\r\n" +
			",,,,,\r\n\r\n" +
			"2026-12-03,22:00,06:00,Australia/Perth, " + worker(1) + " ,\"welcome\"\r\n" +
			"2026-12-03,24:00,02:00:00,Australia/Perth," + worker(3) + ",")
		if done.Stored != 3 || !slices.Equal(done.Teamless, []string{worker(3)}) {
			t.Errorf("stored %+v", done)
		}
		want := []string{"1 01T09-01T17 regular", "2 01T09-01T17 welcome", "1 03T22-04T06 welcome", "3 04T00-04T02 ", "1 05T09-05T17 welcome"}
		if got := l.shifts(models.ShiftQuery{Limit: 100}); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
}

func TestImportShiftsWithSemicolons(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.imported("worker_sid;date;start;end;timezone\n" + worker(1) + ";2026-12-01;09:00;09:00;Australia/Perth\n")
		if got := l.shifts(models.ShiftQuery{Limit: 100}); !slices.Equal(got, []string{"1 01T09-02T09 "}) {
			t.Errorf("%q", got)
		}
	})
}

// The night on which the clocks change is as long as it is.
func TestShiftsOnTheNightOfAChange(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for row, want := range map[string]string{
			"2027-03-28,00:30,05:30,Europe/London":       "00:30 4h0m0s",  // 01:00 to 02:00 is left out
			"2027-03-28,01:30,05:30,Europe/London":       "01:00 3h30m0s", // starts after what is left out
			"2027-10-31,00:30,05:30,Europe/London":       "23:30 6h0m0s",  // 01:00 to 02:00 comes twice
			"2027-10-31,00:30,01:30,Europe/London":       "23:30 1h0m0s",  // ends the first time
			"2027-10-30,22:00,22:00,Europe/London":       "21:00 25h0m0s",
			"2027-04-04,01:00,03:00,Australia/Lord_Howe": "14:00 2h30m0s",
			"2027-03-28,01:15,01:45,Europe/London":       "line 2, end: the clocks of Europe/London leave this time out",
		} {
			_, err := l.ImportShifts(l.ctx, strings.NewReader("date,start,end,timezone,worker_sid\n"+row+","+owner+"\n"))
			got := fmt.Sprint(err)
			if err == nil {
				found, _, err := l.Shifts(l.ctx, models.ShiftQuery{From: l.at("2027-03-01T00:00:00Z"), To: l.at("2027-12-01T00:00:00Z"), Limit: 1})
				l.must(err)
				got = found[0].StartsAt.Time().Format("15:04") + " " + found[0].EndsAt.Sub(found[0].StartsAt).String()
			}
			if got != want {
				t.Errorf("%s: %s, want %s", row, got, want)
			}
			_, err = l.PutShifts(l.ctx, models.Roster{From: l.at("2027-03-01T00:00:00Z"), To: l.at("2027-12-01T00:00:00Z")})
			l.must(err)
		}
	})
}

// Every bad row is told with its line, and nothing is stored.
func TestImportShiftsTellsEveryBadRow(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		_, err := l.ImportShifts(l.ctx, strings.NewReader("worker_sid,date,start,end,timezone,team\n"+
			worker(1)+",2026-12-01,09:00,17:00,Australia/Perth,\n"+
			"Maya,2026-12-01,09:00,17:00,AWST,\n"+
			worker(1)+",01/12/2026,09:00,17:00,Australia/Perth,\n"+
			worker(1)+",2026-12-01,09:00,17 h,Australia/Perth,\n"+
			worker(1)+",2026-12-01,09:00\n"+
			worker(1)+",2026-12-01,09:00,12:00,Australia/Perth,\n"+
			worker(1)+",2026-12-01,\"09\"00,12:00,Australia/Perth,\n"+
			worker(2)+",2026-12-01,09:00,12:00,Australia/Perth,\""+strings.Repeat("x\n", 33)+"\"\n"+
			worker(2)+",2026-12-02,09:00,12:00,Etc/Nowhere,"))
		var bad *models.InvalidError
		if !errors.As(err, &bad) {
			t.Fatal(err)
		}
		var fields []string
		for _, p := range bad.Problems {
			fields = append(fields, p.Field)
		}
		want := []string{"line 3, worker_sid", "line 3, timezone", "line 4, start", "line 5, end", "line 6", "line 7, start", "line 8", "line 9, team", "line 43, timezone"}
		if !slices.Equal(fields, want) {
			t.Errorf("got  %q\nwant %q", fields, want)
		}
		if got := l.shifts(models.ShiftQuery{Limit: 9}); len(got) > 0 {
			t.Errorf("stored %q", got)
		}
	})
}

func TestImportShiftsNeedsItsColumns(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for text, want := range map[string]string{
			"": "line 1: the file is empty", "\ufeff": "line 1: the file is empty", "worker_sid,date,start,end\n": "line 1: there is no column timezone",
			"worker_sid,date,start,end,timezone,tema\n":  `line 1: "tema" is not a column`,
			"worker_sid,date,start,end,timezone,start\n": `line 1: "start" is not a column, or there twice`,
			"worker_sid,date,start,end,timezone\n,,,,\n": "line 2: there is no shift", "\"": "line 1: a quotation mark",
		} {
			_, err := l.ImportShifts(l.ctx, strings.NewReader(text))
			var bad *models.InvalidError
			if !errors.As(err, &bad) || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}

// A sheet of many batches is stored in one piece; one row too many is refused, and so many faults are told in part.
func TestImportShiftsIsBounded(t *testing.T) {
	t.Parallel()
	l := newLedger(t, dbtest.SQLite(t))
	sheet := func(n int, zone string) string {
		var text strings.Builder
		text.WriteString("worker_sid,date,start,end,timezone\n")
		for i := range n {
			fmt.Fprintf(&text, "%s,%s,09:00,17:00,%s\n", worker(i%200), time.Date(2026, 12, 1+i/200, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), zone)
		}
		return text.String()
	}
	const some = 1501
	if done := l.imported(sheet(some, perth)); done.Stored != some || len(l.shifts(models.ShiftQuery{Limit: 2 * some})) != some {
		t.Errorf("stored %d", done.Stored)
	}
	for rows, want := range map[int]string{models.MaxShifts + 1: "line 50002", models.MaxShifts: "line 2, timezone"} {
		_, err := l.ImportShifts(l.ctx, strings.NewReader(sheet(rows, "Perth")))
		var bad *models.InvalidError
		if !errors.As(err, &bad) || bad.Problems[0].Field != want {
			t.Errorf("%d rows: %v", rows, err)
		}
		if n := len(bad.Problems); rows == models.MaxShifts && (n != 1001 || bad.Problems[1000].Detail != "and 49000 more like these") {
			t.Errorf("%d problems, the last is %+v", n, bad.Problems[n-1])
		}
	}
}

// Whatever a file holds, it is stored or refused with a reason, never an error of the database and never a panic; what is stored lasts a
// day at most.
func FuzzImportShifts(f *testing.F) {
	for _, seed := range []string{
		"worker_sid,date,start,end,timezone\n" + owner + ",2026-12-01,09:00,17:00,Australia/Perth\n",
		"\ufeffteam;timezone;end;start;date;worker_sid\r\nwelcome;Europe/London;1:30;0:30;2027-10-31;" + owner + "\r\n",
		"worker_sid,date,start,end,timezone\n" + owner + ",9999-12-31,23:00,24:00,Pacific/Pago_Pago\n",
		"worker_sid,date,start,end,timezone\n" + owner + ",0001-01-01,00:00,00:00,Pacific/Kiritimati\n",
		"worker_sid,date,start,end,timezone\n" + owner + ",2011-12-30,00:00,23:00,Pacific/Apia\n",
		"worker_sid,date,start,end,timezone,team\n" + owner + ",2026-12-01,\"09:00\n\",24:00,UTC,\"\x00\xff\"\n", "a,\"b\nc\"d,e\n", ";\n;\n", "\xef\xbb",
	} {
		f.Add(seed)
	}
	l := newLedger(f, dbtest.SQLite(f))
	f.Fuzz(func(t *testing.T, text string) {
		_, err := l.ImportShifts(t.Context(), strings.NewReader(text))
		var bad *models.InvalidError
		if errors.As(err, &bad) && len(bad.Problems) > 0 {
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		found, _, err := l.Shifts(t.Context(), models.ShiftQuery{From: models.AtMillis(-1 << 46), To: models.AtMillis(1 << 48), Limit: 200})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range found {
			if long := s.EndsAt.Sub(s.StartsAt); long <= 0 || long > 26*time.Hour {
				t.Errorf("%q: %v to %v", text, s.StartsAt.Time(), s.EndsAt.Time())
			}
		}
	})
}
