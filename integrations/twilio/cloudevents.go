package twilio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// typePrefix begins the type of every CloudEvent that TaskRouter sends.
const typePrefix = "com.twilio.taskrouter."

var errNoPayload = errors.New("the event has no payload")

// Delivered is one element of an Event Streams delivery.
type Delivered struct {
	// Event is zero when Err is set.
	Event Event
	// Err says why the element could not be read.
	Err error
	// Raw is the element as it came.
	Raw json.RawMessage
}

// ParseCloudEvents reads an Event Streams delivery, an array or a lone event. An element that cannot be read has an
// error of its own and costs no other; an error of the whole means that there are no elements to be told apart.
// Events of other products come back with Type and CloudID only.
func ParseCloudEvents(body []byte) ([]Delivered, error) {
	elements, err := splitElements(body)
	if err != nil {
		return nil, fmt.Errorf("read cloud events: %w", err)
	}
	delivered := make([]Delivered, len(elements))
	for i, raw := range elements {
		event, err := parseCloudEvent(raw)
		if err != nil {
			err = fmt.Errorf("read cloud event: %w", err)
		}
		delivered[i] = Delivered{Event: event, Err: err, Raw: raw}
	}
	return delivered, nil
}

func splitElements(body []byte) ([]json.RawMessage, error) {
	body = bytes.TrimSpace(body)
	if !json.Valid(body) {
		return nil, errors.New("not JSON")
	}
	switch body[0] {
	case '{':
		return []json.RawMessage{body}, nil
	case '[':
		var elements []json.RawMessage
		err := json.Unmarshal(body, &elements)
		return elements, err
	}
	return nil, errors.New("neither an array nor an object")
}

func parseCloudEvent(raw json.RawMessage) (Event, error) {
	envelope, err := parseObject(raw)
	if err != nil {
		return Event{}, err
	}
	name, id := envelope.word("type"), envelope.word("id")
	kind, ours := strings.CutPrefix(name, typePrefix)
	if kind == "" {
		return Event{}, errNoType
	}
	if !ours {
		return Event{Type: name, CloudID: id}, nil
	}
	payload, err := payloadOf(envelope)
	if err != nil {
		return Event{}, err
	}
	e := newEvent(func(_, name string) string { return payload.value(name) })
	// The envelope's type holds: it is what was subscribed to.
	e.Type, e.CloudID = kind, id
	if e.At.IsZero() {
		e.At = firstTime(envelope.word("time"))
	}
	return e, nil
}

// payloadOf finds the event within its two wrappings, data and payload. A payload may be JSON within a string.
func payloadOf(envelope object) (object, error) {
	data, err := parseObject(envelope["data"])
	if err != nil {
		return nil, errNoPayload
	}
	raw := data["payload"]
	if s, ok := data.text("payload"); ok && s != "" {
		raw = json.RawMessage(s)
	}
	payload, err := parseObject(raw)
	if err != nil {
		return nil, errNoPayload
	}
	return payload, nil
}

// value is a field's text; an object, as attributes may come, is its JSON.
func (o object) value(name string) string {
	if raw := o[name]; len(raw) > 0 && raw[0] == '{' {
		return string(raw)
	}
	return o.word(name)
}
