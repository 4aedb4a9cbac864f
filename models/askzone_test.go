package models_test

import (
	"strings"
	"testing"
)

// Where a number can be in several zones and nobody said which, the donor is to be asked, and the zones are named.
func TestZoneIsAskedFor(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		b := wish("D-1", "2026-12-01T18:00")
		b.Timezone, b.Team = "", ""
		for number, zones := range map[string][]string{
			"+61491570156":  {"Australia/Perth", "Australia/Sydney", "Australia/Lord_Howe"}, // a mobile: anywhere in the country
			"+18005550123":  {"America/New_York"},                                           // free phone
			"+902125550123": nil,                                                            // one zone: none is asked for
		} {
			b.Record.Phone, b.Record.ExternalID = number, "D"+number
			cb, _, err := l.Book(l.ctx, b)
			if zones == nil {
				if err != nil || cb.Timezone != "Europe/Istanbul" {
					t.Errorf("%s: %+v, %v", number, cb, err)
				}
				continue
			}
			if err == nil {
				t.Errorf("%s was booked in %s", number, cb.Timezone)
				continue
			}
			for _, zone := range zones {
				if !strings.Contains(err.Error(), zone) {
					t.Errorf("%s: %v does not name %s", number, err, zone)
				}
			}
		}
	})
}
