package models_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// take imports a file of records and puts it in force if it may be.
func (l *ledger) take(file string, options models.ImportOptions) *models.Import {
	l.t.Helper()
	isJSON := strings.HasPrefix(strings.TrimSpace(file), "[") || strings.HasPrefix(file, "{")
	im, err := l.Import(l.ctx, models.ImportFile{Kind: models.ImportOfRecords, From: strings.NewReader(file), JSON: isJSON, Options: options, Actor: "test"})
	l.must(err)
	if im.State == models.ImportApplying {
		im, err = l.ApplyImport(l.ctx, im.ID)
		l.must(err)
	}
	return im
}

func (l *ledger) wantImport(im *models.Import, state models.ImportState, rows, bad, made, updated int) {
	l.t.Helper()
	if im.State != state || im.RowCount != rows || im.BadCount != bad || im.MadeCount != made || im.UpdatedCount != updated {
		l.t.Fatalf("import is %+v, want %s, %d rows, %d bad, %d made, %d updated", im, state, rows, bad, made, updated)
	}
}

func (l *ledger) recordOf(externalID string) models.Record {
	l.t.Helper()
	found, _, err := l.Records(l.ctx, models.RecordFilter{External: externalID, Limit: 2})
	l.must(err)
	if len(found) != 1 {
		l.t.Fatalf("%d records %s", len(found), externalID)
	}
	return found[0]
}

func (l *ledger) badRows(im *models.Import) []string {
	l.t.Helper()
	var told []string
	for after := 0; ; {
		page, next, err := l.ImportFaults(l.ctx, im.ID, after, 2)
		l.must(err)
		for _, f := range page {
			told = append(told, fmt.Sprintf("%d %s %s", f.Line, f.Code, f.Field))
		}
		if next == 0 {
			return told
		}
		after = next
	}
}

const someDonors = "\ufeffexternal_id,name,phone,timezone,region,campaign,team,do_not_call,preference\r\n" +
	"D-1,\"Ngata, Aroha\",+61491570156,Australia/Perth,AU,winter,welcome,,\r\n" +
	",,,,,,,,\r\n" +
	"D-2,=1+1,+61491570157,,,winter,,no,\r\n" +
	"D-3,\"two\r\nlines\",+61491570158,,,,,yes,\r\n" +
	",No id,+61491570159,,,,,,\r\n"

func TestImportOfRecords(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.wantImport(l.take(someDonors, models.ImportOptions{}), models.ImportDone, 4, 0, 4, 0)
		first := l.recordOf("D-1")
		if first.Name != "Ngata, Aroha" || first.Phone != "+61491570156" || first.Timezone != "Australia/Perth" || first.TimezoneInferred || first.State != models.RecordCallable {
			t.Errorf("%+v", first)
		}
		if second := l.recordOf("D-2"); second.Name != "=1+1" || second.Region != "AU" || !second.RegionInferred {
			t.Errorf("%+v", second)
		}
		if third := l.recordOf("D-3"); third.State != models.RecordDoNotCall || third.Name != "two\nlines" {
			t.Errorf("%+v", third)
		}
		again := l.take(someDonors, models.ImportOptions{})
		l.wantImport(again, models.ImportDone, 4, 0, 0, 4)
		if now := l.recordOf("D-1"); now.Version != first.Version {
			t.Error("an unchanged record was written")
		}
		l.wantImport(l.take("external_id;phone;name\nD-1;+61491570199;\n", models.ImportOptions{}), models.ImportDone, 1, 0, 0, 1)
		if now := l.recordOf("D-1"); now.Phone != "+61491570199" || now.Name != first.Name || now.Version != first.Version+1 {
			t.Errorf("%+v", now)
		}
	})
}

func TestImportOfJSON(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		array := `[{"external_id":"D-1","phone":"+61491570156","do_not_call":false},{"external_id":"D-2","phone":"+61491570157","team":null}]`
		l.wantImport(l.take(array, models.ImportOptions{}), models.ImportDone, 2, 0, 2, 0)
		lines := "{\"external_id\":\"D-2\",\"name\":\"B\"}\n{\"external_id\":\"D-3\",\"phone\":\"+61491570158\"}\n"
		l.wantImport(l.take(lines, models.ImportOptions{}), models.ImportDone, 2, 0, 1, 1)
		bad := `[{"external_id":4},{"external_id":"D-5","phon":"1"},7,{"external_id":"D-6","do_not_call":"perhaps","preference":"x"}]`
		im := l.take(bad, models.ImportOptions{})
		l.wantImport(im, models.ImportRejected, 4, 4, 0, 0)
		if got := strings.Join(l.badRows(im), "; "); !strings.HasPrefix(got, "1 validation_failed external_id; 1 ") || !strings.Contains(got, "2 validation_failed phon;") ||
			!strings.Contains(got, "; 3 validation_failed ;") || !strings.Contains(got, "4 validation_failed do_not_call") {
			t.Errorf("faults: %s", got)
		}
	})
}

const someBad = "external_id,phone,timezone\nD-1,+61491570156,\nD-2,12,Mars/Base\nD-1,+61491570157,\nD-4\nD-5,\"+61491570158,\n"

