package models_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// Any request that parses is booked or refused with a reason, never an error of the database and never a panic; what was booked is within
// its bounds.
func FuzzBooking(f *testing.F) {
	for _, seed := range []string{
		`{"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","window_minutes":30,"routing":"agent","agent_strict":true,"worker_sid":"WK1","team":"welcome"}`,
		`{"local_time":"2026-12-01T24:00","reason":"driving","notes":"\u0000\ud800","phone":"0491 570 156"}`,
		`{"local_time":"2027-02-28T02:30","timezone":"Europe/London","override":{"requested_by":"donor","captured_via":"call","wording":"night shift"}}`,
		`{"local_time":"9999-12-31T23:59:59","timezone":"Pacific/Kiritimati","window_minutes":720}`,
		`{"local_time":"0001-01-01T00:00","timezone":"Pacific/Apia","window_minutes":-1}`,
		`{}`,
	} {
		f.Add(seed, "D-1", "+61491570156", "AU")
		f.Add(seed, "", "0491 570 156", "au-wa")
	}
	l := newLedger(f, dbtest.SQLite(f)) // one database for all, so that bookings also meet open ones
	f.Fuzz(func(t *testing.T, body, external, phone, region string) {
		var request models.CallbackRequest
		if json.Unmarshal([]byte(body), &request) != nil {
			return
		}
		b := models.Booking{CallbackRequest: request, Record: models.RecordRef{ExternalID: external, Phone: phone, Region: region}, Actor: "fuzz"}
		cb, made, err := l.Book(t.Context(), b)
		var bad *models.InvalidError
		var open *models.OpenCallbackError
		switch {
		case errors.As(err, &bad) && len(bad.Problems) > 0, errors.As(err, &open):
			return
		case err != nil || !made:
			t.Fatalf("%q: made %v, %v", body, made, err)
		}
		now := models.At(l.clock.Now())
		if window := cb.WindowEnd.Sub(cb.WindowStart); window < 5*time.Minute || window > 12*time.Hour || cb.WindowStart.Before(now) || cb.WindowStart.Sub(now) > 90*24*time.Hour {
			t.Errorf("%q: %v to %v", body, cb.WindowStart.Time(), cb.WindowEnd.Time())
		}
	})
}
