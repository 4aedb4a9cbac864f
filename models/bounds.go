package models

// bounds says what of a request is longer than is kept. A reason or notes are cut; an owner or a permission to ring cut short would
// be another one.
func (r CallbackRequest) bounds() error {
	var found problems
	most := func(field, text string, n int) {
		if len([]rune(text)) > n {
			found.add(invalid("validation_failed", "callback_request."+field, "at most %d characters", n))
		}
	}
	most("worker_sid", r.WorkerSid, maxSid)
	if o := r.Override; o != nil {
		most("override.requested_by", o.RequestedBy, 200)
		most("override.captured_via", o.CapturedVia, 200)
		most("override.wording", o.Wording, 1000)
		most("override.recording_sid", o.RecordingSid, 64)
	}
	return found.err()
}

// bounds says what of a booking cannot be stored as it is: an id cut short would be another one.
func (b Booking) bounds() error {
	var found problems
	found.add(b.CallbackRequest.bounds())
	if len(b.OwnerSid) > maxSid {
		found.add(invalid("validation_failed", "worker_sid", "at most %d characters", maxSid))
	}
	if len(b.SourceTaskSid) > maxSource {
		found.add(invalid("validation_failed", "source_task_sid", "at most %d characters", maxSource))
	}
	return found.err()
}

// bounds says what of a message cannot be stored as it is. Without it a database that checks lengths would fail each time anew.
func (m Message) bounds() error {
	most := maxSource
	if m.Role == RoleOwn {
		most = maxSid
	}
	switch {
	case len(m.TaskSid) > most:
		return invalid("validation_failed", "task_sid", "at most %d characters", most)
	case len(m.WorkerSid) > maxSid:
		return invalid("validation_failed", "worker_sid", "at most %d characters", maxSid)
	}
	return nil
}

// The lengths of the columns: two letters and 32 hexadecimal digits; a source may have an id of another make.
const (
	maxSid    = 34
	maxSource = 64
)
