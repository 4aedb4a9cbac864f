package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/site"
)

// setupRoutes are the set-up page's: what the commands setup and doctor do.
func (h *Handler) setupRoutes() []route {
	admins := []models.Role{models.RoleAdmin}
	const get, post = http.MethodGet, http.MethodPost
	return []route{
		{get, "/setup/plan", admins, []string{"events", "workflow", "take_over"}, h.setupPlan},
		{post, "/setup/apply", admins, nil, h.applySetup},
		{post, "/setup/undo", admins, nil, h.undoSetup},
		{get, "/doctor", admins, []string{"events", "workflow"}, h.examine},
		{post, "/doctor/loopback", admins, nil, h.loopback},
	}
}

// lookWithin bounds what Twilio and the instance itself are asked for one answer, so that there is one: a request has a minute.
const lookWithin = 45 * time.Second

// setupPlan says what setup would do to the workspace as it is now. That Twilio does not answer is an answer: what is to be pasted is
// known without it.
func (h *Handler) setupPlan(r *http.Request, c call) (reply, error) {
	choice, err := h.choiceOf(r.Context(), c.query)
	if err != nil {
		return reply{}, err
	}
	if h.site == nil {
		return reply{body: unplanned(choice, planNotConfigured, "this program runs without a site to set up")}, nil
	}
	view, err := h.viewSite(r.Context(), choice)
	if err != nil {
		return reply{}, err
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookWithin)
	defer cancel()
	planned, err := h.site.Plan(ctx, choice)
	if err != nil {
		view.Status, view.Detail, err = planRefusal(err)
		return reply{body: view}, err
	}
	view.add(planned)
	return reply{body: view, etag: `"` + planned.Digest + `"`}, nil
}

// choiceOf reads what a person decides; what is not said is as it was chosen for the last run.
func (h *Handler) choiceOf(ctx context.Context, q *query) (site.Choice, error) {
	events, workflow, takeOver := q.oneOf("events", string(setup.Callback), string(setup.Streams)), q.text("workflow"), q.flag("take_over")
	if err := q.err(); err != nil {
		return site.Choice{}, err
	}
	choice := site.Choice{Events: setup.Callback}
	if h.site != nil {
		var err error
		if choice, err = h.site.Chosen(ctx); err != nil {
			return choice, err
		}
	}
	if events != "" {
		choice.Events = setup.Delivery(events)
	}
	if q.values.Has("workflow") {
		choice.Workflow = workflow
	}
	choice.TakeOver = takeOver
	return choice, nil
}

// applyBody is the choice by which the plan was shown that is to be applied.
type applyBody struct {
	Events   string  `json:"events"`
	Workflow *string `json:"workflow"`
	TakeOver bool    `json:"take_over"`
}

func (b applyBody) choice() (site.Choice, error) {
	choice := site.Choice{Events: setup.Delivery(b.Events), TakeOver: b.TakeOver}
	if b.Workflow != nil {
		choice.Workflow = *b.Workflow
	}
	var found []models.Problem
	if choice.Events != setup.Callback && choice.Events != setup.Streams {
		found = invalid("events", "one of callback, streams").Problems
	}
	return choice, gather(tooLong(found, "workflow", choice.Workflow, maxText))
}

// applySetup begins the job that applies the plan which If-Match names; if there is another by now, nothing is done.
func (h *Handler) applySetup(r *http.Request, c call) (reply, error) {
	var body applyBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	choice, err := body.choice()
	if err != nil {
		return reply{}, err
	}
	if len(r.Header.Values("If-Match")) == 0 {
		return reply{}, invalid("If-Match", "give the ETag of the plan as it was shown: GET /api/v1/setup/plan")
	}
	if h.site == nil {
		return reply{}, notConfigured("this program runs without a site to set up")
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookWithin)
	defer cancel()
	planned, err := h.site.Plan(ctx, choice)
	if err != nil {
		return reply{}, planProblem(err)
	}
	if !names(r.Header, planned.Digest) {
		return reply{}, models.ErrVersion
	}
	run, err := h.site.Begin(r.Context(), planned, choice, c.actor())
	return h.begun(run, err)
}

// names says whether an If-Match names this digest. Any version will not do: what is applied is what was shown.
func names(header http.Header, digest string) bool {
	tags := strings.Split(strings.Join(header.Values("If-Match"), ","), ",")
	return slices.ContainsFunc(tags, func(tag string) bool { return strings.TrimSpace(tag) == `"`+digest+`"` })
}

func (h *Handler) undoSetup(r *http.Request, c call) (reply, error) {
	if h.site == nil {
		return reply{}, notConfigured("this program runs without a site to set up")
	}
	run, err := h.site.BeginUndo(r.Context(), c.actor())
	return h.begun(run, err)
}

// begun answers with the job of a run.
func (h *Handler) begun(run *models.SetupRun, err error) (reply, error) {
	switch {
	case errors.Is(err, models.ErrTaken):
		return reply{}, &refusal{problem: problemFor(codeSetupRunning, "another set-up is under way: wait for its end")}
	case errors.Is(err, setup.ErrBlocked):
		return reply{}, &refusal{problem: problemFor(codeSetupBlocked, "something is in the way that only a person may decide about: the plan says what")}
	case errors.Is(err, site.ErrNothing):
		return reply{}, &refusal{problem: problemFor(codeSetupNothing, "no change by setup is on record in the database: what was changed by the command with a journal file is undone by the command")}
	case err != nil:
		return reply{}, err
	}
	return reply{status: http.StatusAccepted, body: viewSetupJob(run), location: Prefix + "/jobs/" + run.ID}, nil
}

func notConfigured(detail string) error {
	return &refusal{problem: problemFor(codeNotConfigured, detail)}
}
