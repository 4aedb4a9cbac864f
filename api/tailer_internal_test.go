package api

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// A subscriber that takes nothing is cut off when its share of waiting lines is full; others are not held up by it.
func TestASlowSubscriberIsCutOff(t *testing.T) {
	t.Parallel()
	clock := clockwork.NewFakeClockAt(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))
	store, err := models.Open(t.Context(), models.Config{URL: dbtest.SQLite(t), Clock: clock, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	follower := newTailer(store, clock, slog.New(slog.DiscardHandler))
	defer follower.end()
	slow, _, _, err := follower.subscribe(t.Context(), "slow", "")
	if err != nil {
		t.Fatal(err)
	}
	quick, _, _, err := follower.subscribe(t.Context(), "quick", "")
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	for i := range heldLines + 1 {
		b := models.Booking{CallbackRequest: models.CallbackRequest{LocalTime: "2026-12-01T18:00", Timezone: "Australia/Perth"},
			Record: models.RecordRef{ExternalID: fmt.Sprint("D-", i), Phone: "+61491570156"}, Actor: "test"}
		if _, _, err := store.Book(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		if i%100 == 0 || i == heldLines {
			follower.look(t.Context())
			for range len(quick.lines) {
				<-quick.lines
				taken++
			}
		}
	}
	if taken != heldLines+1 || follower.has("quick") != 1 {
		t.Errorf("the quick one took %d", taken)
	}
	held := 0
	for range slow.lines {
		held++
	}
	if held != heldLines || follower.has("slow") != 0 {
		t.Errorf("the slow one held %d and is among %d", held, follower.has("slow"))
	}
}
