package api

import (
	"cmp"
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
)

// balanceView is the day's double entry: every promise made for it has exactly one verdict.
type balanceView struct {
	Date     string                      `json:"date"`
	Timezone string                      `json:"timezone"`
	From     models.Instant              `json:"from"`
	To       models.Instant              `json:"to"`
	Made     int64                       `json:"made"`
	Off      int64                       `json:"off"` // 0: the books balance
	Verdicts map[models.Verdict]int64    `json:"verdicts"`
	ClosedBy map[models.Resolution]int64 `json:"closed_by"`
}

// ledgerOfDay is the balance of a day, from midnight to midnight on the clocks of a zone.
func (h *Handler) ledgerOfDay(r *http.Request, c call) (reply, error) {
	zone := cmp.Or(c.query.text("timezone"), "UTC")
	date := c.query.text("date")
	if loc := h.zone(zone); date == "" && loc != nil {
		date = h.store.Now().In(loc).Format(time.DateOnly)
	}
	from, to, err := h.store.DayOf(date, zone)
	if err != nil {
		return reply{}, err
	}
	b, err := h.store.Balance(r.Context(), from, to)
	if err != nil {
		return reply{}, err
	}
	view := balanceView{Date: date, Timezone: zone, From: from, To: to, Made: b.Made, Off: b.Off(), Verdicts: map[models.Verdict]int64{}, ClosedBy: b.ClosedBy}
	for _, verdict := range []models.Verdict{models.Kept, models.Early, models.Late, models.Moved, models.Closed, models.Owed} {
		view.Verdicts[verdict] = b.Verdicts[verdict]
	}
	return reply{body: view}, nil
}
