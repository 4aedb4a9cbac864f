package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
)

// story tells what happens, one line a step, out of the ledger itself: what it does not say did not happen.
type story struct {
	*demo
	after  string            // the last event told
	agents map[string]string // names by worker sid
}

func newStory(d *demo, after string) *story {
	names := map[string]string{}
	for name, sid := range d.seeded.WorkerSids {
		names[sid] = name
	}
	return &story{d, after, names}
}

// lastEvent is the newest line of the ledger, so that a story told anew begins where the last one ended.
func lastEvent(ctx context.Context, store *models.Store) (string, error) {
	last := ""
	for {
		events, err := store.EventsAfter(ctx, last, 1000)
		if err != nil || len(events) == 0 {
			return last, err
		}
		last = events[len(events)-1].ID
	}
}

func (s *story) tell(ctx context.Context) {
	ticker := s.clock.NewTicker(200 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.Chan():
		}
		events, err := s.instance.Store().EventsAfter(ctx, s.after, 100)
		if err != nil {
			continue // the next tick asks again
		}
		for _, e := range events {
			s.after = e.ID
			if line := s.line(ctx, e); line != "" {
				_, _ = fmt.Fprintln(s.out, line) // a closed terminal ends nothing
			}
		}
	}
}

// line is one event in words, or nothing for bookings that were seeded.
func (s *story) line(ctx context.Context, e models.Event) string {
	if e.Actor == "demo" {
		return ""
	}
	full, err := s.instance.Store().Get(ctx, e.CallbackID, models.Seen{})
	if err != nil {
		return ""
	}
	what := s.words(e, full)
	if what == "" {
		return ""
	}
	return fmt.Sprintf("%s  %-12s %s", e.At.Time().Local().Format("15:04:05.000"), strings.SplitN(full.Record.Name, " ", 2)[0], what)
}

func (s *story) words(e models.Event, full *models.Story) string {
	data := func(key string) string { return fmt.Sprint(e.Data.V[key]) }
	switch e.Type {
	case models.EventCreated:
		return fmt.Sprintf("asked to be rung at %s (%s) by %s: %q. Promised; the record is dormant.", clockTime(full.LocalTime), city(full.Timezone), s.whom(full), full.Reason)
	case models.EventAmended:
		if data("was_due_at") == data("window_start") {
			return "is promised by " + s.whom(full) + "."
		}
		return fmt.Sprintf("asked again: moved to %s (%s).", clockTime(full.LocalTime), city(full.Timezone))
	case models.EventDispatching:
		return fmt.Sprintf("is about to be due (%s in %s): dispatch %s is in hand.", clockTime(full.LocalTime), city(full.Timezone), data("dispatch"))
	case models.EventQueued:
		return "waits in TaskRouter as Task …" + tail(data("task_sid")) + "."
	case models.EventAssigned:
		return s.name(data("worker_sid")) + " accepted the Task."
	case models.EventAttempt:
		return fmt.Sprintf("is being rung by %s, attempt %s.", s.name(full.AssignedSid), data("number"))
	case models.EventRetry:
		return fmt.Sprintf("did not answer (%s): next try planned.", data("outcome"))
	case models.EventResolved:
		return fmt.Sprintf("outcome %s: the promise is %s. The record is %s.", data("resolution"), e.AfterStatus, full.Record.State)
	case models.EventReturned:
		return "is back in the ledger: the Task ended without an outcome (" + e.Reason + ")."
	case models.EventHeld:
		return "waits: " + e.Reason
	case models.EventDeclined:
		return "was offered to " + s.name(data("worker_sid")) + ", who did not take it."
	}
	return ""
}

func (s *story) whom(full *models.Story) string {
	if full.Routing == models.ToAgent {
		return s.name(full.WorkerSid) + " (Callback Agent)"
	}
	return "team " + full.Team + " (Callback Queue)"
}

func (s *story) name(workerSid string) string {
	return cmp.Or(s.agents[workerSid], "an agent")
}

func clockTime(localTime string) string {
	_, clock, _ := strings.Cut(localTime, "T")
	return clock
}

func city(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndex(zone, "/")+1:], "_", " ")
}

func tail(sid string) string { return sid[max(0, len(sid)-6):] }