// With one bad row nothing is in force, unless that was asked for.
func TestNothingIsHalfImported(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		file := "external_id,phone,timezone\nD-1,+61491570156,\nD-2,12,Mars/Base\nD-1,+61491570157,\nD-4\n,,Australia/Perth\n"
		im := l.take(file, models.ImportOptions{})
		l.wantImport(im, models.ImportRejected, 5, 4, 0, 0)
		if found, _, err := l.Records(l.ctx, models.RecordFilter{Limit: 10}); err != nil || len(found) != 0 {
			t.Fatalf("%d records, %v", len(found), err)
		}
		want := "3 invalid_phone phone; 3 unknown_timezone timezone; 4 validation_failed external_id; 5 validation_failed ; 6 validation_failed external_id"
		if got := strings.Join(l.badRows(im), "; "); got != want {
			t.Errorf("faults: %s", got)
		}
		l.wantImport(l.take(file, models.ImportOptions{DryRun: true}), models.ImportDone, 5, 4, 0, 0)
		l.wantImport(l.take(file, models.ImportOptions{SkipBad: true}), models.ImportDone, 5, 4, 1, 0)
		l.recordOf("D-1")
	})
}

func TestFilesThatCannotBeRead(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for name, file := range map[string]string{
			"empty": "", "no rows": "external_id,phone\n", "unknown column": "external_id,phone,colour\n", "column twice": "phone,phone\n",
			"cut off": `[{"external_id":"D-1","phone":"+61491570156"},{"exte`, "not JSON": `[{"external_id":"D-1"} nonsense`,
			"a quotation mark that never ends": "external_id,name\nD-1,\"" + strings.Repeat("x", 100<<10),
		} {
			if im := l.take(file, models.ImportOptions{}); im.State != models.ImportFailed || im.Reason == "" {
				t.Errorf("%s: %+v", name, im)
			}
		}
		gone := io.MultiReader(strings.NewReader(someDonors), iotest.ErrReader(errors.New("the sender went away")))
		im, err := l.Import(l.ctx, models.ImportFile{Kind: models.ImportOfRecords, From: gone})
		if err == nil || im.State != models.ImportFailed {
			t.Errorf("%+v, %v", im, err)
		}
		if found, _, err := l.Records(l.ctx, models.RecordFilter{Limit: 10}); err != nil || len(found) != 0 {
			t.Fatalf("%d records, %v", len(found), err)
		}
	})
}

// An import changes a donor who has a promise without releasing them; one who must not be called any more is promised nothing.
func TestImportAndPromises(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		kept, closed := l.book("D-1", "2026-12-01T18:00"), l.book("D-2", "2026-12-01T18:00")
		l.wantImport(l.take("external_id,campaign,do_not_call\nD-1,winter,\nD-2,,true\n", models.ImportOptions{}), models.ImportDone, 2, 0, 0, 2)
		l.wantStatus(kept.ID, models.Scheduled)
		l.wantRecord(kept.RecordID, models.RecordDormant)
		if s := l.wantStatus(closed.ID, models.Cancelled); s.Resolution != models.DoNotCall {
			t.Errorf("resolution %s", s.Resolution)
		}
		l.wantRecord(closed.RecordID, models.RecordDoNotCall)
		l.wantLedger(closed.ID, models.EventCreated, models.EventResolved)
	})
}

// Whoever goes on with a file, it is put in force once; of one whose reader is gone nothing is.
func TestImportsAreTakenOver(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		im, err := l.Import(l.ctx, models.ImportFile{Kind: models.ImportOfRecords, From: strings.NewReader(someDonors)})
		l.must(err)
		stopped, cancel := context.WithCancel(l.ctx)
		reading := &slowly{text: "external_id,phone\nD-9,+61491570150\n", then: cancel}
		_, err = l.Import(stopped, models.ImportFile{Kind: models.ImportOfRecords, From: reading})
		if err == nil {
			t.Error("read without a context")
		}
		work, err := l.ImportsToDo(l.ctx, 10)
		if err != nil || len(work) != 2 {
			t.Fatalf("to do: %+v, %v", work, err)
		}
		if states := map[string]models.ImportState{work[0].ID: work[0].State, work[1].ID: work[1].State}; states[im.ID] != models.ImportApplying {
			t.Fatalf("to do: %+v", work)
		}
		together(4, func(int) {
			if _, err := l.ApplyImport(l.ctx, im.ID); err != nil {
				t.Error(err)
			}
		})
		for _, w := range work {
			l.must(l.ClearImport(l.ctx, w.ID))
		}
		if found, _, err := l.Records(l.ctx, models.RecordFilter{Limit: 10}); err != nil || len(found) != 4 {
			t.Fatalf("%d records, %v", len(found), err)
		}
		l.clock.Advance(time.Hour)
		if work, err := l.ImportsToDo(l.ctx, 10); err != nil || len(work) != 0 {
			t.Fatalf("to do: %+v, %v", work, err)
		}
	})
}

// slowly is a file whose reader is stopped at its end.
type slowly struct {
	text string
	then func()
}

func (s *slowly) Read(p []byte) (int, error) {
	if s.text == "" {
		s.then()
		return 0, io.EOF
	}
	n := copy(p, s.text)
	s.text = s.text[n:]
	return n, nil
}

func FuzzImport(f *testing.F) {
	for _, seed := range []string{someDonors, someBad, "[{}]", "{\"external_id\":\"D-1\"}\n{}", "[1,", "external_id\n\"", "a;b\n", "[[]]", "{\"preference\":{\"week\":{}}}"} {
		f.Add(seed)
	}
	l := newLedger(f, dbtest.SQLite(f))
	f.Fuzz(func(t *testing.T, file string) {
		for _, kind := range []models.ImportKind{models.ImportOfRecords, models.ImportOfCallbacks} {
			for _, isJSON := range []bool{true, false} {
				if rows, bad, err := l.ReadRows(kind, strings.NewReader(file), isJSON); bad > rows || rows > len(file) || err != nil && err.Error() == "" {
					t.Fatalf("%d rows, %d bad, %v", rows, bad, err)
				}
			}
		}
	})
}
