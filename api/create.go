package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// The lengths up to which texts are kept, in characters.
const (
	maxReason  = 200
	maxNotes   = 5000
	maxTaskSid = 64
)

// createBody is a promise to be made: whom to ring, and the fields of a callback_request.
type createBody struct {
	Record   *models.RecordRef `json:"record"`
	RecordID string            `json:"record_id"`
	models.CallbackRequest
	SourceTaskSid string `json:"source_task_sid"`
}

// createCallback makes a promise. The same source_task_sid again answers 200 with the callback it made before.
func (h *Handler) createCallback(r *http.Request, c call) (reply, error) {
	var body createBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := c.mayAsk(body.CallbackRequest); err != nil {
		return reply{}, err
	}
	if err := gather(body.problems()); err != nil {
		return reply{}, err
	}
	cb, made, err := h.store.Book(r.Context(), body.booking(c.caller))
	if err != nil {
		return reply{}, inBody(err, "callback_request.")
	}
	if !made {
		return h.madeBefore(r, c, cb.ID)
	}
	h.wake()
	answer, err := h.changed(r, cb.ID, http.StatusCreated)
	answer.location = Prefix + "/callbacks/" + cb.ID
	return answer, err
}

// madeBefore answers a source Task that has its callback already. Here the caller changed nothing, so it sees only what it may.
func (h *Handler) madeBefore(r *http.Request, c call, id string) (reply, error) {
	story, err := h.store.Get(r.Context(), id, c.sees())
	if err != nil {
		return reply{}, err
	}
	return reply{body: h.callbackView(story.Listed), version: story.Version, location: Prefix + "/callbacks/" + id}, nil
}

func (b createBody) problems() []models.Problem {
	found := requestProblems(nil, "", b.CallbackRequest)
	found = tooLong(found, "source_task_sid", b.SourceTaskSid, maxTaskSid)
	switch {
	case b.Record == nil && b.RecordID == "":
		found = append(found, invalid("record", "say whom to ring: give record or record_id").Problems...)
	case b.Record != nil && b.RecordID != "":
		found = append(found, invalid("record_id", "give record or record_id, not both").Problems...)
	}
	return found
}

// requestProblems finds texts that would be cut; all else of a request is judged where the promise is made.
func requestProblems(found []models.Problem, prefix string, want models.CallbackRequest) []models.Problem {
	found = tooLong(found, prefix+"reason", want.Reason, maxReason)
	return tooLong(found, prefix+"notes", want.Notes, maxNotes)
}

// booking is the promise in the caller's name: an agent is the one who makes it, and its team has it when nobody says otherwise.
func (b createBody) booking(who caller) models.Booking {
	made := models.Booking{CallbackRequest: b.CallbackRequest, RecordID: b.RecordID, Source: models.SourceAPI, SourceTaskSid: b.SourceTaskSid, Actor: who.actor()}
	if b.Record != nil {
		made.Record = *b.Record
	}
	if who.role == models.RoleSupervisor || who.role == models.RoleAdmin {
		made.Approver = who.actor()
	}
	if who.role == models.RoleAgent {
		made.OwnerSid = who.workerSid
		if made.Team == "" {
			made.Team = who.team
		}
	}
	return made
}
