package api

import (
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// callbackView is a callback as callers see it. Times are UTC with milliseconds; each _local twin is the wall time in Timezone.
// What is absent is null.
type callbackView struct {
	ID               string           `json:"id"`
	Status           models.Status    `json:"status"`
	WaitReason       *string          `json:"wait_reason"`
	Resolution       *string          `json:"resolution"`
	Record           donorView        `json:"record"`
	Routing          models.Routing   `json:"routing"`
	AgentStrict      bool             `json:"agent_strict"`
	WorkerSid        *string          `json:"worker_sid"`
	Team             *string          `json:"team"`
	LocalTime        string           `json:"local_time"`
	Timezone         string           `json:"timezone"`
	TimeAdjustment   *string          `json:"time_adjustment"`
	WindowMinutes    int              `json:"window_minutes"`
	WindowStart      models.Instant   `json:"window_start"`
	WindowStartLocal *string          `json:"window_start_local"`
	WindowEnd        models.Instant   `json:"window_end"`
	WindowEndLocal   *string          `json:"window_end_local"`
	DueAt            models.Instant   `json:"due_at"`
	DueAtLocal       *string          `json:"due_at_local"`
	Phone            *string          `json:"phone"`
	Warnings         []string         `json:"warnings"`
	Overdue          bool             `json:"overdue"`
	Broken           bool             `json:"broken"`
	Reason           *string          `json:"reason"`
	ReasonCode       string           `json:"reason_code"`
	Notes            *string          `json:"notes"`
	Override         *models.Override `json:"override"`
	Attempts         int              `json:"attempts"`
	MaxAttempts      int              `json:"max_attempts"`
	LastOutcome      *string          `json:"last_outcome"`
	LastAttemptAt    models.Instant   `json:"last_attempt_at"`
	TaskSid          *string          `json:"task_sid"`
	Source           string           `json:"source"`
	SourceTaskSid    *string          `json:"source_task_sid"`
	ChainID          string           `json:"chain_id"`
	ChainLength      int              `json:"chain_length"`
	Reference        *string          `json:"reference"` // of a welcome call
	Fundraiser       *fundraiserView  `json:"fundraiser"`
	CreatedBy        string           `json:"created_by"`
	CreatedAt        models.Instant   `json:"created_at"`
	UpdatedAt        models.Instant   `json:"updated_at"`
	Version          int64            `json:"version"`

	holder string // the agent who has it now, if any
}

// donorView is the donor as a callback shows them.
type donorView struct {
	ID         string  `json:"id"`
	ExternalID *string `json:"external_id"`
	Name       *string `json:"name"`
	Phone      *string `json:"phone"`
	Timezone   *string `json:"timezone"`
	Campaign   *string `json:"campaign"`
}

func (h *Handler) callbackView(l models.Listed) callbackView {
	c, now := &l.Callback, h.store.Now()
	loc := h.zone(c.Timezone)
	warnings := c.Warnings.V
	if warnings == nil {
		warnings = []string{}
	}
	return callbackView{
		ID: c.ID, Status: c.Status, WaitReason: shown.OrNull(c.WaitReason), Resolution: shown.OrNull(c.Resolution), Record: viewDonor(l.Record),
		Routing: c.Routing, AgentStrict: c.AgentStrict, WorkerSid: shown.OrNull(c.WorkerSid), Team: shown.OrNull(c.Team),
		LocalTime: c.LocalTime, Timezone: c.Timezone, TimeAdjustment: shown.OrNull(c.TimeAdjustment), WindowMinutes: c.WindowMinutes,
		WindowStart: c.WindowStart, WindowStartLocal: shown.Wall(c.WindowStart, loc), WindowEnd: c.WindowEnd, WindowEndLocal: shown.Wall(c.WindowEnd, loc),
		DueAt: c.DueAt, DueAtLocal: shown.Wall(c.DueAt, loc), Phone: shown.OrNull(c.Phone), Warnings: warnings,
		Overdue: c.Overdue(now), Broken: c.Broken(now, h.store.Policy().Grace),
		Reason: shown.OrNull(c.Reason), ReasonCode: c.ReasonCode, Notes: shown.OrNull(c.Notes), Override: c.Override.V, Attempts: c.Attempts, MaxAttempts: c.MaxAttempts,
		LastOutcome: shown.OrNull(l.LastOutcome), LastAttemptAt: l.LastAttemptAt,
		TaskSid: shown.OrNull(c.TaskSid), Source: c.Source, SourceTaskSid: shown.OrNull(c.SourceTaskSid), ChainID: c.ChainID, ChainLength: c.ChainLength, Reference: shown.OrNull(c.Reference), Fundraiser: viewFundraiser(c),
		CreatedBy: c.CreatedBy, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Version: c.Version, holder: c.AssignedSid,
	}
}

// fundraiserView is who signed the donor up.
type fundraiserView struct {
	Code *string `json:"code"`
	Team *string `json:"team"`
}

func viewFundraiser(c *models.Callback) *fundraiserView {
	if c.FundraiserCode == "" && c.FundraiserTeam == "" {
		return nil
	}
	return &fundraiserView{shown.OrNull(c.FundraiserCode), shown.OrNull(c.FundraiserTeam)}
}

func viewDonor(r models.Record) donorView {
	return donorView{r.ID, shown.OrNull(r.ExternalID), shown.OrNull(r.Name), shown.OrNull(r.Phone), shown.OrNull(r.Timezone), shown.OrNull(r.Campaign)}
}

// zone is nil for a name that this program's tz database lacks: a row of a newer one. Its UTC times are shown all the same.
func (h *Handler) zone(name string) *time.Location {
	loc, err := h.store.Zone(name)
	if err != nil {
		return nil
	}
	return loc
}
