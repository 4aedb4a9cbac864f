package models

import (
	"fmt"
	"slices"
	"time"
)

// DeliveryState says where a webhook out stands.
type DeliveryState string

// The states of deliveries.
const (
	DeliveryPending   DeliveryState = "pending"   // to be sent, or being sent
	DeliveryDelivered DeliveryState = "delivered" // the endpoint answered 2xx
	DeliveryParked    DeliveryState = "parked"    // given up; a person may replay it
)

// Delivery is one webhook to one endpoint: a row of the outbox, written in the transaction of the change that it tells of.
type Delivery struct {
	ID         string `gorm:"primaryKey"` // dlv_..., the webhook-id, the same at each try
	EndpointID string
	EventID    string // the line of the ledger that it tells of; of a test, the delivery's own id
	Type       NoticeType
	CallbackID string
	RecordID   string
	Lane       string // deliveries of one lane are sent one after another: the callback, else the record
	Seq        int64  // their order
	Notice     JSON[Notice]
	State      DeliveryState
	Tries      int
	NextAt     Instant // when to try next, while pending
	LeaseToken string  // who is sending it
	TriedAt    Instant
	StatusCode int // of the last answer; 0: none came
	DurationMs int64
	Error      string // of the last try
	Log        JSON[[]DeliveryTry]
	CreatedAt  Instant
	ExpiresAt  Instant // when it is given up
	DoneAt     Instant
}

// DeliveryTry is one attempt to deliver.
type DeliveryTry struct {
	At         Instant `json:"at"`
	StatusCode int     `json:"status_code"`
	DurationMs int64   `json:"duration_ms"`
	Error      string  `json:"error"`
}

// Notice is the callback as it was after the change, without what is personal: that is added when the webhook is sent, as far as it
// is still there then.
type Notice struct {
	Event          EventType   `json:"event,omitempty"`
	Actor          string      `json:"actor,omitempty"`
	Outcome        string      `json:"outcome,omitempty"` // of the call, where the line names one
	At             Instant     `json:"at"`
	RecordState    RecordState `json:"record_state,omitempty"` // of record.suppressed and record.released
	ChainID        string      `json:"chain_id,omitempty"`
	PreviousID     string      `json:"previous_id,omitempty"`
	Status         Status      `json:"status,omitempty"`
	WaitReason     WaitReason  `json:"wait_reason,omitempty"`
	Resolution     Resolution  `json:"resolution,omitempty"`
	Routing        Routing     `json:"routing,omitempty"`
	WorkerSid      string      `json:"worker_sid,omitempty"`
	AssignedSid    string      `json:"assigned_sid,omitempty"`
	Team           string      `json:"team,omitempty"`
	LocalTime      string      `json:"local_time,omitempty"`
	Timezone       string      `json:"timezone,omitempty"`
	WindowMinutes  int         `json:"window_minutes,omitempty"`
	WindowStart    Instant     `json:"window_start"`
	WindowEnd      Instant     `json:"window_end"`
	DueAt          Instant     `json:"due_at"`
	ReasonCode     string      `json:"reason_code,omitempty"`
	Attempts       int         `json:"attempts"`
	TaskSid        string      `json:"task_sid,omitempty"`
	Source         string      `json:"source,omitempty"`
	Reference      string      `json:"reference,omitempty"`
	FundraiserCode string      `json:"fundraiser_code,omitempty"`
	FundraiserTeam string      `json:"fundraiser_team,omitempty"`
	Version        int64       `json:"version,omitempty"`
}

// DeliverFor is how long a delivery is tried before it is parked (the interface's own number).
const DeliverFor = 72 * time.Hour

// seqStep leaves room between two versions of a callback for the notices of one change.
const seqStep = 8

// noticesOf are the webhooks that a line of the ledger is told by, in the order in which they are sent.
func noticesOf(e Event, cb *Callback) []NoticeType {
	var types []NoticeType
	switch e.Type {
	case EventCreated:
		types = append(types, NoticeScheduled)
	case EventAmended, EventReprojected:
		types = append(types, NoticeRescheduled)
	case EventAttempt:
		types = append(types, NoticeAttempted)
	case EventBroken:
		types = append(types, NoticeBroken)
	}
	if e.BeforeStatus == e.AfterStatus {
		return types
	}
	switch e.AfterStatus {
	case Queued:
		return append(types, NoticeQueued)
	case Assigned:
		return append(types, NoticeAssigned)
	case Completed:
		types = append(types, NoticeCompleted)
	case Cancelled:
		types = append(types, NoticeCancelled)
	case Expired:
		types = append(types, NoticeExpired)
	case Failed:
		types = append(types, NoticeFailed)
	}
	return append(types, welcomeNotices(cb)...)
}

// welcomeNotices tell whoever asked for a welcome call how its chain ended.
func welcomeNotices(cb *Callback) []NoticeType {
	if cb.Reference == "" || cb.Status.Open() || cb.Resolution == Rebooked {
		return nil
	}
	switch cb.Status {
	case Completed:
		return []NoticeType{NoticeWelcomeDone}
	case Failed, Expired:
		return []NoticeType{NoticeUnreached}
	}
	return nil
}

