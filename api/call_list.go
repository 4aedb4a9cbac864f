package api

import (
	"fmt"
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// maxChecked is how many donors one question may name.
const maxChecked = 1000

// callList lists the records that may be called now. One with an open callback is dormant, and not among them.
func (h *Handler) callList(r *http.Request, c call) (reply, error) {
	q := c.query
	return h.records(r, q, models.RecordFilter{State: models.RecordCallable, Campaign: q.text("campaign"), Limit: q.limit(), Cursor: q.cursor(isRecordID)})
}

// checkBody names donors whom a dialer is about to ring.
type checkBody struct {
	Items []checkItem `json:"items"`
}

// checkItem names one of them, in one way.
type checkItem struct {
	ExternalID string `json:"external_id"`
	Phone      string `json:"phone"`
}

// checkedView is the answer for one donor, in the order asked.
type checkedView struct {
	ExternalID *string  `json:"external_id"`
	Phone      *string  `json:"phone"`
	Callable   bool     `json:"callable"`
	Why        []string `json:"why"`
}

func (h *Handler) checkCallList(r *http.Request, _ call) (reply, error) {
	var body checkBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := gather(body.problems()); err != nil {
		return reply{}, err
	}
	asked := make([]models.Asking, len(body.Items))
	for i, item := range body.Items {
		asked[i] = models.Asking(item)
	}
	answers, err := h.store.CheckCallList(r.Context(), asked)
	if err != nil {
		return reply{}, err
	}
	return pageOf(answers, "", viewChecked), nil
}

func viewChecked(a models.Answer) checkedView {
	return checkedView{shown.OrNull(a.ExternalID), shown.OrNull(a.Phone), a.Callable, a.Why}
}

func (b checkBody) problems() []models.Problem {
	if len(b.Items) == 0 || len(b.Items) > maxChecked {
		return invalid("items", "give 1 to %d items", maxChecked).Problems
	}
	var found []models.Problem
	for i, item := range b.Items {
		if (item.ExternalID == "") == (item.Phone == "") {
			found = append(found, invalid(fmt.Sprintf("items[%d]", i), "give external_id or phone, one of them").Problems...)
		}
	}
	return found
}
