package api

import (
	"context"
	"encoding/csv"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

const (
	// maxImport bounds a file: the most rows that are taken, at some 300 bytes each.
	maxImport = 64 << 20
	// maxImportTime is how long a file may take to come in.
	maxImportTime = 10 * time.Minute
	// toldFaults is how many bad rows an answer names; the report names all.
	toldFaults = 100
	// listedImports is how many files a list names, the newest first.
	listedImports = 50
)

// importRoutes are the files of records and of promises. They come before paths with an id.
func (h *Handler) importRoutes() []route {
	managers := []models.Role{models.RoleSupervisor, models.RoleAdmin}
	var routes []route
	for _, of := range []struct {
		kind  models.ImportKind
		query []string
	}{{models.ImportOfRecords, []string{"dry_run", "skip_bad"}}, {models.ImportOfCallbacks, []string{"dry_run", "spread"}}} {
		path := "/" + string(of.kind) + "/import"
		routes = append(routes,
			route{http.MethodPost, path, managers, of.query, func(r *http.Request, c call) (reply, error) { return h.takeImport(r, c, of.kind) }},
			route{http.MethodGet, path, managers, nil, func(r *http.Request, _ call) (reply, error) { return h.listImports(r, of.kind) }},
			route{http.MethodGet, path + "/{id}.csv", managers, nil, func(r *http.Request, _ call) (reply, error) { return h.importReport(r, of.kind) }},
			route{http.MethodGet, path + "/{id}", managers, nil, func(r *http.Request, _ call) (reply, error) { return h.getImport(r, of.kind) }})
	}
	return routes
}

// takesFile says whether a route reads a file row by row, however long that takes.
func (rt route) takesFile() bool {
	return rt.method == http.MethodPost && (rt.path == "/records/import" || rt.path == "/callbacks/import")
}

// importView is a file and what became of it.
type importView struct {
	ID         string             `json:"id"`
	State      models.ImportState `json:"state"`
	Rows       int                `json:"rows"`
	Bad        int                `json:"bad"`
	Made       int                `json:"made"`
	Updated    int                `json:"updated"`
	DryRun     bool               `json:"dry_run"`
	Reason     *string            `json:"reason"`
	Errors     []rowFaultView     `json:"errors"`
	Report     string             `json:"report"`
	CreatedBy  string             `json:"created_by"`
	CreatedAt  models.Instant     `json:"created_at"`
	UpdatedAt  models.Instant     `json:"updated_at"`
	FinishedAt *models.Instant    `json:"finished_at"`
}

// rowFaultView is what is wrong with a row.
type rowFaultView struct {
	Line   int    `json:"line"`
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

func viewImport(im models.Import, faults []models.RowFault) importView {
	v := importView{ID: im.ID, State: im.State, Rows: im.RowCount, Bad: im.BadCount, Made: im.MadeCount, Updated: im.UpdatedCount, DryRun: im.Options.V.DryRun,
		Reason: shown.OrNull(im.Reason), Errors: make([]rowFaultView, len(faults)), Report: Prefix + "/" + string(im.Kind) + "/import/" + im.ID + ".csv",
		CreatedBy: im.CreatedBy, CreatedAt: im.CreatedAt, UpdatedAt: im.UpdatedAt}
	if !im.FinishedAt.IsZero() {
		v.FinishedAt = &im.FinishedAt
	}
	for i, f := range faults {
		v.Errors[i] = rowFaultView{f.Line, f.Field, f.Code, f.Detail}
	}
	return v
}

// takeImport reads a file to its end; one that cannot be read is refused. A small one is put in force at once (200); of a long one a pass does it (202).
func (h *Handler) takeImport(r *http.Request, c call, kind models.ImportKind) (reply, error) {
	q := c.query
	options := models.ImportOptions{DryRun: q.flag("dry_run"), SkipBad: kind == models.ImportOfRecords && q.flag("skip_bad"), Spread: kind == models.ImportOfCallbacks && q.flag("spread")}
	if err := q.err(); err != nil {
		return reply{}, err
	}
	asJSON, err := fileForm(r)
	if err != nil {
		return reply{}, err
	}
	im, err := h.store.Import(r.Context(), models.ImportFile{Kind: kind, From: r.Body, JSON: asJSON, Options: options, Actor: c.actor()})
	if err != nil {
		return reply{}, err
	}
	if im.State == models.ImportFailed {
		return reply{}, invalid("body", "%s", im.Reason)
	}
	if im.State == models.ImportApplying && im.RowCount <= models.ImportAtOnce {
		if im, err = h.store.ApplyImport(r.Context(), im.ID); err != nil {
			return reply{}, err
		}
		h.wake()
	}
	answer, err := h.tellImport(r.Context(), *im)
	if im.State == models.ImportApplying {
		answer.status, answer.location = http.StatusAccepted, Prefix+"/"+string(kind)+"/import/"+im.ID
	}
	return answer, err
}

// fileForm says whether a file is JSON, an array or lines; else it is CSV.
func fileForm(r *http.Request) (bool, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, given := params["charset"]
	if err == nil && (!given || strings.EqualFold(charset, "utf-8")) {
		switch media {
		case "text/csv":
			return false, nil
		case "application/json", "application/jsonl", "application/x-ndjson":
			return true, nil
		}
	}
	return false, &refusal{problem: problemFor(codeMediaType, "send the file as Content-Type text/csv, application/json or application/jsonl, in UTF-8")}
}

func (h *Handler) tellImport(ctx context.Context, im models.Import) (reply, error) {
	faults, _, err := h.store.ImportFaults(ctx, im.ID, 0, toldFaults)
	return reply{body: viewImport(im, faults)}, err
}

func (h *Handler) listImports(r *http.Request, kind models.ImportKind) (reply, error) {
	found, err := h.store.Imports(r.Context(), kind, listedImports)
	if err != nil {
		return reply{}, err
	}
	return pageOf(found, "", func(im models.Import) importView { return viewImport(im, nil) }), nil
}

func (h *Handler) findImport(r *http.Request, kind models.ImportKind) (*models.Import, error) {
	id, err := pathID(r)
	if err != nil {
		return nil, err
	}
	return h.store.ImportByID(r.Context(), kind, id)
}

func (h *Handler) getImport(r *http.Request, kind models.ImportKind) (reply, error) {
	im, err := h.findImport(r, kind)
	if err != nil {
		return reply{}, err
	}
	return h.tellImport(r.Context(), *im)
}

// importReport is every bad row, as a file for spreadsheets.
func (h *Handler) importReport(r *http.Request, kind models.ImportKind) (reply, error) {
	im, err := h.findImport(r, kind)
	if err != nil {
		return reply{}, err
	}
	return reply{stream: &streaming{mediaType: "text/csv; charset=utf-8; header=present", filename: im.ID + ".csv", write: func(ctx context.Context, out io.Writer) error {
		return h.writeFaults(ctx, out, im.ID)
	}}}, nil
}

func (h *Handler) writeFaults(ctx context.Context, out io.Writer, id string) error {
	table := csv.NewWriter(out)
	table.UseCRLF = true
	_ = table.Write([]string{"line", "field", "code", "detail"}) // Flush tells
	for after := 0; ; {
		faults, next, err := h.store.ImportFaults(ctx, id, after, exportPage)
		if err != nil {
			return err
		}
		for _, f := range faults {
			_ = table.Write([]string{strconv.Itoa(f.Line), plainCell(f.Field), f.Code, plainCell(f.Detail)})
		}
		if table.Flush(); table.Error() != nil || next == 0 {
			return table.Error()
		}
		after = next
	}
}

// patientBody moves the server's deadlines on with each piece of a file that comes in, so that only a sender who stalls is cut off.
type patientBody struct {
	io.ReadCloser
	control *http.ResponseController
	until   func() time.Time
}

func (b patientBody) Read(p []byte) (int, error) {
	at := b.until()
	_ = b.control.SetReadDeadline(at) // where it cannot be moved, the server's own holds
	_ = b.control.SetWriteDeadline(at)
	return b.ReadCloser.Read(p)
}

// patient lets a file take its time to come in.
func (h *Handler) patient(w http.ResponseWriter, r *http.Request) {
	if h.writeBy != nil {
		r.Body = patientBody{r.Body, http.NewResponseController(w), h.writeBy}
	}
}
