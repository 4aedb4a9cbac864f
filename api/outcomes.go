package api

import (
	"net/http"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// outcomeView is a code that agents choose at wrap-up, and what it does; in answers and in a PUT.
type outcomeView struct {
	Code       string        `json:"code"`
	Label      string        `json:"label"`
	Action     models.Action `json:"action"`
	Resolution *string       `json:"resolution"`
	// RetryDelays are the seconds until the next try after the first such outcome, the second, and so on.
	RetryDelays []int `json:"retry_delays"`
	BuiltIn     bool  `json:"built_in"` // told, not taken: which outcomes are built in does not change
}

func (h *Handler) listOutcomes(r *http.Request, _ call) (reply, error) {
	latest, err := h.store.PolicyInForce(r.Context(), models.PolicyOutcomes)
	if err != nil {
		return reply{}, err
	}
	outcomes, err := h.store.Outcomes(r.Context())
	if err != nil {
		return reply{}, err
	}
	return versionedOf(outcomes, latest.Version, viewOutcome), nil
}

func viewOutcome(o models.Outcome) outcomeView {
	return outcomeView{o.Code, o.Label, o.Action, shown.OrNull(o.Resolution), listed(o.RetryDelays.V), o.BuiltIn}
}

// outcomesBody are all outcomes that differ from what ships; built-in ones that are left out are as they ship.
type outcomesBody struct {
	Items []outcomeView `json:"items"`
	Note  string        `json:"note"`
}

func (h *Handler) putOutcomes(r *http.Request, c call) (reply, error) {
	var body outcomesBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Items == nil {
		return reply{}, invalid("items", "give all outcomes that differ from what ships, [] for none")
	}
	outcomes := make([]models.OutcomeSetting, len(body.Items))
	for i, o := range body.Items {
		outcomes[i] = models.OutcomeSetting{Code: o.Code, Label: o.Label, Action: o.Action, RetryDelays: o.RetryDelays}
		if o.Resolution != nil {
			outcomes[i].Resolution = models.Resolution(*o.Resolution)
		}
	}
	field := func(name string) string { return "items" + strings.TrimPrefix(name, "outcomes") }
	return h.save(r, c, saving{models.PolicyOutcomes, models.ReplaceOutcomes(outcomes), body.Note, field}, h.listOutcomes)
}
