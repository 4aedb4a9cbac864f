package twilio

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/url"
	"strings"
)

// Attributes is what Ringback reads from a Task's attributes, its own Tasks' and other people's.
type Attributes struct {
	// TaskType is "callback" on Tasks that Ringback created.
	TaskType string
	// CallbackID is the callback the Task belongs to: its own Task, or the outbound call made for it.
	CallbackID string
	// Dispatch is the number of that Task; 0 when absent.
	Dispatch int
	// Outcome is conversations.outcome as the agent's screen wrote it.
	Outcome string
	// Notes is conversations.content, what the agent wrote beside the outcome.
	Notes string
	// Request is nil when there is none, or none that is an object.
	Request *CallbackRequest
	// RequestError names the fields of callback_request and record that have a wrong type; the others are kept.
	RequestError string
	// Record is nil when there is none.
	Record *Record
	// RecordExternalID and RecordID name a record: by the caller's id and by ours.
	RecordExternalID, RecordID string
	// To, From, CustomerAddress and OutboundTo (whom Flex's dialpad rang) are numbers of the call, not normalised.
	To, From, CustomerAddress, OutboundTo string
	// Direction is inbound, or begins with outbound; empty when nobody said.
	Direction string
	Name      string
	// ConversationID is conversations.conversation_id.
	ConversationID string
	// ByHand says that an agent dials: Flex names the worker whose dialpad made the Task.
	ByHand bool
	// OnLine says that somebody is on the line, or in the chat, as far as the attributes tell.
	OnLine bool
}

// ParseAttributes reads a Task's attributes. Fields it does not know, or whose type is wrong, are passed over; an
// error means that the text is no JSON object.
func ParseAttributes(text string) (Attributes, error) {
	object, err := parseObject([]byte(text))
	if err != nil {
		return Attributes{}, fmt.Errorf("read task attributes: %w", err)
	}
	var faults FieldErrors
	a := readAttributes(object, &faults)
	if len(faults) > 0 {
		a.RequestError = faults.Error()
	}
	return a, nil
}

func readAttributes(o object, faults *FieldErrors) Attributes {
	a := Attributes{
		TaskType:         o.word("taskType"),
		CallbackID:       o.word("callback_id"),
		RecordExternalID: o.word("record_external_id"),
		RecordID:         o.word("record_id"),
		To:               o.word("to"),
		From:             o.word("from"),
		CustomerAddress:  o.word("customerAddress"),
		OutboundTo:       o.word("outbound_to"),
		Direction:        o.word("direction"),
		Name:             o.word("name"),
		ByHand:           o.word("targetWorker") != "",
		OnLine:           o.word("call_sid") != "" || o.word("channelSid") != "" || o.word("conversationSid") != "",
	}
	if n, ok := o.whole("dispatch"); ok && n > 0 && int64(int(n)) == n {
		a.Dispatch = int(n)
	}
	if conversations, err := parseObject(o["conversations"]); err == nil {
		a.Outcome = conversations.word("outcome")
		a.Notes = conversations.word("content")
		a.ConversationID = conversations.word("conversation_id")
	}
	top := fields{object: o, faults: faults}
	if request, ok := top.open("callback_request"); ok {
		a.Request = request.callbackRequest()
	}
	if record, ok := top.open("record"); ok {
		a.Record = record.record()
	}
	return a
}

// Disposition is what Studio, a Function or an IVR reports of a call: the same as an agent's choice at wrap-up,
// without a Task event to carry it.
type Disposition struct {
	// Attributes holds the outcome and all that goes with it. RequestError is always empty: such a fault refuses the
	// whole.
	Attributes Attributes
	// SourceTaskSid (WT...) or CallSid (CA...) is the call it came from; at least one is there.
	SourceTaskSid, CallSid string
	// WorkerSid (WK...) is the agent on that call, if there was one.
	WorkerSid string
	// DryRun asks what it would come to, and which times can be offered; nothing is to be stored.
	DryRun bool
}

// Source returns the id that makes the disposition one of a kind: the source Task's, else the call's.
func (d Disposition) Source() string {
	if d.SourceTaskSid != "" {
		return d.SourceTaskSid
	}
	return d.CallSid
}

