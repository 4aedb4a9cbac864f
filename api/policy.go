package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// maxPolicyNote is how long the reason for a change of rules may be, in characters.
const maxPolicyNote = 300

// showing answers with rules as they are in force.
type showing func(*http.Request, call) (reply, error)

// saving is a change of rules that is asked for.
type saving struct {
	kind   models.PolicyKind
	change models.PolicyChange
	note   string                   // why
	field  func(name string) string // brings the name of a field of the document to that of the body
}

// save makes a change of rules the version in force and answers with it; with dry_run it stores nothing and answers what open promises
// the change would move.
func (h *Handler) save(r *http.Request, c call, s saving, show showing) (reply, error) {
	if err := gather(tooLong(nil, "note", s.note, maxPolicyNote)); err != nil {
		return reply{}, err
	}
	dry, err := c.query.flag("dry_run"), c.query.err()
	if err != nil {
		return reply{}, err
	}
	if dry {
		run, err := h.store.DryRun(r.Context(), s.change)
		if err != nil {
			return reply{}, renamed(err, s.field)
		}
		return reply{body: h.viewDryRun(run)}, nil
	}
	base, err := h.policyBase(r, s.kind)
	if err != nil {
		return reply{}, err
	}
	if _, err := h.store.SavePolicy(r.Context(), s.change, models.Saving{Actor: c.actor(), Note: s.note, Version: base}); err != nil {
		return reply{}, renamed(err, s.field)
	}
	if _, err := h.store.Reconsider(r.Context()); err != nil {
		h.log.Warn("promises that were put off are not looked at again yet", "error", err) // saved it is; the next look makes up for it
	}
	h.wake()
	return show(r, c)
}

// renamed brings the names of fields of refused input to those of the body.
func renamed(err error, field func(string) string) error {
	var bad *models.InvalidError
	if !errors.As(err, &bad) {
		return err
	}
	problems := slices.Clone(bad.Problems)
	for i := range problems {
		problems[i].Field = field(problems[i].Field)
	}
	return gather(problems)
}

// policyBase is the version that a change is based on by its If-Match, nil without one.
func (h *Handler) policyBase(r *http.Request, kind models.PolicyKind) (*int, error) {
	if len(r.Header.Values("If-Match")) == 0 {
		return nil, nil
	}
	latest, err := h.store.PolicyInForce(r.Context(), kind)
	if err != nil {
		return nil, err
	}
	_, err = ifMatch(r.Header, int64(latest.Version))
	return &latest.Version, err
}

// rollbackBody names the version to go back to; 0 is what ships.
type rollbackBody struct {
	Version *int   `json:"version"`
	Note    string `json:"note"`
}

func (h *Handler) rollBack(kind models.PolicyKind, show showing) showing {
	return func(r *http.Request, c call) (reply, error) {
		var body rollbackBody
		if err := decode(r, &body); err != nil {
			return reply{}, err
		}
		if body.Version == nil || *body.Version < 0 {
			return reply{}, invalid("version", "say which version to go back to; 0 is what ships")
		}
		return h.save(r, c, saving{kind, models.BackTo(kind, *body.Version), body.Note, strings.Clone}, show)
	}
}

// versionView is one saved state of a body of rules.
type versionView struct {
	Version   int             `json:"version"`
	Origin    models.Origin   `json:"origin"`
	Note      *string         `json:"note"`
	CreatedBy string          `json:"created_by"`
	CreatedAt models.Instant  `json:"created_at"`
	Document  json.RawMessage `json:"document"` // null in a list
}

func viewVersion(v models.PolicyVersion) versionView {
	view := versionView{v.Version, v.Origin, shown.OrNull(v.Note), v.CreatedBy, v.CreatedAt, json.RawMessage("null")}
	if v.Body != "" {
		view.Document = json.RawMessage(v.Body)
	}
	return view
}

// versions lists the versions of a kind, newest first, or shows one with its document.
func (h *Handler) versions(kind models.PolicyKind) showing {
	return func(r *http.Request, c call) (reply, error) {
		one, limit, cursor := c.query.number("version"), c.query.limit(), c.query.cursor(isNumber)
		if err := c.query.err(); err != nil {
			return reply{}, err
		}
		if one > 0 {
			v, err := h.store.PolicyVersion(r.Context(), kind, one)
			return pageOf([]models.PolicyVersion{v}, "", viewVersion), err
		}
		below, _ := strconv.Atoi(cursor) // empty is the newest; its form is checked
		found, next, err := h.store.PolicyVersions(r.Context(), kind, below, limit)
		if err != nil {
			return reply{}, err
		}
		following := ""
		if next > 0 {
			following = strconv.Itoa(next)
		}
		return pageOf(found, following, viewVersion), nil
	}
}

// versioned is a list that is a version of rules.
type versioned[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
	Version    int     `json:"version"` // 0 until somebody saves one
}

func versionedOf[M, T any](found []M, version int, view func(M) T) reply {
	items := make([]T, len(found))
	for i, m := range found {
		items[i] = view(m)
	}
	return reply{body: versioned[T]{Items: items, Version: version}, etag: etag(int64(version))}
}
