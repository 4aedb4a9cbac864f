package twilio

import (
	"context"
	"slices"

	events "github.com/twilio/twilio-go/rest/events/v1"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// streamPageSize is what Event Streams' lists are asked for at once.
const streamPageSize = 100

// schemaVersion is the version of the events' schema that is subscribed to: from the second on it has times in milliseconds
// (docs/events/event-types).
const schemaVersion = 2

// streamPrefix begins the names of TaskRouter's events in Event Streams.
const streamPrefix = "com.twilio.taskrouter."

// Sink is where Event Streams sends to.
type Sink struct {
	Sid, Description string
	// Kind is webhook, kinesis, segment or email.
	Kind string
	// Status is one of Event Streams'; events flow when it is "active", and never when it is "failed".
	Status string
	// Destination is a webhook's URL; empty for the others.
	Destination string
}

// Subscription says which events go to a sink.
type Subscription struct {
	Sid, Description, SinkSid string
	// Types are TaskRouter's own names, such as task.created; of other products the whole name.
	Types []string
}

// Sinks returns the account's sinks.
func (a *Admin) Sinks(ctx context.Context) ([]Sink, error) {
	var all []Sink
	params := (&events.ListSinkParams{}).SetPageSize(streamPageSize)
	err := a.streamPages(ctx, "list sinks", func(api *events.ApiService, at cursor) (next string, err error) {
		page, err := api.PageSink(params, at.token, at.page)
		if err != nil {
			return "", err
		}
		for i := range page.Sinks {
			all = append(all, newSink(&page.Sinks[i]))
		}
		return text(page.Meta.NextPageUrl), nil
	})
	return all, err
}

// Sink returns one sink.
func (a *Admin) Sink(ctx context.Context, sid string) (found Sink, err error) {
	const op = "fetch sink"
	if err := usable(op, "DG", sid); err != nil {
		return Sink{}, err
	}
	err = a.stream(ctx, op, func(api *events.ApiService) error {
		k, err := api.FetchSink(sid)
		if err == nil {
			found = newSink(k)
		}
		return err
	})
	return found, err
}

func newSink(k *events.EventsV1Sink) Sink {
	made := Sink{Sid: text(k.Sid), Description: text(k.Description), Kind: text(k.SinkType), Status: text(k.Status)}
	if k.SinkConfiguration != nil {
		if config, ok := (*k.SinkConfiguration).(map[string]any); ok {
			made.Destination = word(config["destination"])
		}
	}
	return made
}

// streamPages reads a list of Event Streams to its end.
func (a *Admin) streamPages(ctx context.Context, op string, read func(*events.ApiService, cursor) (next string, err error)) error {
	var at cursor
	for range maxPages {
		var next string
		err := a.stream(ctx, op, func(api *events.ApiService) (err error) {
			next, err = read(api, at)
			return err
		})
		if err != nil || next == "" {
			return err
		}
		following, _ := nextCursor(taskrouter.ListActivityResponseMeta{NextPageUrl: &next})
		if following == at || following.token == "" {
			return &Error{Class: Unknown, Op: op, Message: "the next page has no address"}
		}
		at = following
	}
	return &Error{Class: Unknown, Op: op, Message: "the list has too many pages"}
}

// CreateSink makes a webhook sink, which posts batches to the address.
func (a *Admin) CreateSink(ctx context.Context, description, address string) (sid string, err error) {
	config := map[string]any{"destination": address, "method": "POST", "batch_events": true}
	params := (&events.CreateSinkParams{}).SetDescription(description).SetSinkType("webhook").SetSinkConfiguration(config)
	err = a.stream(ctx, "create sink", func(api *events.ApiService) error {
		made, err := api.CreateSink(params)
		if err == nil {
			sid = text(made.Sid)
		}
		return err
	})
	return sid, err
}

// DeleteSink deletes a sink; one that is not there is no error.
func (a *Admin) DeleteSink(ctx context.Context, sid string) error {
	const op = "delete sink"
	if err := usable(op, "DG", sid); err != nil {
		return err
	}
	return gone(a.stream(ctx, op, func(api *events.ApiService) error { return api.DeleteSink(sid) }))
}

// Subscriptions returns what goes to the sink.
func (a *Admin) Subscriptions(ctx context.Context, sinkSid string) ([]Subscription, error) {
	const op = "list subscriptions"
	if err := usable(op, "DG", sinkSid); err != nil {
		return nil, err
	}
	var all []Subscription
	params := (&events.ListSubscriptionParams{}).SetSinkSid(sinkSid).SetPageSize(streamPageSize)
	err := a.streamPages(ctx, op, func(api *events.ApiService, at cursor) (next string, err error) {
		page, err := api.PageSubscription(params, at.token, at.page)
		if err != nil {
			return "", err
		}
		for i := range page.Subscriptions {
			b := &page.Subscriptions[i]
			all = append(all, Subscription{Sid: text(b.Sid), Description: text(b.Description), SinkSid: text(b.SinkSid)})
		}
		return text(page.Meta.NextPageUrl), nil
	})
	for i := range all {
		if err == nil {
			all[i].Types, err = a.subscribed(ctx, all[i].Sid)
		}
	}
	return all, err
}

func (a *Admin) subscribed(ctx context.Context, subscriptionSid string) ([]string, error) {
	const op = "list subscribed events"
	if err := usable(op, "DF", subscriptionSid); err != nil {
		return nil, err
	}
	var types []string
	params := (&events.ListSubscribedEventParams{}).SetPageSize(streamPageSize)
	err := a.streamPages(ctx, op, func(api *events.ApiService, at cursor) (next string, err error) {
		page, err := api.PageSubscribedEvent(subscriptionSid, params, at.token, at.page)
		if err != nil {
			return "", err
		}
		for i := range page.Types {
			types = append(types, withoutPrefix(text(page.Types[i].Type)))
		}
		return text(page.Meta.NextPageUrl), nil
	})
	slices.Sort(types)
	return types, err
}

func withoutPrefix(name string) string {
	if len(name) > len(streamPrefix) && name[:len(streamPrefix)] == streamPrefix {
		return name[len(streamPrefix):]
	}
	return name
}

// CreateSubscription sends TaskRouter's events of the types to a sink, which must be active.
func (a *Admin) CreateSubscription(ctx context.Context, description, sinkSid string, types []string) (sid string, err error) {
	const op = "create subscription"
	if err := usable(op, "DG", sinkSid); err != nil {
		return "", err
	}
	wanted := make([]any, len(types))
	for i, name := range types {
		wanted[i] = map[string]any{"type": streamPrefix + name, "schema_version": schemaVersion}
	}
	params := (&events.CreateSubscriptionParams{}).SetDescription(description).SetSinkSid(sinkSid).SetTypes(wanted)
	err = a.stream(ctx, op, func(api *events.ApiService) error {
		made, err := api.CreateSubscription(params)
		if err == nil {
			sid = text(made.Sid)
		}
		return err
	})
	return sid, err
}

// Subscribe adds one of TaskRouter's types to a subscription.
func (a *Admin) Subscribe(ctx context.Context, subscriptionSid, name string) error {
	const op = "subscribe to an event"
	if err := usable(op, "DF", subscriptionSid); err != nil {
		return err
	}
	params := (&events.CreateSubscribedEventParams{}).SetType(streamPrefix + name).SetSchemaVersion(schemaVersion)
	return a.stream(ctx, op, func(api *events.ApiService) error {
		_, err := api.CreateSubscribedEvent(subscriptionSid, params)
		return err
	})
}

// Unsubscribe takes one of TaskRouter's types out of a subscription; one that is not in it is no error.
func (a *Admin) Unsubscribe(ctx context.Context, subscriptionSid, name string) error {
	const op = "unsubscribe from an event"
	if err := usable(op, "DF", subscriptionSid); err != nil {
		return err
	}
	return gone(a.stream(ctx, op, func(api *events.ApiService) error {
		return api.DeleteSubscribedEvent(subscriptionSid, streamPrefix+name)
	}))
}

// DeleteSubscription deletes a subscription; one that is not there is no error.
func (a *Admin) DeleteSubscription(ctx context.Context, sid string) error {
	const op = "delete subscription"
	if err := usable(op, "DF", sid); err != nil {
		return err
	}
	return gone(a.stream(ctx, op, func(api *events.ApiService) error { return api.DeleteSubscription(sid) }))
}
