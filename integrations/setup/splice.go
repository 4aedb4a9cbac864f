package setup

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// configuration is a workflow's JSON, cut at its filters. Put together again it is the same to the byte.
type configuration struct {
	head, tail string   // up to the opening bracket of the filters, and from the closing one
	parts      []string // what stands between their commas, white space included
	ours       []bool   // by part: its name is one of Ringback's
}

var errConfiguration = errors.New("the workflow's configuration is no task_routing with filters")

// cut reads a configuration. One without filters gets an empty list.
func cut(text string) (configuration, error) {
	if !json.Valid([]byte(text)) {
		return configuration{}, errConfiguration
	}
	d := json.NewDecoder(strings.NewReader(text))
	if opening, err := enter(d, "task_routing"); err != nil || opening != json.Delim('{') {
		return configuration{}, errConfiguration
	}
	opening, err := enter(d, "filters")
	at := int(d.InputOffset())
	switch {
	case err != nil:
		return withoutFilters(text)
	case opening == json.Delim('['):
		return cutFilters(text, d)
	case opening == nil:
		return configuration{head: text[:at-len("null")] + "[", tail: "]" + text[at:]}, nil
	}
	return configuration{}, errConfiguration
}

// enter reads up to the value of a key of the object that begins next, and the value's first token: its opening bracket, if it has one.
func enter(d *json.Decoder, key string) (json.Token, error) {
	if d.InputOffset() == 0 {
		if token, err := d.Token(); err != nil || token != json.Delim('{') {
			return nil, errConfiguration
		}
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("read configuration: %w", err)
		}
		if name == key {
			token, err := d.Token()
			if err != nil {
				return nil, fmt.Errorf("read configuration: %w", err)
			}
			return token, nil
		}
		var passed json.RawMessage
		if err := d.Decode(&passed); err != nil {
			return nil, fmt.Errorf("read configuration: %w", err)
		}
	}
	return nil, errConfiguration
}

// withoutFilters makes a place for filters at the beginning of task_routing.
func withoutFilters(text string) (configuration, error) {
	var whole struct {
		TaskRouting map[string]json.RawMessage `json:"task_routing"`
	}
	if err := json.Unmarshal([]byte(text), &whole); err != nil || whole.TaskRouting == nil || whole.TaskRouting["filters"] != nil {
		return configuration{}, errConfiguration
	}
	d := json.NewDecoder(strings.NewReader(text))
	if _, err := enter(d, "task_routing"); err != nil {
		return configuration{}, err
	}
	at := int(d.InputOffset())
	tail := "]" + text[at:]
	if len(whole.TaskRouting) > 0 {
		tail = "]," + text[at:]
	}
	return configuration{head: text[:at] + `"filters":[`, tail: tail}, nil
}

func cutFilters(text string, d *json.Decoder) (configuration, error) {
	start := int(d.InputOffset())
	c := configuration{head: text[:start]}
	for d.More() {
		var one filter
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return configuration{}, fmt.Errorf("read filter: %w", err)
		}
		if err := json.Unmarshal(raw, &one); err != nil {
			one = filter{} // a shape of somebody else's: it is kept as it is
		}
		end := int(d.InputOffset())
		if d.More() {
			end += strings.IndexByte(text[end:], ',')
		} else {
			end += strings.IndexByte(text[end:], ']')
		}
		c.parts, c.ours = append(c.parts, text[start:end]), append(c.ours, strings.HasPrefix(one.Name, prefix))
		start = end + 1
	}
	if _, err := d.Token(); err != nil {
		return configuration{}, fmt.Errorf("read filters: %w", err)
	}
	closing := int(d.InputOffset()) - 1
	if len(c.parts) == 0 {
		c.head = text[:closing] // white space between empty brackets
	}
	c.tail = text[closing:]
	return c, nil
}

func (c configuration) others() []string {
	var kept []string
	for i, part := range c.parts {
		if !c.ours[i] {
			kept = append(kept, part)
		}
	}
	return kept
}

func (c configuration) with(parts []string) string { return c.head + strings.Join(parts, ",") + c.tail }

// merged has our filters before the others', which stay as they are, in their order: TaskRouter takes the first that matches, and a broad
// one of the site's would take callbacks from us. ready says that they are there already, whatever the white space.
func merged(text string, ours []filter) (result string, ready bool, err error) {
	c, err := cut(text)
	if err != nil {
		return "", false, err
	}
	texts := written(ours)
	if c.has(texts) {
		return text, true, nil
	}
	return c.with(append(texts, c.others()...)), false, nil
}

// has says whether ours stand at the beginning, mean the same, and are all of ours.
func (c configuration) has(texts []string) bool {
	for i, ours := range c.ours {
		if ours != (i < len(texts)) || ours && !sameJSON(c.parts[i], texts[i]) {
			return false
		}
	}
	return len(c.parts) >= len(texts)
}

func sameJSON(a, b string) bool {
	var one, other any
	return json.Unmarshal([]byte(a), &one) == nil && json.Unmarshal([]byte(b), &other) == nil && reflect.DeepEqual(one, other)
}

// stripped is a configuration without ours.
func stripped(text string) (string, error) {
	c, err := cut(text)
	if err != nil {
		return "", err
	}
	return c.with(c.others()), nil
}

// hasOurs says whether any filter is Ringback's.
func hasOurs(text string) bool {
	c, err := cut(text)
	return err == nil && len(c.others()) < len(c.parts)
}

// created is the configuration of a workflow of our own.
func created(ours []filter, everyoneSid string) string {
	fallback, _ := json.Marshal(everyoneSid) // a text always encodes
	return `{"task_routing":{"filters":[` + strings.Join(written(ours), ",") + `],"default_filter":{"queue":` + string(fallback) + `}}}`
}
