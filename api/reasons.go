package api

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// reasonChoice is a reason for which donors ask to be rung later, in answers and in a PUT.
type reasonChoice struct {
	Code   string            `json:"code"`
	Label  string            `json:"label"`
	Labels map[string]string `json:"labels"`
	Match  []string          `json:"match"`
	Team   *string           `json:"team"`
}

// listReasons lists the reasons to choose from; an agent is not offered those of other teams.
func (h *Handler) listReasons(r *http.Request, c call) (reply, error) {
	reasons, version, err := h.store.Reasons(r.Context())
	if err != nil {
		return reply{}, err
	}
	if c.role == models.RoleAgent {
		reasons = slices.DeleteFunc(reasons, func(reason models.ReasonSetting) bool { return reason.Team != "" && reason.Team != c.team })
	}
	return versionedOf(reasons, version, viewReasonChoice), nil
}

func viewReasonChoice(r models.ReasonSetting) reasonChoice {
	return reasonChoice{r.Code, cmp.Or(r.Label, r.Code), mapped(r.Labels), listed(r.Match), shown.OrNull(r.Team)}
}

// reasonsBody are all reasons, in the order in which they are offered.
type reasonsBody struct {
	Items []reasonChoice `json:"items"`
	Note  string         `json:"note"`
}

func (h *Handler) putReasons(r *http.Request, c call) (reply, error) {
	var body reasonsBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Items == nil {
		return reply{}, invalid("items", "give all reasons in their order, [] for none but those in words")
	}
	reasons := make([]models.ReasonSetting, len(body.Items))
	for i, item := range body.Items {
		reasons[i] = models.ReasonSetting{Code: item.Code, Label: item.Label, Labels: item.Labels, Match: item.Match}
		if item.Team != nil {
			reasons[i].Team = *item.Team
		}
	}
	field := func(name string) string { return "items" + strings.TrimPrefix(name, "reasons") }
	return h.save(r, c, saving{models.PolicyReasons, models.ReplaceReasons(reasons), body.Note, field}, h.listReasons)
}
