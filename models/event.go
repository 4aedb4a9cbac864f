package models

// EventType names what happened to a callback.
type EventType string

// The types of ledger events.
const (
	EventCreated     EventType = "created"
	EventAmended     EventType = "amended"    // the donor's latest wish moved it
	EventReassigned  EventType = "reassigned" // it goes to others than before, at the same time
	EventReleased    EventType = "released"   // its owner, or the agent who had it, gave it back
	EventDispatching EventType = "dispatching"
	EventQueued      EventType = "queued"
	EventAssigned    EventType = "assigned"
	EventDeclined    EventType = "declined"    // an agent was offered it and did not take it
	EventReturned    EventType = "returned"    // its Task ended without an outcome
	EventHeld        EventType = "held"        // the provider did not take it: tried again later
	EventDeferred    EventType = "deferred"    // due, but the donor may not be rung at this hour: put off to the next allowed instant
	EventBroken      EventType = "broken"      // no attempt by the window's end and the grace; still owed
	EventAlert       EventType = "alerted"     // it waits for longer than the ladder: its managers are told
	EventReprojected EventType = "reprojected" // the rules of its time zone changed, and its instants with them
	EventAttempt     EventType = "attempted"
	EventOutcome     EventType = "outcome"
	EventRetry       EventType = "retry_planned"
	EventOwnerBack   EventType = "owner_back" // it waited for its owner, who can take calls again
	EventTaskFound   EventType = "task_found" // of a callback that was moved or ended while its Task was being made: it is closed
	EventTaskEnded   EventType = "task_ended"
	EventTaskSwapped EventType = "task_swapped" // two live Tasks: the one kept is named
	EventRecognised  EventType = "recognised"   // the donor is in another call: rings in, or is rung by others
	EventSuppressed  EventType = "suppressed"   // a Task of the main list for this donor was withdrawn before an agent had it
	EventLeaked      EventType = "leaked"       // a Task of the main list for this donor reached an agent
	EventResolved    EventType = "resolved"
)

// Event is one line of the append-only ledger. Every change of a callback is one, in the same transaction.
type Event struct {
	ID             string `gorm:"primaryKey"` // evt_..., sorts by time
	CallbackID     string
	Seq            int64 // the callback's version after the change: unique, so that no change goes without an event
	RecordID       string
	Type           EventType
	Actor          string // agent:WK..., key:NAME, twilio, scheduler, ...
	Reason         string
	BeforeStatus   Status
	AfterStatus    Status
	Data           JSON[map[string]any]
	MadeStart      Instant // of a line that made a promise: its window's start. Balance counts by these three
	EndedStart     Instant // of a line that replaced a promise: that one's window's start
	Verdict        Verdict // of that one
	EndedEnd       Instant // its window's end, and
	EndedAttemptAt Instant // its first attempt, if any: the figures ask for them
	OfferedAt      Instant // of a line that an agent took a Task: when the last line told of one
	At             Instant
}
