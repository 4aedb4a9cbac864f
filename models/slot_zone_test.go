package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// Slots begin on the quarter hours of every donor's clock, since every offset from UTC is a multiple of one.
func TestSlotsBeginOnQuarterHoursEverywhere(t *testing.T) {
	t.Parallel()
	zones, err := hours.NewZones()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range zones.Names() {
		loc, err := zones.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() <= 2040; at = at.AddDate(0, 0, 10) {
			if _, offset := at.In(loc).Zone(); offset%(15*60) != 0 {
				t.Fatalf("%s is %d s from UTC on %s", name, offset, at.Format(time.DateOnly))
			}
		}
	}
}
