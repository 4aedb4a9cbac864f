package webhooks

import (
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// Relevance says whether an event is to be stored, and if not why it passes by. Its values are the reasons of a metric.
type Relevance string

// The relevances. All but Concerns and IfPromised pass by.
const (
	Concerns         Relevance = "concerns"
	IfPromised       Relevance = "no_promise"              // a call with a donor: it is stored if that donor has an open promise, and counted if not
	Noise            Relevance = "noise"                   // a type of event that tells nothing we act on
	Directory        Relevance = "directory"               // a worker came, went or changed
	Tentative        Relevance = "tentative"               // a call that has not ended: its outcome may still change
	NoOutcome        Relevance = "no_outcome"              // a call ended without one
	NoOutcomeRequest Relevance = "request_without_outcome" // the same, though somebody filled in a callback_request
	UnknownOutcome   Relevance = "unknown_outcome"         // not configured, and no callback_request
	OtherOutcome     Relevance = "other_outcome"           // a configured one that asks for no callback
	OtherWorkspace   Relevance = "other_workspace"         // of the same account
	OtherProduct     Relevance = "other_product"           // a CloudEvent that is not TaskRouter's
	StreamTest       Relevance = "stream_test"             // Event Streams tries the sink
)

// typeRelevance judges by the type alone; Concerns means that more must be looked at.
func typeRelevance(kind string, tells bool) Relevance {
	switch {
	case tells:
		return Concerns
	case kind == "worker.created", kind == "worker.deleted", kind == "worker.activity.update", kind == "worker.attributes.update":
		return Directory
	case kind == "com.twilio.eventstreams.test-event":
		return StreamTest
	case strings.HasPrefix(kind, "com."): // twilio.ParseCloudEvents keeps the whole type of what is not TaskRouter's
		return OtherProduct
	}
	return Noise
}

// taskRelevance judges news of a Task: ours always concerns us, another's once it ends with an outcome that asks for a callback, or may; and
// its beginning, its agent and how it ended, if its donor has a promise.
func taskRelevance(m models.Message, e twilio.Event, known Outcomes) Relevance {
	switch {
	case m.Role != models.RoleSource:
		return Concerns
	case m.Signal != models.TaskWrapping && m.Signal != models.TaskFinished && m.Signal != models.TaskLost:
		return beginRelevance(m, e)
	case e.AttributesError != "":
		return Concerns // what it asked for cannot be known; a person shall see it
	}
	relevance := outcomeRelevance(e.Attributes, known)
	if action, _ := known.Action(e.Attributes.Outcome); relevance == OtherOutcome && action == models.ActResolve && namesDonor(m) {
		return IfPromised
	}
	return relevance
}

// beginRelevance judges news of a call that has not ended: that there is one, and that an agent has it.
func beginRelevance(m models.Message, e twilio.Event) Relevance {
	tells := m.Signal == models.TaskAccepted || m.Signal == models.TaskSeen && e.Type != "task.updated"
	if tells && namesDonor(m) {
		return IfPromised
	}
	return Tentative
}

func namesDonor(m models.Message) bool {
	return m.RecordID != "" || m.Record.ExternalID != "" || len(m.Phones) > 0
}

func outcomeRelevance(a twilio.Attributes, known Outcomes) Relevance {
	asks := a.Request != nil || strings.Contains(a.RequestError, "callback_request")
	action, configured := known.Action(a.Outcome)
	switch {
	case a.Outcome == "" && asks:
		return NoOutcomeRequest
	case a.Outcome == "":
		return NoOutcome
	case configured && action == models.ActCallback, !configured && asks:
		return Concerns
	case configured:
		return OtherOutcome
	}
	return UnknownOutcome
}
