package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
	"github.com/ringback/ringback/models/shown"
)

// recordView is a donor on a call list. What is absent is null.
type recordView struct {
	ID               string             `json:"id"`
	ExternalID       *string            `json:"external_id"`
	Name             *string            `json:"name"`
	Phone            *string            `json:"phone"`
	Timezone         *string            `json:"timezone"`
	TimezoneInferred bool               `json:"timezone_inferred"`
	Region           *string            `json:"region"`
	RegionInferred   bool               `json:"region_inferred"`
	Campaign         *string            `json:"campaign"`
	Team             *string            `json:"team"`
	DoNotCall        bool               `json:"do_not_call"`
	Preference       *hours.Preference  `json:"preference"`
	State            models.RecordState `json:"state"`
	CreatedAt        models.Instant     `json:"created_at"`
	UpdatedAt        models.Instant     `json:"updated_at"`
	Version          int64              `json:"version"`
}

func viewRecord(r models.Record) recordView {
	return recordView{r.ID, shown.OrNull(r.ExternalID), shown.OrNull(r.Name), shown.OrNull(r.Phone), shown.OrNull(r.Timezone), r.TimezoneInferred, shown.OrNull(r.Region), r.RegionInferred,
		shown.OrNull(r.Campaign), shown.OrNull(r.Team), r.State == models.RecordDoNotCall, r.Preference.V, r.State, r.CreatedAt, r.UpdatedAt, r.Version}
}

func (h *Handler) listRecords(r *http.Request, c call) (reply, error) {
	q := c.query
	f := models.RecordFilter{Campaign: q.text("campaign"), External: q.text("external_id"), Limit: q.limit(), Cursor: q.cursor(isRecordID),
		State: models.RecordState(q.oneOf("state", "callable", "dormant", "closed", "do_not_call"))}
	if number := q.text("phone"); number != "" {
		phone, err := models.NormalPhone(number, "", "phone")
		if err != nil {
			return reply{}, err
		}
		f.Phone = phone
	}
	return h.records(r, q, f)
}

func (h *Handler) records(r *http.Request, q *query, f models.RecordFilter) (reply, error) {
	if err := q.err(); err != nil {
		return reply{}, err
	}
	found, next, err := h.store.Records(r.Context(), f)
	if err != nil {
		return reply{}, err
	}
	return pageOf(found, next, viewRecord), nil
}

func (h *Handler) getRecord(r *http.Request, _ call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	rec, err := h.store.Record(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	return reply{body: viewRecord(*rec), version: rec.Version}, nil
}

// putRecord makes a record (201), or updates the one with this external id (200): a field that is given overwrites.
func (h *Handler) putRecord(r *http.Request, _ call) (reply, error) {
	var body models.RecordRef
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if err := gather(recordProblems(body)); err != nil {
		return reply{}, err
	}
	rec, made, err := h.store.AddRecord(r.Context(), body)
	if err != nil {
		return reply{}, inBody(err, "record.")
	}
	answer := reply{body: viewRecord(*rec), version: rec.Version, location: Prefix + "/records/" + rec.ID}
	if made {
		answer.status = http.StatusCreated
	}
	return answer, nil
}

func recordProblems(ref models.RecordRef) []models.Problem {
	found := tooLong(nil, "name", ref.Name, 200)
	found = tooLong(found, "campaign", ref.Campaign, 100)
	if ref.ExternalID == "" && ref.Phone == "" {
		found = append(found, invalid("external_id", "give external_id or phone: a record with neither could never be found again").Problems...)
	}
	return found
}

// isRecordID is the form of a record's id, which is also a cursor of records.
func isRecordID(text string) bool { return isID("rec_", text) }
