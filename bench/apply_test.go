package bench

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
)

const calledDonors = 3000

// apply measures how fast stored news of calls gets into the ledger while nothing else goes on: of each callback that its agent dials
// and that the donor is busy, which are two messages of a dozen statements together.
func apply(b *testing.B, db database) measured {
	instance := newInstance(b, db, newSink(b, limits{}, 1), defaultCeiling)
	seed(b, db, instance.Store(), calledDonors, time.Now().Add(time.Hour), time.Millisecond)
	ctx, cancel := context.WithTimeout(b.Context(), 2*time.Minute)
	defer cancel()
	messages := make([]models.Message, 0, 2*calledDonors)
	for i := range calledDonors {
		messages = append(messages, newsOfCall(i, models.TaskSeen, ""), newsOfCall(i, models.TaskWrapping, "busy"))
	}
	if err := instance.Store().PutInbox(ctx, messages); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if _, err := instance.Scheduler().RunOnce(ctx, scheduler.PassInbox); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	if done := db.count(ctx, b, "attempts", "outcome = 'busy'"); done != calledDonors {
		b.Fatalf("%d calls are in the ledger, want %d", done, calledDonors)
	}
	return measured{"apply/applied": float64(len(messages)) / took.Seconds()}
}

func newsOfCall(number int, signal models.TaskSignal, outcome string) models.Message {
	return models.Message{DedupeKey: fmt.Sprintf("EV-%d-%s", number, signal), Source: models.SourceEvents, Type: "task." + string(signal), Role: models.RoleCall, Signal: signal,
		TaskSid: fmt.Sprintf("WT%032x", number), CallbackID: callbackID(number), WorkerSid: "WK00000000000000000000000000000001", Outcome: outcome}
}
