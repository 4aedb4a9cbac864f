package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Source says how a message reached us.
type Source string

// The sources of messages and callbacks.
const (
	SourceEvents       Source = "twilio.events"
	SourceEventStreams Source = "twilio.event_streams"
	SourceDispositions Source = "twilio.dispositions"
	SourceReconcile    Source = "reconcile" // seen by looking into TaskRouter
	SourceAPI          Source = "api"
	SourceWelcome      Source = "welcome" // a fundraiser's scheduler, which waits for the answer
)

// told says whether nobody waits for the answer: the agent has wrapped up, and the donor has hung up.
func (s Source) told() bool {
	return s == SourceEvents || s == SourceEventStreams || s == SourceReconcile
}

// told says whether nobody can be refused any more: the promise was made on the telephone, or is given back.
func (b Booking) told() bool { return b.Source.told() || b.released }

// TaskSignal is what an event says of a Task, in this ledger's words.
type TaskSignal string

// The signals.
const (
	TaskSeen     TaskSignal = "seen"     // it exists and has not ended
	TaskAccepted TaskSignal = "accepted" // an agent has it
	TaskDeclined TaskSignal = "declined" // an agent was offered it and did not take it; no attempt
	TaskWrapping TaskSignal = "wrapping" // the agent is choosing or has chosen the outcome
	TaskFinished TaskSignal = "finished" // an agent completed it
	TaskLost     TaskSignal = "lost"     // cancelled, timed out or deleted: it will never reach an agent
	TaskNews     TaskSignal = "news"     // anything else
)

// TaskRole says what the Task of a message is to us.
type TaskRole string

// The roles.
const (
	RoleOwn    TaskRole = "own"    // the Task we made for a callback
	RoleCall   TaskRole = "call"   // the outbound call's Task of a callback
	RoleSource TaskRole = "source" // any other call, whose outcome may ask for a callback

	RoleWelcome TaskRole = "welcome" // no Task at all: a welcome call is asked for
)

// Message is one thing that happened outside, in normal form: what the inbox stores and what Apply acts on.
type Message struct {
	DedupeKey   string           `json:"dedupe_key"` // EV..., or the CloudEvent's id, or a digest
	Source      Source           `json:"source"`
	Type        string           `json:"type"`        // Twilio's own name, task.completed
	OccurredAt  Instant          `json:"occurred_at"` // the event's own time
	Role        TaskRole         `json:"role"`
	Signal      TaskSignal       `json:"signal"`
	TaskSid     string           `json:"task_sid,omitempty"`
	TaskVersion int64            `json:"task_version,omitempty"`
	TaskReason  string           `json:"task_reason,omitempty"`
	WorkerSid   string           `json:"worker_sid,omitempty"`
	CallbackID  string           `json:"callback_id,omitempty"` // of RoleOwn and RoleCall
	Dispatch    int              `json:"dispatch,omitempty"`    // of RoleOwn
	Outcome     string           `json:"outcome,omitempty"`     // as the agent's tool spelt it
	Request     *CallbackRequest `json:"callback_request,omitempty"`
	Malformed   string           `json:"malformed,omitempty"` // why Request could not be read at all
	Record      RecordRef        `json:"record"`
	RecordID    string           `json:"record_id,omitempty"`
	Phones      []string         `json:"phones,omitempty"` // numbers of the call by which the donor may be known, best first
	Notes       string           `json:"notes,omitempty"`
	Raw         string           `json:"raw,omitempty"` // the element as received, when Malformed

	Welcome *WelcomeCall `json:"welcome,omitempty"` // of RoleWelcome

	Call       CallFacts `json:"call,omitzero"` // of RoleSource
	IfPromised bool      `json:"-"`             // it matters only if the donor has an open promise; see Store.Concerning

	ConversationID string `json:"conversation_id,omitempty"`
	Actor          string `json:"-"` // who reported it over the API; messages from outside have none
}

// CallbackRequest says what the donor asked for: the callback_request of the interface.
type CallbackRequest struct {
	LocalTime     string           `json:"local_time"`
	Timezone      string           `json:"timezone,omitempty"`
	WindowMinutes *int             `json:"window_minutes,omitempty"`
	Routing       Routing          `json:"routing,omitempty"`
	AgentStrict   bool             `json:"agent_strict,omitempty"`
	Team          string           `json:"team,omitempty"`
	WorkerSid     string           `json:"worker_sid,omitempty"`
	Reason        string           `json:"reason,omitempty"`
	Notes         string           `json:"notes,omitempty"`
	Phone         string           `json:"phone,omitempty"`
	Override      *OverrideRequest `json:"override,omitempty"`
}

// digest names the content of a disposition, so that the same choice told twice is seen to be the same.
func (m Message) digest() (string, error) {
	text, err := json.Marshal(struct {
		Outcome string
		Request *CallbackRequest
		Record  RecordRef
	}{NormalOutcome(m.Outcome), m.Request, m.Record})
	if err != nil {
		return "", fmt.Errorf("digest disposition: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// InboxState says what became of a message.
type InboxState string

// The inbox states.
const (
	InboxReceived InboxState = "received" // stored, to be applied
	InboxApplied  InboxState = "applied"  // its effect is in the ledger
	InboxIgnored  InboxState = "ignored"  // true, but it changed nothing
	InboxRejected InboxState = "rejected" // asks for what cannot be honoured; a person sees it and may replay it
)

// InboxEntry is one stored message.
type InboxEntry struct {
	ID         string `gorm:"primaryKey"` // in_...
	DedupeKey  string
	Source     Source
	Type       string
	TaskSid    string
	CallbackID string
	Payload    JSON[Message]
	State      InboxState
	Code       string // of a rejection: a problem code
	Reason     string // of a rejection, for a person
	Tries      int
	NextAt     Instant // when to apply it, while received
	OccurredAt Instant
	ReceivedAt Instant
	AppliedAt  Instant
}

// TableName is the table's name: an inbox holds entries.
func (InboxEntry) TableName() string { return "inbox" }
