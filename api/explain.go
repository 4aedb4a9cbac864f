package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
	"github.com/ringback/ringback/models/shown"
)

// explainView says whether a callback may be dialled now, and where it stands on its ladder.
type explainView struct {
	CallbackID         string         `json:"callback_id"`
	Status             models.Status  `json:"status"`
	At                 models.Instant `json:"at"`
	AtLocal            *string        `json:"at_local"`
	Timezone           string         `json:"timezone"` // on whose clock the donor is judged
	Allowed            bool           `json:"allowed"`
	Reasons            []reasonView   `json:"reasons"`
	NextAllowedAt      models.Instant `json:"next_allowed_at"`
	NextAllowedAtLocal *string        `json:"next_allowed_at_local"`
	AllowedUntil       models.Instant `json:"allowed_until"`
	AllowedUntilLocal  *string        `json:"allowed_until_local"`
	OverrideID         *string        `json:"override_id"`
	Hours              []shown.Hours  `json:"hours"`
	HoursVersion       int            `json:"hours_version"`
	Attempts           int            `json:"attempts"`
	MaxAttempts        int            `json:"max_attempts"`
	Ladder             []rungView     `json:"ladder"`
	Rung               *string        `json:"rung"`
	RungEndsAt         models.Instant `json:"rung_ends_at"`
	AlertAt            models.Instant `json:"alert_at"`
	WaitReason         *string        `json:"wait_reason"`
	DueAt              models.Instant `json:"due_at"`
}

// reasonView is one rule that speaks, or would speak, against a call.
type reasonView struct {
	Code       string  `json:"code"`
	Set        *string `json:"set"`
	Rule       string  `json:"rule"`
	Detail     *string `json:"detail"`
	LiftedBy   *string `json:"lifted_by"`
	Unverified bool    `json:"unverified"`
}

// rungView is one step of a ladder. Minutes is null on the last.
type rungView struct {
	Rung    string `json:"rung"`
	Minutes *int   `json:"minutes"`
}

// explainCallback is what an agent's softphone asks before it dials.
func (h *Handler) explainCallback(r *http.Request, c call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	e, err := h.store.Explain(r.Context(), id, c.sees())
	if err != nil {
		return reply{}, err
	}
	return reply{body: h.viewExplanation(e), version: e.Callback.Version}, nil
}

func (h *Handler) viewExplanation(e *models.Explanation) explainView {
	loc, cb, v := h.zone(e.Zone), &e.Callback, e.Verdict
	next := models.At(v.NextAllowedAt)
	view := explainView{CallbackID: cb.ID, Status: cb.Status, At: e.At, AtLocal: shown.Wall(e.At, loc), Timezone: e.Zone, Allowed: v.Allowed && cb.Status.Open(),
		Reasons: []reasonView{}, NextAllowedAt: next, NextAllowedAtLocal: shown.Wall(next, loc), AllowedUntil: e.Until, AllowedUntilLocal: shown.Wall(e.Until, loc),
		OverrideID: shown.OrNull(v.OverrideUsed), Hours: shown.HoursOf(e.Sets), HoursVersion: e.Version, Attempts: cb.Attempts, MaxAttempts: cb.MaxAttempts,
		Ladder: []rungView{}, Rung: shown.OrNull(e.Rung), RungEndsAt: e.RungEnds, AlertAt: e.AlertAt, WaitReason: shown.OrNull(cb.WaitReason), DueAt: cb.DueAt}
	if !cb.Status.Open() {
		view.Reasons = append(view.Reasons, reasonView{Code: codeClosed, Rule: "the callback has ended: " + string(cb.Resolution)})
	}
	for _, reason := range v.Reasons {
		view.Reasons = append(view.Reasons, viewReason(reason))
	}
	for _, rung := range e.Ladder {
		step := rungView{Rung: rung.Name}
		if minutes := int(rung.For.Minutes()); minutes > 0 {
			step.Minutes = &minutes
		}
		view.Ladder = append(view.Ladder, step)
	}
	return view
}

func viewReason(r hours.Reason) reasonView {
	return reasonView{string(r.Code), shown.OrNull(r.Set), r.Rule, shown.OrNull(r.Detail), shown.OrNull(r.LiftedBy), r.Unverified}
}
