package api

import (
	"net/http"
	"strconv"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// jobView is how far an action on many callbacks has come.
type jobView struct {
	ID         string            `json:"id"`
	Action     models.BulkAction `json:"action"`
	Status     string            `json:"status"` // running or done
	Total      int               `json:"total"`
	Done       int               `json:"done"`
	Failed     int               `json:"failed"`
	CreatedBy  string            `json:"created_by"`
	CreatedAt  models.Instant    `json:"created_at"`
	FinishedAt models.Instant    `json:"finished_at"`
}

func viewJob(j models.Job) jobView {
	status := "running"
	if !j.FinishedAt.IsZero() {
		status = "done"
	}
	return jobView{j.ID, j.Action, status, j.Total, j.Done, j.Failed, j.CreatedBy, j.CreatedAt, j.FinishedAt}
}

func (h *Handler) getJob(r *http.Request, c call) (reply, error) {
	if id, err := pathID(r); err == nil && isSetupJob(id) {
		return h.getSetupJob(r, c, id)
	}
	job, err := h.job(r)
	if err != nil {
		return reply{}, err
	}
	return reply{body: viewJob(*job)}, nil
}

func (h *Handler) job(r *http.Request) (*models.Job, error) {
	id, err := pathID(r)
	if err != nil {
		return nil, err
	}
	return h.store.Job(r.Context(), id)
}

// jobItemView is one callback of a job that was looked at.
type jobItemView struct {
	ID     string  `json:"id"`
	OK     bool    `json:"ok"`
	Code   *string `json:"code"`
	Detail *string `json:"detail"`
}

// listJobItems tells what became of a job's callbacks so far, in the job's order.
func (h *Handler) listJobItems(r *http.Request, c call) (reply, error) {
	refused, limit := c.query.flag("refused"), c.query.limit()
	from, _ := strconv.Atoi(c.query.cursor(func(text string) bool { return isNumber(text) && len(text) < 10 })) // "" is 0
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	job, err := h.job(r)
	if err != nil {
		return reply{}, err
	}
	found, err := h.store.JobItems(r.Context(), job, refused, from, limit+1)
	if err != nil {
		return reply{}, err
	}
	next := ""
	if len(found) > limit {
		next, found = strconv.Itoa(found[limit].Position), found[:limit]
	}
	return pageOf(found, next, func(i models.JobItem) jobItemView {
		return jobItemView{i.CallbackID, i.Code == "", shown.OrNull(i.Code), shown.OrNull(i.Detail)}
	}), nil
}
