package api

import (
	"context"
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/ringback/ringback/models"
)

// exportPage is how many rows are read at once for an export.
const exportPage = 500

// byteOrderMark tells spreadsheets that a file is UTF-8.
const byteOrderMark = "\ufeff"

// exportRoutes are the part of the table whose paths look like ids, and so come before those with an id.
func (h *Handler) exportRoutes() []route {
	people := []models.Role{models.RoleAgent, models.RoleSupervisor, models.RoleAdmin}
	managers := []models.Role{models.RoleSupervisor, models.RoleAdmin}
	return []route{
		{http.MethodGet, "/callbacks.csv", people, []string{"status", "team", "worker_sid", "due", "min_chain", "record_id", "q", "sort", "bom"}, h.callbacksCSV},
		{http.MethodGet, "/callbacks/mine.ics", people, nil, h.mineICS},
		{http.MethodPost, "/callbacks/mine.ics/link", people, nil, h.makeFeed},
		{http.MethodDelete, "/callbacks/mine.ics/link", people, nil, h.endFeed},
		{http.MethodGet, "/callbacks/{id}.ics", people, nil, h.callbackICS},
		{http.MethodGet, "/stream", people, nil, h.liveStream},
		{http.MethodGet, "/ledger.jsonl", managers, []string{"from", "to"}, h.ledgerLines},
	}
}

// callbacksCSV is the list of callbacks as a file for spreadsheets, read page by page.
func (h *Handler) callbacksCSV(_ *http.Request, c call) (reply, error) {
	f := filterOf(c.query)
	f.Seen, f.Team, f.WorkerSid, f.Limit = c.sees(), c.query.text("team"), c.query.text("worker_sid"), exportPage
	marked := c.query.flag("bom")
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	return reply{stream: &streaming{mediaType: "text/csv; charset=utf-8; header=present", filename: "callbacks.csv", write: func(ctx context.Context, out io.Writer) error {
		return h.writeCSV(ctx, out, f, c, marked)
	}}}, nil
}

func (h *Handler) writeCSV(ctx context.Context, out io.Writer, f models.Filter, c call, marked bool) error {
	for first := true; ; first = false {
		found, next, err := h.store.List(ctx, f)
		if err != nil {
			return err
		}
		if first && marked {
			if _, err := io.WriteString(out, byteOrderMark); err != nil {
				return err
			}
		}
		table := csv.NewWriter(out)
		table.UseCRLF = true // RFC 4180
		if first {
			_ = table.Write(csvHeader()) // Flush tells
		}
		for _, l := range found {
			_ = table.Write(csvRow(h.callbackView(l), c.caller))
		}
		if table.Flush(); table.Error() != nil || next == "" {
			return table.Error()
		}
		f.Cursor = next
	}
}

func csvHeader() []string {
	return []string{"id", "status", "wait_reason", "resolution", "record_id", "external_id", "name", "phone", "campaign", "routing", "agent_strict", "worker_sid", "team",
		"local_time", "timezone", "window_minutes", "window_start", "window_end", "due_at", "attempts", "max_attempts", "overdue", "broken", "reason", "notes",
		"source", "chain_id", "created_by", "created_at", "updated_at", "version",
		"reason_code", "last_outcome", "last_attempt_at", "chain_length"}
}

func csvRow(v callbackView, who caller) []string {
	if who.masked {
		v = v.masked(who)
	}
	phone := deref(v.Phone)
	if phone == "" {
		phone = deref(v.Record.Phone)
	}
	row := []string{v.ID, string(v.Status), deref(v.WaitReason), deref(v.Resolution), v.Record.ID, deref(v.Record.ExternalID), deref(v.Record.Name), phone, deref(v.Record.Campaign),
		string(v.Routing), strconv.FormatBool(v.AgentStrict), deref(v.WorkerSid), deref(v.Team), v.LocalTime, v.Timezone, strconv.Itoa(v.WindowMinutes),
		utc(v.WindowStart), utc(v.WindowEnd), utc(v.DueAt), strconv.Itoa(v.Attempts), strconv.Itoa(v.MaxAttempts), strconv.FormatBool(v.Overdue), strconv.FormatBool(v.Broken),
		deref(v.Reason), deref(v.Notes), v.Source, v.ChainID, v.CreatedBy, utc(v.CreatedAt), utc(v.UpdatedAt), strconv.FormatInt(v.Version, 10),
		v.ReasonCode, deref(v.LastOutcome), utc(v.LastAttemptAt), strconv.Itoa(v.ChainLength)}
	for i, cell := range row {
		row[i] = plainCell(cell)
	}
	return row
}

func deref(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

func utc(at models.Instant) string {
	if at.IsZero() {
		return ""
	}
	return at.Time().Format("2006-01-02T15:04:05.000Z")
}

// plainCell keeps a spreadsheet from taking what somebody wrote for a formula: such a cell gets an apostrophe before it. A phone number is
// left as it is: a plus and digits alone compute nothing but themselves, and whoever reads the file back needs them.
func plainCell(text string) string {
	begins := strings.TrimLeft(text, " \u00a0\ufeff")
	if begins == "" || !strings.ContainsAny(begins[:1], "=+-@\t\r\n|%") && !strings.HasPrefix(begins, "\uff1d") && !strings.HasPrefix(begins, "\uff0b") &&
		!strings.HasPrefix(begins, "\uff0d") && !strings.HasPrefix(begins, "\uff20") {
		return text
	}
	if number, ok := strings.CutPrefix(text, "+"); ok && number != "" && strings.Trim(number, "0123456789") == "" {
		return text
	}
	return "'" + text
}
