package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
	"github.com/ringback/ringback/models/shown"
)

// slotView is a quarter hour: how much of it is promised, and whether a callback may start in it. What is not limited is null.
type slotView struct {
	Start      models.Instant `json:"start"`
	StartLocal *string        `json:"start_local"`
	Timezone   string         `json:"timezone"`
	Promised   int            `json:"promised"`
	Capacity   *int           `json:"capacity"`
	Limit      *int           `json:"limit"` // the capacity and what is overbooked
	Load       *float64       `json:"load"`  // promised / capacity
	Allowed    bool           `json:"allowed"`
	WhyNot     []reasonView   `json:"why_not"`
}

// slotsAsked is a question for slots.
type slotsAsked struct {
	slots models.SlotQuery
	hours models.HoursQuery
}

func (h *Handler) listSlots(r *http.Request, c call) (reply, error) {
	asked, err := h.readSlots(c)
	if err != nil {
		return reply{}, err
	}
	q, err := h.store.HoursAt(r.Context(), asked.hours)
	if err != nil {
		return reply{}, err
	}
	slots, err := h.store.Slots(r.Context(), asked.slots)
	if err != nil {
		return reply{}, err
	}
	zone := asked.hours.Zone
	if zone == "" {
		zone = q.Loc.String()
	}
	return pageOf(slots, "", func(s models.Slot) slotView { return h.viewSlot(s, q, zone) }), nil
}

func (h *Handler) readSlots(c call) (slotsAsked, error) {
	q := c.query
	from := q.instant("from", models.At(h.store.Now()))
	to := q.instant("to", from.Add(24*time.Hour))
	team, err := c.teamOf(q.text("team"))
	if err != nil {
		return slotsAsked{}, err
	}
	asked := slotsAsked{models.SlotQuery{Team: team, From: from, To: to},
		models.HoursQuery{RecordID: q.text("record_id"), Region: q.text("region"), Campaign: q.text("campaign"), Team: team, Zone: q.text("timezone")}}
	if asked.hours.RecordID != "" && asked.hours.Region != "" {
		q.wrong("region", "give region or record_id, not both")
	}
	if asked.hours.Zone == "" && asked.hours.RecordID == "" {
		q.wrong("timezone", "give the donor's zone, such as Australia/Perth, or record_id")
	} else if asked.hours.Zone != "" && h.zone(asked.hours.Zone) == nil {
		q.found = append(q.found, models.Problem{Code: "unknown_timezone", Field: "timezone", Detail: "want an IANA zone name, such as Australia/Perth"})
	}
	return asked, q.err()
}

// teamOf is the team that a caller asks about: an agent's own, whether named or not.
func (c caller) teamOf(named string) (string, error) {
	if c.role != models.RoleAgent || c.team != "" && (named == "" || named == c.team) {
		if named == "" {
			named = c.team
		}
		return named, nil
	}
	return "", forbidden("this is not your team's: leave team out, or ask a supervisor")
}

// aMoment is less than any set of hours is closed for: the next allowed instant is not what is asked here.
const aMoment = time.Millisecond

// viewSlot judges a slot by its start, and the one that runs by the present moment.
func (h *Handler) viewSlot(s models.Slot, q hours.Question, zone string) slotView {
	view := slotView{Start: s.StartsAt, StartLocal: shown.Wall(s.StartsAt, h.zone(zone)), Timezone: zone, Promised: s.Promised, Capacity: s.Capacity, Limit: s.Limit, WhyNot: []reasonView{}}
	if s.Capacity != nil && *s.Capacity > 0 {
		load := float64(s.Promised) / float64(*s.Capacity)
		view.Load = &load
	}
	if q.At, q.Horizon = s.StartsAt.Time(), aMoment; q.Now.After(q.At) {
		if q.Now.Before(s.EndsAt().Time()) {
			q.At = q.Now
		} else {
			view.WhyNot = append(view.WhyNot, reasonView{Code: "in_the_past", Rule: "a promise is for a time to come"})
		}
	}
	for _, reason := range hours.Judge(q).Reasons {
		view.WhyNot = append(view.WhyNot, viewReason(reason))
	}
	if s.Full() {
		view.WhyNot = append(view.WhyNot, reasonView{Code: codeSlotFull, Rule: fmt.Sprintf("at most %d promises in this quarter hour", *s.Limit),
			Detail: shown.OrNull(fmt.Sprintf("%d are promised.", s.Promised))})
	}
	view.Allowed = len(view.WhyNot) == 0
	return view
}
