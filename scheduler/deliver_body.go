package scheduler

import (
	"encoding/json"
	"fmt"

	"github.com/ringback/ringback/models"
)

// envelope is the body of a webhook, as the Standard Webhooks specification has it.
type envelope struct {
	Type      models.NoticeType `json:"type"`
	Timestamp models.Instant    `json:"timestamp"` // of the change
	Data      any               `json:"data"`
}

// thinData names what changed, without anything of the donor's or the agent's.
type thinData struct {
	EventID     string             `json:"event_id"`
	CallbackID  string             `json:"callback_id,omitempty"`
	RecordID    string             `json:"record_id,omitempty"`
	RecordState models.RecordState `json:"record_state,omitempty"`
	Status      models.Status      `json:"status,omitempty"`
	Resolution  models.Resolution  `json:"resolution,omitempty"`
	Reference   string             `json:"reference,omitempty"`
	Version     int64              `json:"version,omitempty"`
}

// fullData is the callback as it was after the change, with its donor.
type fullData struct {
	EventID     string             `json:"event_id"`
	Event       models.EventType   `json:"event,omitempty"`
	Actor       string             `json:"actor,omitempty"`
	Outcome     string             `json:"outcome,omitempty"`
	Callback    *callbackData      `json:"callback"`
	Record      *recordData        `json:"record"`
	RecordState models.RecordState `json:"record_state,omitempty"`
}

type callbackData struct {
	ID            string             `json:"id"`
	Status        models.Status      `json:"status"`
	WaitReason    models.WaitReason  `json:"wait_reason,omitempty"`
	Resolution    models.Resolution  `json:"resolution,omitempty"`
	Routing       models.Routing     `json:"routing"`
	WorkerSid     string             `json:"worker_sid,omitempty"`
	AssignedSid   string             `json:"assigned_sid,omitempty"`
	Team          string             `json:"team,omitempty"`
	LocalTime     string             `json:"local_time"`
	Timezone      string             `json:"timezone"`
	WindowMinutes int                `json:"window_minutes"`
	WindowStart   models.Instant     `json:"window_start"`
	WindowEnd     models.Instant     `json:"window_end"`
	DueAt         models.Instant     `json:"due_at"`
	Phone         string             `json:"phone,omitempty"`
	Reason        string             `json:"reason,omitempty"`
	ReasonCode    string             `json:"reason_code,omitempty"`
	Attempts      int                `json:"attempts"`
	TaskSid       string             `json:"task_sid,omitempty"`
	Source        string             `json:"source"`
	Reference     string             `json:"reference,omitempty"`
	Fundraiser    *models.Fundraiser `json:"fundraiser,omitempty"`
	ChainID       string             `json:"chain_id"`
	PreviousID    string             `json:"previous_id,omitempty"`
	Version       int64              `json:"version"`
}

type recordData struct {
	ID         string `json:"id"`
	ExternalID string `json:"external_id,omitempty"`
	Name       string `json:"name,omitempty"`
	Phone      string `json:"phone,omitempty"`
	Timezone   string `json:"timezone,omitempty"`
	Campaign   string `json:"campaign,omitempty"`
}

// bodyOf is what is sent for a delivery.
func bodyOf(p models.Post) ([]byte, error) {
	n := p.Notice.V
	body := envelope{Type: p.Type, Timestamp: n.At}
	switch {
	case p.Type == models.NoticeTest:
		body.Data = map[string]any{"event_id": p.EventID}
	case p.Donor == nil:
		body.Data = thinData{EventID: p.EventID, CallbackID: p.CallbackID, RecordID: p.RecordID, RecordState: n.RecordState, Status: n.Status, Resolution: n.Resolution,
			Reference: n.Reference, Version: n.Version}
	default:
		body.Data = fullData{EventID: p.EventID, Event: n.Event, Actor: n.Actor, Outcome: n.Outcome, Callback: callbackOf(p), Record: recordOf(p.Donor), RecordState: n.RecordState}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("write webhook: %w", err)
	}
	return text, nil
}

func callbackOf(p models.Post) *callbackData {
	if p.CallbackID == "" {
		return nil
	}
	n := p.Notice.V
	data := &callbackData{ID: p.CallbackID, Status: n.Status, WaitReason: n.WaitReason, Resolution: n.Resolution, Routing: n.Routing, WorkerSid: n.WorkerSid,
		AssignedSid: n.AssignedSid, Team: n.Team, LocalTime: n.LocalTime, Timezone: n.Timezone, WindowMinutes: n.WindowMinutes, WindowStart: n.WindowStart,
		WindowEnd: n.WindowEnd, DueAt: n.DueAt, ReasonCode: n.ReasonCode, Attempts: n.Attempts, TaskSid: n.TaskSid, Source: n.Source, Reference: n.Reference,
		ChainID: n.ChainID, PreviousID: n.PreviousID, Version: n.Version}
	if n.FundraiserCode != "" || n.FundraiserTeam != "" {
		data.Fundraiser = &models.Fundraiser{Code: n.FundraiserCode, Team: n.FundraiserTeam}
	}
	if p.Callback != nil {
		data.Phone, data.Reason = p.Callback.Phone, p.Callback.Reason
	}
	return data
}

func recordOf(r *models.Record) *recordData {
	return &recordData{ID: r.ID, ExternalID: string(r.ExternalID), Name: r.Name, Phone: r.Phone, Timezone: r.Timezone, Campaign: r.Campaign}
}