func noticeOf(e Event, cb *Callback) Notice {
	outcome, _ := e.Data.V["outcome"].(string)
	return Notice{Event: e.Type, Actor: e.Actor, Outcome: outcome, At: e.At, ChainID: cb.ChainID, PreviousID: cb.PreviousID, Status: cb.Status, WaitReason: cb.WaitReason,
		Resolution: cb.Resolution, Routing: cb.Routing, WorkerSid: cb.WorkerSid, AssignedSid: cb.AssignedSid, Team: cb.Team, LocalTime: cb.LocalTime, Timezone: cb.Timezone,
		WindowMinutes: cb.WindowMinutes, WindowStart: cb.WindowStart, WindowEnd: cb.WindowEnd, DueAt: cb.DueAt, ReasonCode: cb.ReasonCode, Attempts: cb.Attempts,
		TaskSid: cb.TaskSid, Source: cb.Source, Reference: cb.Reference, FundraiserCode: cb.FundraiserCode, FundraiserTeam: cb.FundraiserTeam, Version: cb.Version}
}

// outbox is what a transaction is to tell, and to whom.
type outbox struct {
	asked    bool // who is to be told
	wanted   []Endpoint
	rows     []Delivery
	latest   Event  // the last line that was told of, for what becomes of its record
	snapshot Notice // and how its callback was then
}

// announce writes down whom a line of the ledger is told to. It costs nothing for the lines that nobody can ask to be told of, and one
// small query a transaction for the others.
func (tx *Tx) announce(e Event, cb *Callback) error {
	types := noticesOf(e, cb)
	if len(types) == 0 {
		return nil
	}
	if told, err := tx.tells(); err != nil || !told {
		return err
	}
	tx.out.latest, tx.out.snapshot = e, noticeOf(e, cb)
	for i, t := range types {
		if err := tx.post(t, e, tx.out.snapshot, e.Seq*seqStep+int64(i)); err != nil {
			return err
		}
	}
	return nil
}

// tells says whether anybody is to be told of anything.
func (tx *Tx) tells() (bool, error) {
	if !tx.out.asked {
		list, err := tx.store.endpoints.inForce(tx)
		if err != nil {
			return false, err
		}
		tx.out.asked, tx.out.wanted = true, slices.DeleteFunc(slices.Clone(list), func(e Endpoint) bool { return e.Disabled })
	}
	return len(tx.out.wanted) > 0, nil
}

// announceRecord tells that a record was held out of the call list, or came back to it, by the change that was told last.
func (tx *Tx) announceRecord(recordID string, state RecordState) error {
	t := NoticeSuppressed
	switch state {
	case RecordCallable:
		t = NoticeReleased
	case RecordDormant:
	default:
		return nil // retired for good: the callback's own notice says how
	}
	if told, err := tx.tells(); err != nil || !told {
		return err
	}
	e, notice, seq := tx.out.latest, tx.out.snapshot, tx.out.latest.Seq*seqStep+seqStep-1
	if e.RecordID != recordID { // a change of the record alone
		id, err := newID("evt", tx.now.Time())
		if err != nil {
			return err
		}
		e, notice, seq = Event{ID: id, RecordID: recordID, At: tx.now}, Notice{At: tx.now}, tx.now.Millis()
	}
	notice.RecordState = state
	return tx.post(t, e, notice, seq)
}

// post adds a delivery for each endpoint that wants it.
func (tx *Tx) post(t NoticeType, e Event, notice Notice, seq int64) error {
	for _, endpoint := range tx.out.wanted {
		if !endpoint.wants(t) {
			continue
		}
		id, err := newID("dlv", tx.now.Time())
		if err != nil {
			return err
		}
		d := Delivery{ID: id, EndpointID: endpoint.ID, EventID: e.ID, Type: t, CallbackID: e.CallbackID, RecordID: e.RecordID, Lane: e.CallbackID, Seq: seq,
			Notice: JSON[Notice]{notice}, State: DeliveryPending, NextAt: tx.now, Log: JSON[[]DeliveryTry]{[]DeliveryTry{}}, CreatedAt: tx.now, ExpiresAt: tx.now.Add(DeliverFor)}
		if d.Lane == "" {
			d.Lane = e.RecordID
		}
		tx.out.rows = append(tx.out.rows, d)
	}
	return nil
}

// writeOutbox writes what is to be told, with the lines of the ledger that it tells of.
func (tx *Tx) writeOutbox() error {
	rows := tx.out.rows
	tx.out.rows = nil
	if len(rows) == 0 {
		return nil
	}
	if err := tx.db.CreateInBatches(rows, linesAtOnce).Error; err != nil {
		return fmt.Errorf("write %d deliveries: %w", len(rows), err)
	}
	return nil
}

// announceQueued tells of callbacks that were queued by one statement, which reads no more of them than it needs.
func (tx *Tx) announceQueued(events []Event) error {
	if told, err := tx.tells(); err != nil || !told {
		return err
	}
	if !slices.ContainsFunc(tx.out.wanted, func(e Endpoint) bool { return e.wants(NoticeQueued) }) {
		return nil
	}
	list := make([]string, len(events))
	for i, e := range events {
		list[i] = e.CallbackID
	}
	var found []Callback
	if err := tx.db.Where("id IN ?", list).Find(&found).Error; err != nil {
		return fmt.Errorf("read queued: %w", err)
	}
	rows := make(map[string]*Callback, len(found))
	for i := range found {
		rows[found[i].ID] = &found[i]
	}
	for _, e := range events {
		if cb := rows[e.CallbackID]; cb != nil {
			if err := tx.announce(e, cb); err != nil {
				return err
			}
		}
	}
	return tx.writeOutbox()
}
