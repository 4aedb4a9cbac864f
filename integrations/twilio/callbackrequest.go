package twilio

import (
	"encoding/json"
	"strings"
)

// CallbackRequest is what an agent, an IVR or a function asks for: a callback_request. Nothing in it has been judged
// but the JSON types; an absent field is empty.
type CallbackRequest struct {
	// LocalTime is a wall time in Timezone, YYYY-MM-DDTHH:MM.
	LocalTime string
	// Timezone is an IANA name.
	Timezone string
	// WindowMinutes is nil when not given.
	WindowMinutes *int
	// Routing is agent, team or anyone.
	Routing     string
	AgentStrict bool
	Team        string
	// WorkerSid names the wished owner (WK...).
	WorkerSid string
	Reason    string
	Notes     string
	Phone     string
	Override  *Override
}

// Override is a permission to ring outside calling hours.
type Override struct {
	RequestedBy, CapturedVia, Wording, RecordingSid string
}

// Record is the donor a request is about.
type Record struct {
	ExternalID, Name, Phone, Timezone, Region, Campaign, Team string
}

// FieldError says what is wrong with one field of a disposition, and what to send instead.
type FieldError struct {
	// Field is the field's path, such as callback_request.window_minutes.
	Field string
	// Remedy is a sentence for whoever sends it.
	Remedy string
}

// Error tells the field and the remedy.
func (e FieldError) Error() string { return e.Field + ": " + e.Remedy }

// FieldErrors are all the faults of one input, in the order they were found. It is never empty when returned as an
// error.
type FieldErrors []FieldError

// Error tells every fault.
func (e FieldErrors) Error() string {
	parts := make([]string, len(e))
	for i, fault := range e {
		parts[i] = fault.Error()
	}
	return strings.Join(parts, "; ")
}

// fields reads the fields of one object and gathers what is wrong with them.
type fields struct {
	object object
	prefix string
	faults *FieldErrors
}

// open reads a nested object, or returns false when there is none.
func (f fields) open(name string) (fields, bool) {
	raw := f.object[name]
	if isNull(raw) {
		return fields{}, false
	}
	return openFields(raw, f.prefix+name, f.faults)
}

func openFields(raw json.RawMessage, path string, faults *FieldErrors) (fields, bool) {
	inner, err := parseObject(raw)
	if err != nil {
		*faults = append(*faults, FieldError{path, "must be a JSON object"})
		return fields{}, false
	}
	return fields{object: inner, prefix: path + ".", faults: faults}, true
}

func (f fields) fault(name, remedy string) {
	*f.faults = append(*f.faults, FieldError{f.prefix + name, remedy})
}

func (f fields) text(name string) string {
	s, ok := f.object.text(name)
	if !ok {
		f.fault(name, "must be a string")
	}
	return s
}

func (f fields) flag(name string) bool {
	value, ok := f.object.flag(name)
	if !ok {
		f.fault(name, "must be true or false")
	}
	return value
}

func (f fields) count(name string) *int {
	if isNull(f.object[name]) {
		return nil
	}
	n, ok := f.object.whole(name)
	if !ok || int64(int(n)) != n {
		f.fault(name, "must be a whole number")
		return nil
	}
	value := int(n)
	return &value
}

func (f fields) callbackRequest() *CallbackRequest {
	request := &CallbackRequest{
		LocalTime:     f.text("local_time"),
		Timezone:      f.text("timezone"),
		WindowMinutes: f.count("window_minutes"),
		Routing:       f.text("routing"),
		AgentStrict:   f.flag("agent_strict"),
		Team:          f.text("team"),
		WorkerSid:     f.text("worker_sid"),
		Reason:        f.text("reason"),
		Notes:         f.text("notes"),
		Phone:         f.text("phone"),
	}
	if inner, ok := f.open("override"); ok {
		request.Override = inner.override()
	}
	return request
}

func (f fields) override() *Override {
	return &Override{
		RequestedBy:  f.text("requested_by"),
		CapturedVia:  f.text("captured_via"),
		Wording:      f.text("wording"),
		RecordingSid: f.text("recording_sid"),
	}
}

func (f fields) record() *Record {
	return &Record{
		ExternalID: f.text("external_id"),
		Name:       f.text("name"),
		Phone:      f.text("phone"),
		Timezone:   f.text("timezone"),
		Region:     f.text("region"),
		Campaign:   f.text("campaign"),
		Team:       f.text("team"),
	}
}
