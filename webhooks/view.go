package webhooks

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// view is what the sender of a disposition learns of the callback. People get more from the API.
type view struct {
	ID             string            `json:"id"`
	Status         models.Status     `json:"status"`
	Resolution     models.Resolution `json:"resolution"`
	RecordID       string            `json:"record_id"`
	Routing        models.Routing    `json:"routing"`
	WorkerSid      string            `json:"worker_sid"`
	Team           string            `json:"team"`
	LocalTime      string            `json:"local_time"`
	Timezone       string            `json:"timezone"`
	TimeAdjustment *string           `json:"time_adjustment"`
	WindowMinutes  int               `json:"window_minutes"`
	WindowStart    models.Instant    `json:"window_start"`
	WindowEnd      models.Instant    `json:"window_end"`
	DueAt          models.Instant    `json:"due_at"`
	Warnings       []string          `json:"warnings"`
	Version        int64             `json:"version"`
	Reference      string            `json:"reference,omitempty"` // of a welcome call

	Fundraiser *models.Fundraiser `json:"fundraiser,omitempty"`
}

// answer tells the callback, or that the outcome asked for none.
func (h *Handler) answer(w http.ResponseWriter, cb *models.Callback) {
	var content struct {
		Callback *view `json:"callback"`
	}
	if cb != nil {
		content.Callback = viewOf(cb)
	}
	h.received(routeDispositions, http.StatusOK)
	writeJSON(w, http.StatusOK, "application/json", content)
}

func viewOf(cb *models.Callback) *view {
	v := &view{ID: cb.ID, Status: cb.Status, Resolution: cb.Resolution, RecordID: cb.RecordID, Routing: cb.Routing, WorkerSid: cb.WorkerSid,
		Team: cb.Team, LocalTime: cb.LocalTime, Timezone: cb.Timezone, WindowMinutes: cb.WindowMinutes, WindowStart: cb.WindowStart,
		WindowEnd: cb.WindowEnd, DueAt: cb.DueAt, Warnings: []string{}, Version: cb.Version, Reference: cb.Reference}
	if cb.FundraiserCode != "" || cb.FundraiserTeam != "" {
		v.Fundraiser = &models.Fundraiser{Code: cb.FundraiserCode, Team: cb.FundraiserTeam}
	}
	if cb.TimeAdjustment != "" {
		v.TimeAdjustment = &cb.TimeAdjustment
	}
	v.Warnings = append(v.Warnings, cb.Warnings.V...)
	return v
}
