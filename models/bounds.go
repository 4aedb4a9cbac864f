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
	most("worker_sid", r.WorkerSid, 34) // WK and 32 hexadecimal digits
	if o := r.Override; o != nil {
		most("override.requested_by", o.RequestedBy, 200)
		most("override.captured_via", o.CapturedVia, 200)
		most("override.wording", o.Wording, 1000)
		most("override.recording_sid", o.RecordingSid, 64)
	}
	return found.err()
}
