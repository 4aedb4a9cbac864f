package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// recordPatch is what is to be changed of a record. What is absent or null stays as it is; an empty text, or an empty preference, takes the
// value away.
type recordPatch struct {
	Name       *string             `json:"name"`
	Phone      *string             `json:"phone"`
	Timezone   *string             `json:"timezone"`
	Region     *string             `json:"region"`
	Campaign   *string             `json:"campaign"`
	Team       *string             `json:"team"`
	Preference *hours.Preference   `json:"preference"`
	DoNotCall  *bool               `json:"do_not_call"`
	State      *models.RecordState `json:"state"`
}

func (h *Handler) changeRecord(r *http.Request, c call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	known, err := h.store.Record(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	version, err := ifMatch(r.Header, known.Version)
	if err != nil {
		return reply{}, err
	}
	var body recordPatch
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := gather(body.problems()); err != nil {
		return reply{}, err
	}
	rec, err := h.store.ChangeRecord(r.Context(), id, models.RecordChange(body), models.Asked{Actor: c.actor(), Version: version})
	if err != nil {
		return reply{}, inBody(err, "record.")
	}
	h.wake() // a Task of its promise may be to be closed
	return reply{body: viewRecord(*rec), version: rec.Version}, nil
}

func (p recordPatch) problems() []models.Problem {
	var found []models.Problem
	if p.Name != nil {
		found = tooLong(found, "name", *p.Name, 200)
	}
	if p.Campaign != nil {
		found = tooLong(found, "campaign", *p.Campaign, 100)
	}
	return found
}
