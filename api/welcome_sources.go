package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/ringback/ringback/models"
)

// welcomeSourceView is a sender of welcome calls with names of its own, in answers and in a PUT. What it signs with is a setting, and no part of it.
type welcomeSourceView struct {
	Name   string            `json:"name"`
	Fields map[string]string `json:"fields"`
}

func (h *Handler) listWelcomeSources(r *http.Request, _ call) (reply, error) {
	sources, version, err := h.store.WelcomeSources(r.Context())
	if err != nil {
		return reply{}, err
	}
	return versionedOf(sources, version, func(s models.WelcomeSource) welcomeSourceView { return welcomeSourceView{s.Name, mapped(s.Fields)} }), nil
}

// welcomeSourcesBody are all senders that are mapped.
type welcomeSourcesBody struct {
	Items []welcomeSourceView `json:"items"`
	Note  string              `json:"note"`
}

func (h *Handler) putWelcomeSources(r *http.Request, c call) (reply, error) {
	var body welcomeSourcesBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Items == nil {
		return reply{}, invalid("items", "give all senders that are to be mapped, [] for none")
	}
	sources := make([]models.WelcomeSource, len(body.Items))
	for i, item := range body.Items {
		sources[i] = models.WelcomeSource{Name: item.Name, Fields: item.Fields}
	}
	return h.save(r, c, saving{models.PolicyWelcome, models.ReplaceWelcomeSources(sources), body.Note, body.field}, h.listWelcomeSources)
}

// field names sources[street-app].fields.type by the place in items that the sender has.
func (b welcomeSourcesBody) field(name string) string {
	rest, isOne := strings.CutPrefix(name, "sources[")
	sender, rest, ends := strings.Cut(rest, "].")
	i := slices.IndexFunc(b.Items, func(item welcomeSourceView) bool { return strings.HasPrefix(item.Name, sender) })
	if !isOne || !ends || i < 0 {
		return "items"
	}
	return fmt.Sprintf("items[%d].%s", i, rest)
}
