package api

import (
	"errors"
	"net/http"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
	"github.com/ringback/ringback/site"
)

// setupJobView is how far a set-up, or its undoing, has come: a job with the steps it has.
type setupJobView struct {
	ID         string             `json:"id"`
	Action     models.SetupAction `json:"action"`
	Status     string             `json:"status"` // running or done
	Total      int                `json:"total"`
	Done       int                `json:"done"`
	Failed     int                `json:"failed"` // 1 when it ended before its end
	CreatedBy  string             `json:"created_by"`
	CreatedAt  models.Instant     `json:"created_at"`
	FinishedAt models.Instant     `json:"finished_at"`
	Steps      []jobStepView      `json:"steps"`
	Error      *string            `json:"error"`
}

type jobStepView struct {
	Action string            `json:"action"`
	Kind   string            `json:"kind"`
	Name   string            `json:"name"`
	State  models.SetupState `json:"state"`
	Told   *string           `json:"told"` // what became of it
}

func viewSetupJob(run *models.SetupRun) setupJobView {
	work := run.Body.V
	view := setupJobView{run.ID, work.Action, "running", len(work.Steps), work.Done(), 0, run.CreatedBy, run.CreatedAt, run.FinishedAt, []jobStepView{}, shown.OrNull(work.Error)}
	for _, step := range work.Steps {
		view.Steps = append(view.Steps, jobStepView{step.Action, step.Kind, step.Name, step.State, shown.OrNull(step.Told)})
	}
	if !run.FinishedAt.IsZero() {
		view.Status = "done"
	}
	if work.Error != "" {
		view.Failed = 1
	}
	return view
}

// isSetupJob says by its id whether a job is a set-up.
func isSetupJob(id string) bool { return strings.HasPrefix(id, "setup_") }

// getSetupJob shows a set-up to those who may ask for one.
func (h *Handler) getSetupJob(r *http.Request, c call, id string) (reply, error) {
	if c.role != models.RoleAdmin {
		return reply{}, models.ErrNotFound
	}
	run, err := h.store.SetupRun(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	return reply{body: viewSetupJob(run)}, nil
}

// planRefusal is the state of a plan that could not be made. Any other error stays one.
func planRefusal(err error) (status string, detail *string, _ error) {
	var unready *site.UnreadyError
	var unreachable *site.UnreachableError
	switch {
	case errors.As(err, &unready):
		return planNotConfigured, shown.OrNull(err.Error()), nil
	case errors.As(err, &unreachable) && unreachable.Refused:
		return planRefused, shown.OrNull(err.Error()), nil
	case errors.As(err, &unreachable):
		return planUnreachable, shown.OrNull(err.Error()), nil
	}
	return "", nil, err
}

// planProblem is the same of a plan that was to be applied.
func planProblem(err error) error {
	status, detail, other := planRefusal(err)
	switch {
	case other != nil:
		return other
	case status == planUnreachable:
		return &refusal{problem: problemFor(codeUnavailable, "the workspace cannot be read: "+*detail)}
	}
	return notConfigured("the workspace cannot be read: " + *detail)
}
