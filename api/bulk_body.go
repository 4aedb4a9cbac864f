package api

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
)

// bulkBody is one action on many callbacks, with the fields of that action.
type bulkBody struct {
	Action models.BulkAction `json:"action"`
	IDs    []string          `json:"ids"`
	Filter *bulkFilter       `json:"filter"`
	DryRun bool              `json:"dry_run"`
	rescheduleBody
	Resolution models.Resolution `json:"resolution"`
	Minutes    int               `json:"minutes"`
	From       string            `json:"from"`
	To         string            `json:"to"`
}

// bulkFilter has the names of the list's query.
type bulkFilter struct {
	Status    string `json:"status"`
	Team      string `json:"team"`
	WorkerSid string `json:"worker_sid"`
	Due       string `json:"due"`
	MinChain  int    `json:"min_chain"`
	RecordID  string `json:"record_id"`
	Text      string `json:"q"`
}

// filter is what the list would find, with the fields of its faults as the body has them.
func (f bulkFilter) filter(seen models.Seen) (models.Filter, error) {
	if f == (bulkFilter{}) {
		return models.Filter{}, invalid("filter", "name at least one of status, team, worker_sid, due, min_chain, record_id, q; status=scheduled,queued is all that waits")
	}
	q := &query{values: url.Values{"status": {f.Status}, "due": {f.Due}}}
	found := models.Filter{Seen: seen, Status: q.statuses(), Team: f.Team, WorkerSid: f.WorkerSid, RecordID: f.RecordID, MinChain: f.MinChain, Text: f.Text,
		Due: q.oneOf("due", "now", "today", "overdue", "owed")}
	if f.MinChain < 0 {
		q.wrong("min_chain", "a whole number from 1 on")
	}
	for i := range q.found {
		q.found[i].Field = "filter." + q.found[i].Field
	}
	for name, text := range map[string]string{"team": f.Team, "worker_sid": f.WorkerSid, "record_id": f.RecordID, "q": f.Text} {
		q.found = tooLong(q.found, "filter."+name, text, maxText)
	}
	return found, q.err()
}

// bulk is the action, or all that is wrong with it.
func (b bulkBody) bulk(who caller) (models.Bulk, error) {
	made := models.Bulk{Action: b.Action, Routing: b.Routing, Team: b.Team, WorkerSid: b.WorkerSid, Strict: b.Strict, Minutes: b.Minutes,
		Reason: b.Reason, Resolution: b.Resolution, Actor: who.actor(), Approver: who.approver()}
	found := append(b.selected(), b.strangers()...)
	switch b.Action {
	case models.BulkReassign:
		if b.reassigns() == (reassignBody{}) {
			found = append(found, invalid("routing", "say to whom they are to go: routing, team, worker_sid or agent_strict").Problems...)
		}
	case models.BulkReschedule:
		found = requestProblems(found, "", b.CallbackRequest)
		made.Request = &b.CallbackRequest
	case models.BulkMove:
		const most = 90 * 24 * 60
		if b.Minutes == 0 || b.Minutes < -most || b.Minutes > most {
			found = append(found, invalid("minutes", "by how many minutes, later or (below 0) earlier: at most %d", most).Problems...)
		}
	case models.BulkSpread:
		var err error
		if made.From, made.To, err = b.stretch(); err != nil {
			found = append(found, problemsOf(err)...)
		}
	case models.BulkCancel:
		found = append(found, cancelBody{b.Reason, b.Resolution}.problems()...)
	case models.BulkRelease:
	default:
		found = append(found, invalid("action", "one of reassign, reschedule, move, spread, cancel, release").Problems...)
	}
	return made, gather(found)
}

func (b bulkBody) reassigns() reassignBody {
	return reassignBody{b.Routing, b.Team, b.WorkerSid, b.Strict}
}

func problemsOf(err error) []models.Problem {
	if bad, ok := err.(*models.InvalidError); ok { //nolint:errorlint // of this file's own making, never wrapped
		return bad.Problems
	}
	return nil
}

// selected says what is wrong with the choice of callbacks.
func (b bulkBody) selected() []models.Problem {
	switch {
	case (b.Filter == nil) == (len(b.IDs) == 0):
		return invalid("ids", "say which callbacks: give ids or filter").Problems
	case len(b.IDs) > models.MostBulk:
		return invalid("ids", "at most %d callbacks at once", models.MostBulk).Problems
	case b.DryRun && len(b.IDs) > models.BulkLimit:
		return invalid("ids", "at most %d can be tried at once", models.BulkLimit).Problems
	}
	sorted := slices.Sorted(slices.Values(b.IDs))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			return invalid("ids", "%q is given twice", strings.ToValidUTF8(sorted[i], "?")).Problems
		}
	}
	return nil
}

// strangers are fields of other actions: what they ask for would be lost without a word.
func (b bulkBody) strangers() []models.Problem {
	var found []models.Problem
	check := func(field string, given bool, of ...models.BulkAction) {
		if given && !slices.Contains(of, b.Action) {
			found = append(found, invalid(field, "this is of %v only: leave it out", fmt.Sprint(of)).Problems...)
		}
	}
	const reassign, reschedule = models.BulkReassign, models.BulkReschedule
	check("local_time", b.LocalTime != "", reschedule)
	check("routing", b.Routing != "", reassign, reschedule)
	check("team", b.Team != "", reassign, reschedule)
	check("worker_sid", b.WorkerSid != "", reassign, reschedule)
	check("agent_strict", b.Strict != nil, reassign, reschedule)
	check("window_minutes", b.WindowMinutes != nil, reschedule)
	check("override", b.Override != nil, reschedule)
	check("reason", b.Reason != "", reschedule, models.BulkCancel)
	check("resolution", b.Resolution != "", models.BulkCancel)
	check("minutes", b.Minutes != 0, models.BulkMove)
	check("from", b.From != "", models.BulkSpread)
	check("to", b.To != "", models.BulkSpread)
	return found
}

// stretch is the time over which callbacks are spread.
func (b bulkBody) stretch() (from, to models.Instant, err error) {
	start, err := time.Parse(time.RFC3339, b.From)
	if err != nil {
		return from, to, invalid("from", "want a time such as 2026-12-01T10:00:00Z")
	}
	end, err := time.Parse(time.RFC3339, b.To)
	switch {
	case err != nil:
		return from, to, invalid("to", "want a time such as 2026-12-01T10:00:00Z")
	case end.Sub(start) < 15*time.Minute:
		return from, to, invalid("to", "give a time a quarter hour or more after from")
	case end.Sub(start) > models.MaxSpread:
		return from, to, invalid("to", "at most %d days after from", int(models.MaxSpread.Hours()/24))
	}
	return models.At(start), models.At(end), nil
}
