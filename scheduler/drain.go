package scheduler

import (
	"context"
	"time"

	"github.com/ringback/ringback/models"
)

// The end of a dispatcher's life is bounded: what was asked of the provider may take answerWithin to come back, and writing it down
// writeWithin. What is not finished then is a lease, which the rescue pass of whoever lives settles.
const (
	answerWithin = 6 * time.Second
	writeWithin  = 3 * time.Second
)

// drain finishes what is under way and gives back what was not begun.
func (r *run) drain(ctx context.Context) {
	if r.claiming {
		r.onClaimed(<-r.claimed) // bounded by the database's own time-outs, and cancelled with the loop
	}
	r.giveBack(0)
	limit := r.clock.AfterFunc(answerWithin, r.stop)
	defer limit.Stop()
	for len(r.out) > 0 {
		a := <-r.answers // each call ends at the latest when its context does
		delete(r.out, a.claim.ID)
		if a.result.Fate == models.FateQueued {
			r.result.Done++
		}
		r.done = append(r.done, a.result)
	}
	if r.writing {
		r.onWritten(<-r.written)
	}
	ctx, cancel := context.WithTimeout(ctx, writeWithin)
	defer cancel()
	if len(r.done) == 0 {
		return
	}
	if err := r.store.SaveResults(ctx, r.done); err != nil {
		r.log.Error("results could not be written before the end: the rescue pass will settle them", "pass", "dispatch", "error", err)
	}
}
