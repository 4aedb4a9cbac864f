package twiliosim

import (
	"slices"
	"strings"
	"time"
)

// Names of the two ways out, as they stand in a [Delivery].
const (
	SinkCallback = "callback" // the workspace's EventCallbackUrl: a form for each event
	SinkStream   = "stream"   // Event Streams: a JSON array of CloudEvents
)

// streamBatch is how many CloudEvents one request carries at most (assumed).
const streamBatch = 20

// outbox is what waits to be told. It is guarded by the server's lock.
type outbox struct {
	callbackURL string
	streamURL   string
	streamTypes []string
	callback    []*delivery
	stream      []*delivery
	retries     []*delivery
	faults      WebhookFaults
	log         []Delivery
	ended       int // attempts ever recorded
	wake        chan struct{}
}

// delivery is one event on its way to one sink, or, once sent, the batch it went in.
type delivery struct {
	sink    string
	events  []*Event
	attempt int
	began   time.Time
}

func (o *outbox) init() { o.wake = make(chan struct{}, 1) }

// SetEventCallback sets the workspace's EventCallbackUrl; empty means none. Connection overrides may follow a '#'.
func (s *Server) SetEventCallback(address string) {
	s.lock()
	defer s.mu.Unlock()
	s.outbox.callbackURL = address
}

// SetEventStream sets the destination of an Event Streams webhook sink with a subscription to the named event types
// ("task.created"), to all when none is named. An empty address means no sink.
func (s *Server) SetEventStream(address string, types ...string) {
	s.lock()
	defer s.mu.Unlock()
	s.outbox.streamURL, s.outbox.streamTypes = address, types
}

// SetWebhookFaults replaces the faults of webhooks from now on.
func (s *Server) SetWebhookFaults(f WebhookFaults) {
	s.lock()
	defer s.mu.Unlock()
	s.outbox.faults = f
}

func (o *outbox) queue(s *Server, e *Event) {
	if o.callbackURL != "" && s.filtered(e.Type) {
		o.callback = s.enqueue(o.callback, &delivery{sink: SinkCallback, events: []*Event{e}})
	}
	if o.streamURL != "" && (len(o.streamTypes) == 0 || slices.Contains(o.streamTypes, e.Type)) {
		o.stream = s.enqueue(o.stream, &delivery{sink: SinkStream, events: []*Event{e}})
	}
}

// filtered says whether the workspace's EventsFilter lets a type through to the callback.
func (s *Server) filtered(eventType string) bool {
	return s.workspace.EventsFilter == "" || slices.Contains(strings.Split(s.workspace.EventsFilter, ","), eventType)
}

// next takes what is to be sent now; nil when nothing is. Stream events that wait go together.
func (o *outbox) next() *delivery {
	if d := pop(&o.retries); d != nil {
		return d
	}
	if d := pop(&o.callback); d != nil {
		return d
	}
	first := pop(&o.stream)
	for first != nil && len(o.stream) > 0 && len(first.events) < streamBatch {
		first.events = append(first.events, pop(&o.stream).events...)
	}
	return first
}

func pop(list *[]*delivery) *delivery {
	if len(*list) == 0 {
		return nil
	}
	first := (*list)[0]
	(*list)[0] = nil
	*list = (*list)[1:]
	return first
}

func (s *Server) wakeDeliveries() {
	select {
	case s.outbox.wake <- struct{}{}:
	default:
	}
}
