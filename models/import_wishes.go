package models

import (
	"encoding/json"
	"strconv"
)

// wishColumns are the names that a row of promises may have: those of its record, and of what was promised.
func wishColumns() []string {
	return append(recordColumns(), "local_time", "window_minutes", "routing", "agent_strict", "worker_sid", "reason", "notes")
}

// wishRow checks a row of promises as far as that can be done without asking the gate, and brings it to a booking.
func (s *Store) wishRow(fields map[string]json.RawMessage) (ImportRow, error) {
	f := rowFields{fields: fields}
	f.only(wishColumns())
	ref := f.recordRef()
	if f.flag("do_not_call") {
		f.fault("do_not_call", "a donor who must not be called cannot be promised a call")
	}
	b := Booking{Record: ref, CallbackRequest: CallbackRequest{LocalTime: f.text("local_time", 40), Timezone: ref.Timezone, Routing: Routing(f.text("routing", 20)),
		AgentStrict: f.flag("agent_strict"), Team: ref.Team, WorkerSid: f.text("worker_sid", 64), Reason: f.text("reason", 200), Notes: f.text("notes", 5000)}}
	b.WindowMinutes = f.minutes("window_minutes")
	if ref.ExternalID == "" && ref.Phone == "" {
		f.fault("external_id", "give external_id or phone: who is to be rung?")
	}
	f.found.addIn(s.normalise(&b.Record), "record.")
	return ImportRow{Payload: JSON[*Booking]{&b}}, f.found.err()
}

// minutes reads a whole number, as JSON or as a cell; nil when it is not there.
func (f *rowFields) minutes(name string) *int {
	raw, ok := f.fields[name]
	if !ok || string(raw) == "null" {
		return nil
	}
	text := string(raw)
	if quoted, err := strconv.Unquote(text); err == nil {
		text = quoted
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.fault(name, "must be a whole number of minutes")
		return nil
	}
	return &n
}
