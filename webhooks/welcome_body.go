package webhooks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ringback/ringback/models"
)

// welcomeCall is the body of a welcome call. What else it has is passed over: events carry what their sender needs.
type welcomeCall struct {
	Type models.WelcomeType `json:"type"`
	Data struct {
		Reference  string                  `json:"reference"`
		Record     models.RecordRef        `json:"record"`
		Request    *models.CallbackRequest `json:"callback_request"`
		Fundraiser models.Fundraiser       `json:"fundraiser"`
		DryRun     bool                    `json:"dry_run"`
	} `json:"data"`
}

// message is a welcome call in normal form.
func (c welcomeCall) message(sender string) models.Message {
	return models.Message{Source: models.SourceWelcome, Type: cut(string(c.Type), 64), Record: c.Data.Record, Request: c.Data.Request,
		Welcome: &models.WelcomeCall{Type: c.Type, Reference: c.Data.Reference, Sender: sender, Fundraiser: c.Data.Fundraiser}}
}

// readWelcome reads a body, by the mapping of its sender where it has one.
func readWelcome(body []byte, mapping map[string]string) (welcomeCall, error) {
	var call welcomeCall
	if mapping != nil {
		var err error
		if body, err = mapped(body, mapping); err != nil {
			return call, err
		}
	}
	return call, decodeOne(body, &call)
}

// readSent reads a body by the mapping in force of whoever says to have sent it. down is why that cannot be known now.
func (h *Handler) readSent(ctx context.Context, body []byte, sender string) (call welcomeCall, err, down error) {
	if sender == "" {
		call, err = readWelcome(body, nil)
		return call, err, nil
	}
	mapping, err := h.cfg.Store.WelcomeMapping(ctx, sender)
	if errors.Is(err, models.ErrNotFound) {
		return call, unreadableField("source", "no sender of this name is known: an administrator maps it, under welcome calls"), nil
	}
	if err != nil {
		return call, nil, err
	}
	call, err = readWelcome(body, mapping)
	return call, err, nil
}

// decodeOne reads the one JSON object of a body.
func decodeOne(body []byte, into any) error {
	from := json.NewDecoder(bytes.NewReader(body))
	from.UseNumber()
	if err := from.Decode(into); err != nil {
		var kind *json.UnmarshalTypeError
		if errors.As(err, &kind) && kind.Field != "" {
			return unreadableField(strings.ReplaceAll(kind.Field, "models.", ""), "a JSON "+kind.Value+" does not fit here")
		}
		return errors.New("the body is no JSON object of this form")
	}
	if _, err := from.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the JSON object: send one event")
	}
	return nil
}

// mapped makes the body of a welcome call out of another's, by a mapping of fields to paths ($.donor.mobile) or fixed texts. Only what
// is mapped is read; a path that leads nowhere leaves its field out.
func mapped(body []byte, mapping map[string]string) ([]byte, error) {
	var from any
	if err := decodeOne(body, &from); err != nil {
		return nil, err
	}
	to := map[string]any{}
	for field, path := range mapping {
		var value any = path
		if rest, isPath := strings.CutPrefix(path, "$."); isPath {
			value = follow(from, strings.Split(rest, "."))
		}
		fitted, err := fit(field, value)
		if err != nil {
			return nil, err
		}
		if fitted != nil {
			place(to, placeOf(field), fitted)
		}
	}
	text, err := json.Marshal(to)
	if err != nil {
		return nil, fmt.Errorf("map welcome call: %w", err)
	}
	return text, nil
}

// placeOf is where a field stands in the body.
func placeOf(field string) []string {
	if field == "type" {
		return []string{field}
	}
	return append([]string{"data"}, strings.Split(field, ".")...)
}

// follow walks a path of names and list places; nil where it ends.
func follow(from any, path []string) any {
	for _, step := range path {
		switch at := from.(type) {
		case map[string]any:
			from = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(at) {
				return nil
			}
			from = at[i]
		default:
			return nil
		}
	}
	return from
}

// fit brings a value to the kind that its field has: senders write numbers as texts, and texts as numbers. What does not fit is named.
func fit(field string, value any) (any, error) {
	text := ""
	switch v := value.(type) {
	case nil:
		return nil, nil
	case string:
		text = v
	case json.Number:
		text = v.String()
	case bool:
		text = strconv.FormatBool(v)
	default:
		return nil, unreadableField(inData(field), "its path leads to a list or an object; map it to one value")
	}
	switch field {
	case "callback_request.window_minutes":
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, unreadableField(inData(field), "its path leads to no whole number")
		}
		return n, nil
	case "callback_request.agent_strict", "dry_run":
		yes, err := strconv.ParseBool(text)
		if err != nil {
			return nil, unreadableField(inData(field), "its path leads to neither true nor false")
		}
		return yes, nil
	}
	return text, nil
}

// place puts a value into nested objects.
func place(to map[string]any, path []string, value any) {
	for _, step := range path[:len(path)-1] {
		next, ok := to[step].(map[string]any)
		if !ok {
			next = map[string]any{}
			to[step] = next
		}
		to = next
	}
	to[path[len(path)-1]] = value
}
