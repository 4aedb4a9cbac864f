package twiliosim

import "time"

// Assumptions are the points on which nothing was found about the real TaskRouter. Each is a switch, so that what is
// built on the simulator can be tested both ways.
type Assumptions struct {
	// RetryAfter is sent with the 429s of limits; no header when 0.
	RetryAfter time.Duration `json:"retry_after"`
	// ListLag is how long a new Task is missing from lists; 0: not at all.
	ListLag time.Duration `json:"list_lag"`
	// EventLag is how long an event is missing from the Events API; 0: not at all.
	EventLag time.Duration `json:"event_lag"`
	// HideListedAttributes leaves attributes null in lists, as the OpenAPI document's text says; its example and
	// clients in the field show them.
	HideListedAttributes bool `json:"hide_listed_attributes"`
	// CallbackRetries is how often an event callback is tried again when no connection could be made.
	CallbackRetries int `json:"callback_retries"`
	// VirtualAge counts a target's time from VirtualStartTime instead of the Task's creation.
	VirtualAge bool `json:"virtual_age"`
	// BadTokenStatus is the status with which a token of Flex is called invalid; 200 when 0.
	BadTokenStatus int `json:"bad_token_status"`
}

func defaultAssumptions() Assumptions { return Assumptions{CallbackRetries: 1} }

// Assume replaces the assumptions. The default is the zero value but for one callback retry.
func (s *Server) Assume(a Assumptions) {
	s.lock()
	defer s.mu.Unlock()
	s.assumptions = a
}
