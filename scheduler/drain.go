package scheduler

import (
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
func (r *run) drain() {
	calls := r.clock.AfterFunc(answerWithin, r.stop)
	defer calls.Stop()
	writes := r.clock.AfterFunc(answerWithin+writeWithin, r.unwrite)
	defer writes.Stop()
	if r.claiming {
		r.onClaimed(<-r.claimed) // its context is the loop's, which has ended
	}
	r.giveBack(0)
	for len(r.out) > 0 {
		a := <-r.answers // each call ends at the latest when its context does
		delete(r.out, a.claim.ID)
		if a.result.Fate == models.FateQueued {
			r.result.Done++
		}
		r.done = append(r.done, a.result)
	}
	if r.writing {
		r.onWritten(<-r.written) // and each write likewise
	}
	if len(r.done) == 0 {
		return
	}
	if err := r.store.SaveResults(r.writes, r.done); err != nil {
		r.log.Error("results could not be written before the end: the rescue pass will settle them", "pass", "dispatch", "error", err)
	}
}
