package api

import (
	"net/http"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
	"github.com/ringback/ringback/models/shown"
)

// callingHoursView are the rules in force, as a PUT takes them, and what they rest on.
type callingHoursView struct {
	Version   int            `json:"version"` // 0: the presets alone
	Origin    *string        `json:"origin"`
	Note      *string        `json:"note"`
	CreatedBy *string        `json:"created_by"`
	CreatedAt models.Instant `json:"created_at"`

	Sets      []hours.Set                   `json:"sets"`
	Confirmed map[string]hours.Confirmation `json:"confirmed"`
	Regions   map[string]string             `json:"regions"`
	Everyone  []string                      `json:"everyone"`
	Teams     map[string][]string           `json:"teams"`
	Campaigns map[string][]string           `json:"campaigns"`
	Closed    []hours.ClosedDay             `json:"closed"`

	Presets  []presetView `json:"presets"`
	Doubtful []string     `json:"doubtful"` // the sets, by id, of which something is unverified and nobody has confirmed it
}

// presetView is a set that ships.
type presetView struct {
	hours.Set
	Confirmed    bool                `json:"confirmed"`
	Confirmation *hours.Confirmation `json:"confirmation"` // who answers for it
	AnyDoubt     bool                `json:"any_doubt"`
	Replaced     bool                `json:"replaced"` // a set of the site's own stands in its place
}

func (h *Handler) getCallingHours(r *http.Request, _ call) (reply, error) {
	in, err := h.store.CallingHours(r.Context())
	if err != nil {
		return reply{}, err
	}
	rules := in.Rules
	view := callingHoursView{
		Version: in.Version, Origin: shown.OrNull(in.Origin), Note: shown.OrNull(in.Note), CreatedBy: shown.OrNull(in.CreatedBy), CreatedAt: in.CreatedAt,
		Sets: listed(rules.Sets), Confirmed: mapped(rules.Confirmed), Regions: mapped(rules.Regions), Everyone: listed(rules.Everyone),
		Teams: mapped(rules.Teams), Campaigns: mapped(rules.Campaigns), Closed: listed(rules.Closed),
		Presets: viewPresets(h.store.Presets(), rules), Doubtful: []string{},
	}
	for _, set := range in.Book.Sets() {
		if set.AnyDoubt() {
			view.Doubtful = append(view.Doubtful, set.ID)
		}
	}
	return reply{body: view, etag: etag(int64(in.Version))}, nil
}

// viewPresets are the sets that ship and the set of regions without one.
func viewPresets(presets *hours.Presets, rules hours.Rules) []presetView {
	own := map[string]bool{}
	for _, set := range rules.Sets {
		own[set.ID] = true
	}
	var views []presetView
	for _, set := range append(presets.All(), hours.Fallback()) {
		view := presetView{Replaced: own[set.ID]}
		if c, ok := rules.Confirmed[set.ID]; ok && c.Version == set.Version && !view.Replaced {
			set.Confirmed, view.Confirmation = true, &c
		}
		view.Set, view.Confirmed, view.AnyDoubt = set, set.Confirmed, set.AnyDoubt()
		views = append(views, view)
	}
	return views
}

// listed is a list as JSON shows it: [] rather than null.
func listed[T any](list []T) []T { return append([]T{}, list...) }

// mapped is an object as JSON shows it: {} rather than null.
func mapped[T any](of map[string]T) map[string]T {
	if of == nil {
		return map[string]T{}
	}
	return of
}

// callingHoursBody is a document of calling hours, and why it is saved.
type callingHoursBody struct {
	hours.Rules
	Note string `json:"note"`
}

func (h *Handler) putCallingHours(r *http.Request, c call) (reply, error) {
	var body callingHoursBody
	if err := decodeHours(r, &body); err != nil {
		return reply{}, err
	}
	return h.saveHours(r, c, models.ReplaceCallingHours(body.Rules), body.Note, h.getCallingHours)
}

func (h *Handler) saveHours(r *http.Request, c call, change models.PolicyChange, note string, show showing) (reply, error) {
	field := func(name string) string { return strings.TrimPrefix(name, "calling_hours.") }
	return h.save(r, c, saving{models.PolicyCallingHours, change, note, field}, show)
}

// confirmBody names a set on which advice was taken.
type confirmBody struct {
	Set  string `json:"set"`
	Note string `json:"note"`
}

// confirmSet records who answers for a set, so that it is no longer shown as unverified.
func (h *Handler) confirmSet(r *http.Request, c call) (reply, error) {
	var body confirmBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Set == "" {
		return reply{}, invalid("set", "name the set that is confirmed; GET /calling-hours lists them")
	}
	return h.saveHours(r, c, models.ConfirmSet(body.Set), body.Note, h.getCallingHours)
}