// ParseDisposition reads the body of a disposition: a JSON object, or a form whose callback_request and record hold
// JSON. Its errors are FieldErrors, fit to be shown to the sender; beside one, DryRun alone is told.
func ParseDisposition(contentType string, body []byte) (Disposition, error) {
	object, err := dispositionObject(contentType, body)
	if err != nil {
		return Disposition{}, err
	}
	var faults FieldErrors
	d := Disposition{
		Attributes:    readAttributes(object, &faults),
		SourceTaskSid: object.word("source_task_sid"),
		CallSid:       object.word("CallSid", "call_sid"),
		WorkerSid:     object.word("worker_sid"),
	}
	d.Attributes.fillFromCall(object)
	faults = append(faults, d.faults()...)
	var ok bool
	if d.DryRun, ok = object.flag("dry_run"); !ok {
		faults = append(faults, FieldError{"dry_run", "must be true or false"})
	}
	if len(faults) > 0 {
		return Disposition{DryRun: d.DryRun}, faults
	}
	return d, nil
}

// fillFromCall takes what a disposition names in another way than a Task does: the outcome at the top, and Twilio's
// own names for the parties of a call.
func (a *Attributes) fillFromCall(o object) {
	if outcome := o.word("outcome"); outcome != "" {
		a.Outcome = outcome
	}
	if a.To == "" {
		a.To = o.word("To")
	}
	if a.From == "" {
		a.From = o.word("From")
	}
	if a.Direction == "" {
		a.Direction = o.word("Direction")
	}
	if a.ConversationID == "" {
		a.ConversationID = o.word("conversation_id")
	}
}

func (d Disposition) faults() FieldErrors {
	var faults FieldErrors
	if d.Attributes.Outcome == "" {
		faults = append(faults, FieldError{"outcome", "is missing; send the outcome's code, such as callback_queue"})
	}
	if d.Source() == "" {
		faults = append(faults, FieldError{"source_task_sid", "is missing; send the Task's sid (WT...), or CallSid (CA...)"})
	}
	for _, sid := range []struct{ field, prefix, value string }{
		{"source_task_sid", "WT", d.SourceTaskSid},
		{"CallSid", "CA", d.CallSid},
		{"worker_sid", "WK", d.WorkerSid},
	} {
		if sid.value != "" && !validSid(sid.prefix, sid.value) {
			faults = append(faults, FieldError{sid.field, "is no sid; send " + sid.prefix + " and 32 hexadecimal digits"})
		}
	}
	return faults
}

func dispositionObject(contentType string, body []byte) (object, error) {
	media, _, err := mime.ParseMediaType(contentType)
	switch {
	case err == nil && media == "application/json":
		o, err := parseObject(body)
		if err != nil {
			return nil, FieldErrors{{"body", "must be a JSON object"}}
		}
		return o, nil
	case err == nil && media == formType:
		return formObject(body)
	}
	return nil, FieldErrors{{"Content-Type", "must be application/json or " + formType}}
}

// formObject turns a form into the object that the same disposition would be in JSON.
func formObject(body []byte) (object, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, FieldErrors{{"body", "must be a form, percent-encoded"}}
	}
	o := make(object, len(form))
	for name, values := range form {
		if o[name], err = formValue(name, values[0]); err != nil {
			return nil, err
		}
	}
	return o, nil
}

func formValue(name, value string) (json.RawMessage, error) {
	switch name {
	case "callback_request", "record":
		if strings.TrimSpace(value) == "" {
			return nil, nil
		}
		if !json.Valid([]byte(value)) {
			return nil, FieldErrors{{name, "must hold a JSON object"}}
		}
		return json.RawMessage(value), nil
	case "to", "from", "To", "From", "customerAddress", "outbound_to":
		value = phoneOfForm(value)
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, FieldErrors{{name, "must be text"}}
	}
	return raw, nil
}

// phoneOfForm restores the plus sign that a sender forgot to encode and form decoding made a space.
func phoneOfForm(value string) string {
	if strings.HasPrefix(value, " ") {
		return "+" + strings.TrimSpace(value)
	}
	return value
}
