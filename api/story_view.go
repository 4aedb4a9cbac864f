package api

import (
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// storyView is one callback with all that is known of it.
type storyView struct {
	callbackView
	AttemptLog []attemptView `json:"attempt_log"`
	Events     []eventView   `json:"events"`
	Chain      []linkView    `json:"chain"`
}

// attemptView is one dial.
type attemptView struct {
	ID             string         `json:"id"`
	Number         int            `json:"number"`
	WorkerSid      *string        `json:"worker_sid"`
	CallTaskSid    *string        `json:"call_task_sid"`
	OverrideID     *string        `json:"override_id"`
	OutsideHours   bool           `json:"outside_hours"`
	Outcome        *string        `json:"outcome"`
	Notes          *string        `json:"notes"`
	StartedAt      models.Instant `json:"started_at"`
	StartedAtLocal *string        `json:"started_at_local"`
	EndedAt        models.Instant `json:"ended_at"`
	EndedAtLocal   *string        `json:"ended_at_local"`
}

// eventView is one line of the ledger.
type eventView struct {
	ID      string           `json:"id"`
	Version int64            `json:"version"` // of the callback after it
	Type    models.EventType `json:"type"`
	At      models.Instant   `json:"at"`
	AtLocal *string          `json:"at_local"`
	Actor   string           `json:"actor"`
	Reason  *string          `json:"reason"`
	Before  *string          `json:"before"`
	After   models.Status    `json:"after"`
	Data    map[string]any   `json:"data"`
}

// linkView is one promise of a chain, in short: each has its own address.
type linkView struct {
	ID               string         `json:"id"`
	Status           models.Status  `json:"status"`
	Resolution       *string        `json:"resolution"`
	Timezone         string         `json:"timezone"`
	WindowStart      models.Instant `json:"window_start"`
	WindowStartLocal *string        `json:"window_start_local"`
	Attempts         int            `json:"attempts"`
	Broken           bool           `json:"broken"`
}

func (h *Handler) storyView(s *models.Story) storyView {
	view := storyView{callbackView: h.callbackView(s.Listed), AttemptLog: []attemptView{}, Events: []eventView{}, Chain: []linkView{}}
	loc := h.zone(s.Timezone)
	for _, a := range s.AttemptLog {
		view.AttemptLog = append(view.AttemptLog, attemptView{a.ID, a.Number, shown.OrNull(a.WorkerSid), shown.OrNull(a.CallTaskSid), shown.OrNull(a.OverrideID), a.OutsideHours,
			shown.OrNull(a.Outcome), shown.OrNull(a.Notes), a.StartedAt, shown.Wall(a.StartedAt, loc), a.EndedAt, shown.Wall(a.EndedAt, loc)})
	}
	for _, e := range s.Events {
		data := e.Data.V
		if data == nil {
			data = map[string]any{}
		}
		view.Events = append(view.Events, eventView{e.ID, e.Seq, e.Type, e.At, shown.Wall(e.At, loc), e.Actor, shown.OrNull(e.Reason), shown.OrNull(e.BeforeStatus), e.AfterStatus, data})
	}
	now, grace := h.store.Now(), h.store.Policy().Grace
	for _, c := range s.Chain {
		view.Chain = append(view.Chain, linkView{c.ID, c.Status, shown.OrNull(c.Resolution), c.Timezone, c.WindowStart, shown.Wall(c.WindowStart, h.zone(c.Timezone)), c.Attempts, c.Broken(now, grace)})
	}
	return view
}
