package api

import (
	"context"
	"net/http"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// findingView is the answer to one check.
type findingView struct {
	Check  string        `json:"check"`
	Status doctor.Status `json:"status"`
	Seen   string        `json:"seen"`
	Why    *string       `json:"why"`
	Remedy *string       `json:"remedy"`
}

// findingsView is all that was looked at.
type findingsView struct {
	Findings []findingView  `json:"findings"`
	Failed   bool           `json:"failed"`
	LookedAt models.Instant `json:"looked_at"`
}

func viewFindings(all []doctor.Finding, at models.Instant) findingsView {
	view := findingsView{[]findingView{}, doctor.Failed(all), at}
	for _, f := range all {
		view.Findings = append(view.Findings, findingView{f.Check, f.Status, f.Seen, shown.OrNull(f.Why), shown.OrNull(f.Remedy)})
	}
	return view
}

// examine looks at settings, instance, workspace and ledger. Whatever hangs is a finding in time for the answer.
func (h *Handler) examine(r *http.Request, c call) (reply, error) {
	choice, err := h.choiceOf(r.Context(), c.query)
	if err != nil {
		return reply{}, err
	}
	if h.site == nil {
		return reply{}, notConfigured("this program runs without a site to look at")
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookWithin)
	defer cancel()
	return reply{body: viewFindings(h.site.Examine(ctx, choice, false), models.At(h.clock.Now()))}, nil
}

// loopback makes a test Task that reaches nobody and tells after how long its event was here.
func (h *Handler) loopback(r *http.Request, _ call) (reply, error) {
	if h.site == nil {
		return reply{}, notConfigured("this program runs without a site to look at")
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookWithin)
	defer cancel()
	found := doctor.ExamineLoopback(h.site.Loopback(ctx))
	return reply{body: viewFindings(found, models.At(h.clock.Now()))}, nil
}
