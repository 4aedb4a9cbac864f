package webhooks

import (
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// view is what the sender of a disposition or of a welcome call learns of the callback: by the names and forms of the API's callback, and
// without what is personal, since the answer is kept for repeated deliveries. What is absent is null.
type view struct {
	ID               string             `json:"id"`
	Status           models.Status      `json:"status"`
	WaitReason       *string            `json:"wait_reason"`
	Resolution       *string            `json:"resolution"`
	Record           recordView         `json:"record"`
	Routing          models.Routing     `json:"routing"`
	AgentStrict      bool               `json:"agent_strict"`
	WorkerSid        *string            `json:"worker_sid"`
	Team             *string            `json:"team"`
	LocalTime        string             `json:"local_time"`
	Timezone         string             `json:"timezone"`
	TimeAdjustment   *string            `json:"time_adjustment"`
	WindowMinutes    int                `json:"window_minutes"`
	WindowStart      models.Instant     `json:"window_start"`
	WindowStartLocal *string            `json:"window_start_local"`
	WindowEnd        models.Instant     `json:"window_end"`
	WindowEndLocal   *string            `json:"window_end_local"`
	DueAt            models.Instant     `json:"due_at"`
	DueAtLocal       *string            `json:"due_at_local"`
	Spoken           *string            `json:"spoken"` // DueAt, to be read out
	Warnings         []string           `json:"warnings"`
	Attempts         int                `json:"attempts"`
	MaxAttempts      int                `json:"max_attempts"`
	Source           string             `json:"source"`
	SourceTaskSid    *string            `json:"source_task_sid"`
	ChainID          string             `json:"chain_id"`
	CreatedBy        string             `json:"created_by"`
	CreatedAt        models.Instant     `json:"created_at"`
	UpdatedAt        models.Instant     `json:"updated_at"`
	Version          int64              `json:"version"`
	Reference        *string            `json:"reference"` // of a welcome call
	Fundraiser       *models.Fundraiser `json:"fundraiser"`
}

// recordView is the donor, by id alone.
type recordView struct {
	ID string `json:"id"`
}

// answer tells the callback, or that the outcome asked for none.
func (h *Handler) answer(w http.ResponseWriter, cb *models.Callback) {
	var content struct {
		Callback *view `json:"callback"`
	}
	if cb != nil {
		content.Callback = h.viewOf(cb)
	}
	h.received(routeDispositions, http.StatusOK)
	writeJSON(w, http.StatusOK, "application/json", content)
}

func (h *Handler) viewOf(cb *models.Callback) *view {
	loc := h.zone(cb.Timezone)
	v := &view{ID: cb.ID, Status: cb.Status, WaitReason: shown.OrNull(cb.WaitReason), Resolution: shown.OrNull(cb.Resolution), Record: recordView{cb.RecordID},
		Routing: cb.Routing, AgentStrict: cb.AgentStrict, WorkerSid: shown.OrNull(cb.WorkerSid), Team: shown.OrNull(cb.Team), LocalTime: cb.LocalTime, Timezone: cb.Timezone,
		TimeAdjustment: shown.OrNull(cb.TimeAdjustment), WindowMinutes: cb.WindowMinutes, WindowStart: cb.WindowStart, WindowStartLocal: shown.Wall(cb.WindowStart, loc),
		WindowEnd: cb.WindowEnd, WindowEndLocal: shown.Wall(cb.WindowEnd, loc), DueAt: cb.DueAt, DueAtLocal: shown.Wall(cb.DueAt, loc), Warnings: []string{}, Attempts: cb.Attempts,
		MaxAttempts: cb.MaxAttempts, Source: cb.Source, SourceTaskSid: shown.OrNull(cb.SourceTaskSid), ChainID: cb.ChainID, CreatedBy: cb.CreatedBy,
		CreatedAt: cb.CreatedAt, UpdatedAt: cb.UpdatedAt, Version: cb.Version, Reference: shown.OrNull(cb.Reference)}
	if cb.FundraiserCode != "" || cb.FundraiserTeam != "" {
		v.Fundraiser = &models.Fundraiser{Code: cb.FundraiserCode, Team: cb.FundraiserTeam}
	}
	if cb.Status.Open() {
		v.Spoken = shown.OrNull(shown.Spoken(cb.DueAt, models.At(h.cfg.Clock.Now()), loc))
	}
	v.Warnings = append(v.Warnings, cb.Warnings.V...)
	return v
}

// zone is nil for a name that this program's tz database lacks, and for none. UTC times are shown all the same.
func (h *Handler) zone(name string) *time.Location {
	loc, err := h.cfg.Store.Zone(name)
	if err != nil || name == "" {
		return nil
	}
	return loc
}
