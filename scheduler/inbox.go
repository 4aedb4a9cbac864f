package scheduler

import (
	"context"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	inboxBatch   = 200
	inboxWorkers = 4
	inboxLease   = 30 * time.Second
)

// applyInbox applies stored messages until none waits. Messages of one Task go one after another; others side by side.
func (s *Scheduler) applyInbox(ctx context.Context) (Result, error) {
	var total Result
	for ctx.Err() == nil {
		entries, err := s.store.ClaimInbox(ctx, inboxBatch, inboxLease)
		if err != nil {
			return total, err
		}
		total.Found += len(entries)
		total.Done += s.applyBatch(ctx, entries)
		if len(entries) > 0 {
			s.Wake()
		}
		if len(entries) < inboxBatch {
			break
		}
	}
	return total, nil
}

func (s *Scheduler) applyBatch(ctx context.Context, entries []models.InboxEntry) int {
	var lanes [inboxWorkers][]models.InboxEntry
	busy := min(1+len(entries)/models.ApplyTogether, inboxWorkers) // a few messages are one transaction rather than four
	for _, e := range entries {
		lane := laneOf(e) % busy
		lanes[lane] = append(lanes[lane], e)
	}
	var done [inboxWorkers]int
	var all sync.WaitGroup
	for i, lane := range lanes {
		all.Go(func() {
			for together := range slices.Chunk(lane, models.ApplyTogether) {
				done[i] += s.applyTogether(ctx, together)
			}
		})
	}
	all.Wait()
	return done[0] + done[1] + done[2] + done[3]
}

func laneOf(e models.InboxEntry) int {
	key := e.CallbackID
	if key == "" {
		key = e.TaskSid
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(key)) // a hash never fails to write
	return int(h.Sum32() % inboxWorkers)
}

// applyTogether applies messages in one transaction. Where that fails, because of one of them or of somebody else, it applies one after
// the other, and the reason of each is dealt with there.
func (s *Scheduler) applyTogether(ctx context.Context, entries []models.InboxEntry) (done int) {
	if len(entries) > 1 && s.store.ApplyInboxTogether(ctx, entries) == nil {
		return len(entries)
	}
	for _, entry := range entries {
		if s.applyOne(ctx, entry) {
			done++
		}
	}
	return done
}

// applyOne applies one message. One that fails stays received, and comes back when its lease ends.
func (s *Scheduler) applyOne(ctx context.Context, entry models.InboxEntry) bool {
	done, err := s.store.ApplyInbox(ctx, entry)
	switch {
	case models.AppliedBefore(err):
		return true
	case err != nil && ctx.Err() == nil:
		s.metrics.failures.WithLabelValues(PassInbox).Inc()
		s.log.Error("a message could not be applied; it will be tried again", "pass", PassInbox, "message", entry.ID, "type", entry.Type, "error", err)
		return false
	case done.State == models.InboxRejected:
		s.metrics.rejected.Inc()
		s.log.Warn("a message was rejected and waits for a person", "pass", PassInbox, "message", entry.ID, "type", entry.Type)
	}
	return err == nil
}
