package models_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// What is searched for is found in the same order and on the same pages whether it is rare or common.
func TestSearchOfTheCommonAndTheRare(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 9 {
			b := wish(fmt.Sprint("D-", i), "2026-12-01T18:00")
			b.Record.Name, b.Record.Phone = []string{"Aroha Ngata", "Ben Ngarimu", "Cyn O'Neill"}[i%3], fmt.Sprintf("+6149157015%d", i)
			_, _, err := l.Book(l.ctx, b)
			l.must(err)
			l.clock.Advance(time.Second)
		}
		for text, want := range map[string]string{"aroha": "D-6 D-3 D-0", "nga": "D-7 D-6 D-4 D-3 D-1 D-0", "NGATA aro": "D-6 D-3 D-0", "neill": "D-8 D-5 D-2", "o'neill": "D-8 D-5 D-2", "ngata ben": "",
			"57015": "", "570152": "D-2", "0491570157": "D-7", "+61491570157": "D-7", "+61 491 570 157": "D-7", "0491 570-157": "D-7", "d-4": "D-4", "nobody": ""} {
			for _, rare := range []int{5000, 0} {
				l.SetRare(rare)
				if got := l.pages(models.Filter{Text: text, Newest: true}); got != want {
					t.Errorf("%q, %d are rare: %q, want %q", text, rare, got, want)
				}
			}
		}
	})
}

// An external id is meant as a whole where there is one that is exactly so.
func TestSearchOfExternalIDs(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for _, id := range []string{"D-D", "D-1", "D-12"} {
			l.book(id, "2026-12-01T18:00")
			l.clock.Advance(time.Second)
		}
		for text, want := range map[string]string{"D-D": "D-D", "d-1": "D-1", "D-12": "D-12", "D-": "D-12 D-1 D-D", "d 1": "D-12 D-1", "D-13": ""} {
			if got := l.pages(models.Filter{Text: text, Newest: true}); got != want {
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	})
}

// A record is found by what it is called now.
func TestSearchFollowsChanges(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.book("D-1", "2026-12-01T18:00")
		_, _, err := l.AddRecord(l.ctx, models.RecordRef{ExternalID: "D-1", Name: "Mere Tāwhiri", Phone: "+61491570159"})
		l.must(err)
		for text, want := range map[string]string{"tāwh": "D-1", "TĀWHIRI": "D-1", "aroha": "", "ngata": "", "0491570159": "D-1", "0491570156": ""} {
			if got := l.pages(models.Filter{Text: text}); got != want {
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	})
}

// Records of before there were words get theirs when the program starts, and only once.
func TestOldRecordsAreIndexed(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.book("D-1", "2026-12-01T18:00")
		l.mustExec("DELETE FROM record_words")
		l.must(l.IndexRecords(l.ctx))
		if got := l.pages(models.Filter{Text: "ngata"}); got != "" {
			t.Errorf("indexed again: %q", got)
		}
		l.mustExec("DELETE FROM facts WHERE name = 'records_indexed'")
		l.must(l.IndexRecords(l.ctx))
		if got := l.pages(models.Filter{Text: "ngata"}); got != "D-1" {
			t.Errorf("found %q", got)
		}
	})
}
