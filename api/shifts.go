package api

import (
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// rosterRoutes are the part of the table that is about who is there, and how much can be promised for it.
func (h *Handler) rosterRoutes() []route {
	const supervisor, admin = models.RoleSupervisor, models.RoleAdmin
	people, managers := []models.Role{models.RoleAgent, supervisor, admin}, []models.Role{supervisor, admin}
	return []route{
		{http.MethodGet, "/slots", people, []string{"team", "timezone", "from", "to", "region", "campaign", "record_id"}, h.listSlots},
		{http.MethodGet, "/shifts", people, []string{"worker_sid", "team", "from", "to", "limit", "cursor"}, h.listShifts},
		{http.MethodPut, "/shifts", managers, nil, h.putShifts},
		{http.MethodPost, shiftImport, managers, nil, h.importShifts},
	}
}

const shiftImport = "/shifts/import"

// maxRoster bounds the body of a roster: the most shifts that are taken, at some 250 bytes each.
const maxRoster = 12 << 20

// maxBody is how long the body of a request may be.
func (rt route) maxBody() int64 {
	if rt.takesFile() {
		return maxImport
	}
	if rt.path == shiftImport || rt.path == "/shifts" {
		return maxRoster
	}
	return maxBody
}

// shiftView is when an agent is rostered. Each _local twin is the wall time in Timezone.
type shiftView struct {
	WorkerSid  string         `json:"worker_sid"`
	Team       *string        `json:"team"`
	Start      models.Instant `json:"start"`
	StartLocal *string        `json:"start_local"`
	End        models.Instant `json:"end"`
	EndLocal   *string        `json:"end_local"`
	Timezone   string         `json:"timezone"`
}

// listShifts lists shifts; an agent sees its own.
func (h *Handler) listShifts(r *http.Request, c call) (reply, error) {
	q := c.query
	asked := models.ShiftQuery{WorkerSid: q.text("worker_sid"), Team: q.text("team"), Limit: q.limit(), Cursor: q.cursor(isShiftCursor)}
	asked.From = q.instant("from", models.At(h.store.Now()))
	asked.To = q.instant("to", asked.From.Add(7*24*time.Hour))
	if err := q.err(); err != nil {
		return reply{}, err
	}
	if c.role == models.RoleAgent {
		if asked.WorkerSid != "" && asked.WorkerSid != c.workerSid {
			return reply{}, forbidden("these are not your shifts: leave worker_sid out, or ask a supervisor")
		}
		asked.WorkerSid = c.workerSid
	}
	found, next, err := h.store.Shifts(r.Context(), asked)
	if err != nil {
		return reply{}, err
	}
	return pageOf(found, next, h.viewShift), nil
}

func (h *Handler) viewShift(s models.Shift) shiftView {
	loc := h.zone(s.Timezone)
	return shiftView{s.WorkerSid, shown.OrNull(s.Team), s.StartsAt, shown.Wall(s.StartsAt, loc), s.EndsAt, shown.Wall(s.EndsAt, loc), s.Timezone}
}

// isShiftCursor knows the cursor of this list: a start and a worker.
func isShiftCursor(text string) bool {
	start, worker, ok := strings.Cut(text, "_")
	return ok && isNumber(start) && strings.HasPrefix(worker, "WK")
}

// shiftsBody is a stretch of the roster. Items must be there: a body without them would empty the stretch unseen.
type shiftsBody struct {
	From       string                `json:"from"`
	To         string                `json:"to"`
	Team       string                `json:"team"`
	WorkerSids []string              `json:"worker_sids"`
	Items      []models.ShiftRequest `json:"items"`
}

// rosteredView says what was stored. Problems are shifts that are stored and yet count for no team.
type rosteredView struct {
	Stored   int            `json:"stored"`
	Problems []fieldProblem `json:"problems"`
}

func (h *Handler) putShifts(r *http.Request, _ call) (reply, error) {
	var body shiftsBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	roster := models.Roster{Team: body.Team, Workers: body.WorkerSids, Shifts: body.Items}
	var found []models.Problem
	for _, at := range []struct {
		field, text string
		into        *models.Instant
	}{{"from", body.From, &roster.From}, {"to", body.To, &roster.To}} {
		moment, err := time.Parse(time.RFC3339, at.text)
		if err != nil {
			found = append(found, invalid(at.field, "want a time such as 2026-12-01T10:00:00Z").Problems...)
		}
		*at.into = models.At(moment)
	}
	if body.Items == nil {
		found = append(found, invalid("items", "give all shifts of the stretch, [] for none").Problems...)
	}
	if len(found) > 0 {
		return reply{}, gather(found)
	}
	return viewRostered(h.store.PutShifts(r.Context(), roster))
}

func (h *Handler) importShifts(r *http.Request, _ call) (reply, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, given := params["charset"]
	if err != nil || media != "text/csv" || given && !strings.EqualFold(charset, "utf-8") {
		return reply{}, &refusal{problem: problemFor(codeMediaType, "send the file as Content-Type: text/csv, in UTF-8")}
	}
	return viewRostered(h.store.ImportShifts(r.Context(), r.Body))
}

func viewRostered(done models.Rostered, err error) (reply, error) {
	view := rosteredView{done.Stored, make([]fieldProblem, len(done.Teamless))}
	for i, sid := range done.Teamless {
		view.Problems[i] = fieldProblem{Field: sid, Code: "team_unknown",
			Detail: "neither the shift nor TaskRouter names this agent's team: its shifts count for no team's capacity until they are sent again with one"}
	}
	return reply{body: view}, err
}
