package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

const (
	// heartbeat is how often a stream in which nothing happens shows that it lives: proxies cut what is silent for a minute.
	heartbeat = 15 * time.Second
	// recheck is how often it is asked whether the caller's credential still holds.
	recheck = 5 * time.Second
	// resumeWithin is how old the last line of a stream may be that is resumed. A client that was away for longer reads its lists anew.
	resumeWithin = 24 * time.Hour
	// maxMissed is how many lines are told again at most; more, and the lists are read faster.
	maxMissed = 5000
)

// maxStreams is how many streams one caller may have on an instance: a browser's tabs and a wallboard, and no leak.
const maxStreams = 20

// changeView is one change as the stream tells it: enough to know what to read again, and nothing of the donor.
type changeView struct {
	ID         string           `json:"id"`
	Type       models.EventType `json:"type"`
	CallbackID string           `json:"callback_id"`
	Version    int64            `json:"version"`
	Status     models.Status    `json:"status"`
	At         models.Instant   `json:"at"`
	Gone       bool             `json:"gone,omitempty"` // it is the caller's to see no more
	WorkerSid  *string          `json:"worker_sid,omitempty"`
	Team       *string          `json:"team,omitempty"`
	Facts      map[string]any   `json:"facts,omitempty"`
}

// streamFacts are what of a line's data is told: nothing that a person wrote, no number.
func streamFacts() []string {
	return []string{"task_sid", "direction", "worker_sid", "outcome", "resolution", "due_at", "window_start", "wait_reason", "waited_minutes", "dispatch"}
}

// viewChange is false for a line that the viewer is not told of.
func viewChange(line models.Tailed, seen models.Seen) (changeView, bool) {
	view := changeView{ID: line.ID, Type: line.Type, CallbackID: line.CallbackID, Version: line.Seq, Status: line.AfterStatus, At: line.At}
	if !seen.May(line) {
		view.Gone = true
		return view, seen.Might(line)
	}
	view.WorkerSid, view.Team, view.Facts = shown.OrNull(line.WorkerSid), shown.OrNull(line.Team), map[string]any{}
	for _, name := range streamFacts() {
		if fact, ok := line.Data.V[name]; ok {
			view.Facts[name] = fact
		}
	}
	return view, true
}

// liveStream tells the changes that the caller may see, as server-sent events, from the line that Last-Event-ID names.
func (h *Handler) liveStream(r *http.Request, c call) (reply, error) {
	after := r.Header.Get("Last-Event-ID")
	if len(after) > maxText {
		after = after[:maxText]
	}
	return reply{stream: &streaming{mediaType: "text/event-stream", live: true, write: func(ctx context.Context, out io.Writer) error {
		l := &listener{h: h, r: r, who: c.caller, out: out.(*flow)}
		return l.listen(ctx, after)
	}}}, nil
}

// listener is one stream on its way to its caller.
type listener struct {
	h   *Handler
	r   *http.Request
	who caller
	out *flow
}

func (l *listener) listen(ctx context.Context, after string) error {
	sub, missed, remembered, err := l.h.tail.subscribe(ctx, l.who.bucket(), after)
	if err != nil {
		return err
	}
	defer l.h.tail.unsubscribe(sub)
	if err := l.comment("hello"); err != nil {
		return err
	}
	if after != "" && !remembered {
		err = l.fromLedger(ctx, after)
	} else {
		err = l.tell(missed...)
	}
	if err != nil {
		return err
	}
	return l.follow(ctx, sub)
}

// fromLedger tells again what may have come after a line that this instance does not remember. Its order in the ledger is not that in which
// it was told, so that it begins a while before: at least once, and clients drop what they know by its id.
func (l *listener) fromLedger(ctx context.Context, after string) error {
	at, ok := models.LineTime(after)
	now := models.At(l.h.store.Now())
	if !ok || now.Sub(at) > resumeWithin || at.Sub(now) > overlap {
		return l.reset()
	}
	for told, last := 0, ""; ; {
		lines, err := l.h.store.TailedFrom(ctx, at.Add(-overlap), last, lineBatch)
		if err != nil {
			return err
		}
		if told += len(lines); told > maxMissed {
			return l.reset()
		}
		if err := l.tell(lines...); err != nil || len(lines) < lineBatch {
			return err
		}
		last = lines[len(lines)-1].ID
	}
}

// follow tells what happens from now on, until the caller goes, is too slow, or may not see it any more.
func (l *listener) follow(ctx context.Context, sub *subscriber) error {
	check := l.h.clock.NewTicker(recheck)
	defer check.Stop()
	for alive := l.h.clock.Now(); ; {
		select {
		case <-ctx.Done():
			return nil // the caller went
		case line, ok := <-sub.lines:
			if !ok {
				return nil // cut off: the client comes again
			}
			if err := l.tell(line); err != nil {
				return err
			}
		case <-check.Chan():
			if !l.stillWelcome() {
				return nil
			}
			if l.h.clock.Since(alive) >= heartbeat {
				alive = l.h.clock.Now()
				if err := l.comment("alive"); err != nil {
					return err
				}
			}
		}
	}
}

// stillWelcome asks again who the caller is: a key that was revoked ends its streams. While that cannot be asked, the stream goes on.
func (l *listener) stillWelcome() bool {
	who, err := l.h.authenticate(l.r)
	if own := new(refusal); errors.As(err, &own) && own.Status < http.StatusInternalServerError {
		return false
	}
	if err == nil {
		if who.role != l.who.role {
			return false
		}
		l.who = who
	}
	return true
}

func (l *listener) tell(lines ...models.Tailed) error {
	for _, line := range lines {
		view, ok := viewChange(line, l.who.sees())
		if !ok {
			continue
		}
		text, err := encode(view)
		if err != nil {
			return err
		}
		if err := l.send("id: " + line.ID + "\nevent: change\ndata: " + string(text) + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// reset tells the client to read its lists anew: what it missed is too much, or too old.
func (l *listener) reset() error { return l.send("event: reset\ndata: {}\n\n") }

// comment is a line that clients pass over.
func (l *listener) comment(text string) error { return l.send(": " + text + "\n\n") }

func (l *listener) send(text string) error {
	if _, err := io.WriteString(l.out, text); err != nil {
		return err
	}
	return l.out.Flush()
}
