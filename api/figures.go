package api

import (
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// figure is a rate, and of how many it is. Without any there is no rate.
type figure struct {
	Value *float64 `json:"value"`
	N     int64    `json:"n"`
}

func rateOf(part, whole int64) figure {
	if whole == 0 {
		return figure{}
	}
	value := float64(part) / float64(whole)
	return figure{&value, whole}
}

// spreadView is how long something took, in seconds; null where nothing was measured.
type spreadView struct {
	N          int64    `json:"n"`
	P50Seconds *float64 `json:"p50_seconds"`
	P90Seconds *float64 `json:"p90_seconds"`
}

func viewSpread(s models.Spread) spreadView {
	if s.N == 0 {
		return spreadView{}
	}
	p50, p90 := s.P50.Seconds(), s.P90.Seconds()
	return spreadView{s.N, &p50, &p90}
}

// statsView are the figures by the definitions of docs/FIGURES.md.
type statsView struct {
	From        models.Instant  `json:"from"`
	To          models.Instant  `json:"to"`
	Team        *string         `json:"team"`
	AsOf        models.Instant  `json:"as_of"`
	Promises    promisesView    `json:"promises"`
	Rates       ratesView       `json:"rates"`
	Punctuality punctualityView `json:"punctuality"`
	Attempts    attemptsView    `json:"attempts"`

	TimeToContact       spreadView `json:"time_to_contact"`
	OfferToAccept       spreadView `json:"offer_to_accept"`
	SuppressionLeaks    int64      `json:"suppression_leaks"`
	DuplicateDispatches int64      `json:"duplicate_dispatches"`

	Now      nowView    `json:"now"`
	SlotLoad []loadView `json:"slot_load"`
}

type promisesView struct {
	N         int64 `json:"n"`
	All       int64 `json:"all"`
	Moved     int64 `json:"moved"`
	Cancelled int64 `json:"cancelled_by_donor"`
	Kept      int64 `json:"kept"`
	OnTime    int64 `json:"on_time"`
	Early     int64 `json:"early"`
	Late      int64 `json:"late"`
	Closed    int64 `json:"closed"`
	Owed      int64 `json:"owed"`
	NotDue    int64 `json:"not_due"`
	Broken    int64 `json:"broken"`
}

type ratesView struct {
	Kept               figure `json:"kept"`
	OnTime             figure `json:"on_time"`
	Broken             figure `json:"broken"`
	Contact            figure `json:"contact"`
	AttemptsPerContact figure `json:"attempts_per_contact"`
	RePromise          figure `json:"re_promise"`
	OwnerKept          figure `json:"owner_kept"`
	Fallback           figure `json:"fallback"`
}

type punctualityView struct {
	spreadView
	Early  figure `json:"early"`
	OnTime figure `json:"on_time"`
	Late   figure `json:"late"`
}

type attemptsView struct {
	N                   int64 `json:"n"`
	Contacts            int64 `json:"contacts"`
	OutsideWithOverride int64 `json:"outside_hours_with_override"`
	OutsideWithout      int64 `json:"outside_hours_without_override"`
}

type nowView struct {
	Open    int64     `json:"open"`
	Owed    int64     `json:"owed"`
	Overdue int64     `json:"overdue"`
	Broken  int64     `json:"broken"`
	Ages    []ageView `json:"overdue_by_age"`
}

type ageView struct {
	FromMinutes int64  `json:"from_minutes"`
	ToMinutes   *int64 `json:"to_minutes"`
	N           int64  `json:"n"`
}

type loadView struct {
	Start    models.Instant `json:"start"`
	Promised int            `json:"promised"`
	Capacity *int           `json:"capacity"`
	Load     *float64       `json:"load"`
}

// figureRoutes are the part of the table for managers' figures, exports, the stream and erasure.
func (h *Handler) figureRoutes() []route {
	managers := []models.Role{models.RoleSupervisor, models.RoleAdmin}
	return []route{
		{http.MethodGet, "/stats", managers, []string{"from", "to", "team"}, h.stats},
		{http.MethodDelete, "/records/{id}", managers, nil, h.eraseRecord},
		{http.MethodGet, "/ledger", managers, []string{"date", "timezone"}, h.ledgerOfDay},
	}
}

// stats are the figures of the last 7 days unless a period is given.
func (h *Handler) stats(r *http.Request, c call) (reply, error) {
	now := models.At(h.store.Now())
	to := c.query.instant("to", now)
	q := models.StatsQuery{From: c.query.instant("from", to.Add(-7*24*time.Hour)), To: to, Team: c.query.text("team")}
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	stats, err := h.store.Stats(r.Context(), q)
	if err != nil {
		return reply{}, err
	}
	return reply{body: viewStats(q, stats, now)}, nil
}

func viewStats(q models.StatsQuery, s *models.Stats, now models.Instant) statsView {
	p, a := s.Promises, s.Attempts
	return statsView{From: q.From, To: q.To, Team: shown.OrNull(q.Team), AsOf: now,
		Promises: promisesView{p.Counted, p.All, p.Moved, p.Cancelled, p.Kept, p.OnTime, p.Early, p.Late, p.Closed, p.Owed, p.NotDue, p.Broken},
		Rates: ratesView{rateOf(p.Kept, p.Counted), rateOf(p.OnTime, p.Counted), rateOf(p.Broken, p.Counted), rateOf(a.Contacts, a.All), rateOf(a.All, a.Contacts),
			rateOf(p.Repromised, p.Counted), rateOf(p.ByOwner, p.Owned), rateOf(p.Fallback, p.Owned)},
		Punctuality:   punctualityView{viewSpread(s.Punctuality), rateOf(p.Early, p.Tried), rateOf(p.InTime, p.Tried), rateOf(p.Behind, p.Tried)},
		Attempts:      attemptsView{a.All, a.Contacts, a.Outside, a.Unlawful},
		TimeToContact: viewSpread(s.ToContact), OfferToAccept: viewSpread(s.Offers), SuppressionLeaks: s.Trouble.Leaks, DuplicateDispatches: s.Trouble.Duplicates,
		Now: viewNow(s.Now), SlotLoad: viewLoad(s.SlotLoad)}
}

func viewNow(n models.OwedNow) nowView {
	view := nowView{n.Open, n.Untried, n.Overdue, n.Broken, []ageView{}}
	for _, age := range n.Ages {
		line := ageView{FromMinutes: int64(age.From.Minutes()), N: age.N}
		if age.To > 0 {
			to := int64(age.To.Minutes())
			line.ToMinutes = &to
		}
		view.Ages = append(view.Ages, line)
	}
	return view
}

func viewLoad(slots []models.Slot) []loadView {
	views := []loadView{}
	for _, slot := range slots {
		view := loadView{Start: slot.StartsAt, Promised: slot.Promised, Capacity: slot.Capacity}
		if slot.Capacity != nil && *slot.Capacity > 0 {
			load := float64(slot.Promised) / float64(*slot.Capacity)
			view.Load = &load
		}
		views = append(views, view)
	}
	return views
}
