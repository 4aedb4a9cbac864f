package webhooks

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// schema says what a welcome call may hold. What it has been published with stays: another form is another version.
//
//go:embed welcome-call.v1.json
var schema []byte

func welcomeSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(schema) // only the connection can fail, and nobody is left to be told
}

// welcome answers a welcome call from a fundraiser's scheduler, which waits for what comes of it. It goes the way of every message,
// through the inbox, and is only applied at once. The same webhook-id is answered as it was the first time.
func (h *Handler) welcome(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		h.refuse(w, routeWelcome, problem{Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: "send it by POST"})
		return
	}
	limits := boundsOf(routeWelcome)
	body, err := readBody(w, r, limits.bytes)
	if err != nil {
		h.refuseBody(w, routeWelcome, limits, err)
		return
	}
	if err := h.welcomed.verify(r.Header, body); err != nil {
		h.counts.signatureFailures.WithLabelValues("welcome_call").Inc()
		h.refuse(w, routeWelcome, problem{Status: http.StatusUnauthorized, Code: "unauthenticated", Detail: err.Error()})
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), limits.time)
	defer cancel()
	h.answerWelcome(ctx, w, r, body)
}

func (h *Handler) answerWelcome(ctx context.Context, w http.ResponseWriter, r *http.Request, body []byte) {
	m, dry, err := h.welcomeMessage(ctx, r, body)
	if err != nil {
		h.unavailable(w, routeWelcome, err)
		return
	}
	if dry && m.Malformed == "" {
		view, err := h.cfg.Store.PreviewWelcome(ctx, m)
		if err != nil {
			h.unavailable(w, routeWelcome, err)
			return
		}
		h.received(routeWelcome, http.StatusOK)
		writeJSON(w, http.StatusOK, "application/json", shown.PreviewOf(view, h.zone(view.Timezone), inData))
		return
	}
	answer, err := h.settleWelcome(ctx, m)
	switch {
	case err != nil:
		h.unavailable(w, routeWelcome, err)
	case answer.Callback == nil:
		h.refuse(w, routeWelcome, welcomeProblem(answer))
	default:
		h.received(routeWelcome, http.StatusAccepted)
		writeJSON(w, http.StatusAccepted, "application/json", map[string]*view{"callback": h.viewOf(answer.Callback)})
	}
}

// welcomeMessage brings a welcome call to normal form, and says whether it is only to be tried. One that cannot be read is a message too,
// which keeps what was sent; it fails when the mapping of its sender cannot be read.
func (h *Handler) welcomeMessage(ctx context.Context, r *http.Request, body []byte) (m models.Message, dry bool, down error) {
	key := digestKey("welcome", []byte(r.Header.Get("webhook-id")))
	call, err, down := h.readSent(ctx, body, sourceOf(r))
	if down != nil {
		return m, false, down
	}
	if err == nil {
		m, dry = call.message(sourceOf(r)), call.Data.DryRun
		if weight(m) > maxTexts {
			err = errors.New("more text than a promise may hold")
		}
	}
	if err != nil {
		m = unreadable(models.SourceWelcome, "", err.Error(), body)
	}
	m.DedupeKey, m.Role = key, models.RoleWelcome
	return m, dry, nil
}

// settleWelcome stores a welcome call, applies it unless it was applied or refused before, and returns its answer. Whoever comes second
// waits for the first at the row of the message.
func (h *Handler) settleWelcome(ctx context.Context, m models.Message) (models.WelcomeAnswer, error) {
	if err := h.store(ctx, []models.Message{m}); err != nil {
		return models.WelcomeAnswer{}, err
	}
	entry, err := h.cfg.Store.InboxByKey(ctx, m.DedupeKey)
	if err != nil {
		return models.WelcomeAnswer{}, err
	}
	if entry.State == models.InboxReceived {
		if _, err := h.cfg.Store.ApplyInbox(ctx, *entry); err != nil && !models.AppliedBefore(err) {
			h.cfg.Stored() // should this process be the one that fails, the pass over the inbox applies it
			return models.WelcomeAnswer{}, fmt.Errorf("apply welcome call: %w", err)
		}
		h.cfg.Wake()
	}
	return h.cfg.Store.AnswerTo(ctx, m.DedupeKey)
}

// welcomeProblem is the refusal of a welcome call. Here everything that another time would mend is 422, a full slot too.
func welcomeProblem(a models.WelcomeAnswer) problem {
	p := problem{Status: statusOf(a.Code), Code: a.Code, Detail: a.Detail, Alternatives: a.Alternatives}
	switch a.Code {
	case "slot_full":
		p.Status = http.StatusUnprocessableEntity
	case "callback_closed":
		p.Status = http.StatusConflict
	case codeNotFound:
		p.Detail = "no booking has this reference"
	case codeWithAgent:
		p.Detail = models.ErrWithAgent.Error()
	}
	for i, one := range a.Problems {
		if i == 0 {
			p.Rule, p.NextAllowedAt = one.Rule, one.NextAllowedAt
		}
		p.Errors = append(p.Errors, fault{inData(one.Field), one.Code, one.Detail, one.Rule})
	}
	return p
}

// inData names a field as the body of a welcome call has it.
func inData(field string) string {
	if field == "type" || field == "body" || field == "" || strings.HasPrefix(field, "data.") {
		return field
	}
	return "data." + field
}

// sourceOf is the configured sender that a request says it comes from, if it says one.
func sourceOf(r *http.Request) string {
	if name := r.Header.Get("X-Ringback-Source"); name != "" {
		return name
	}
	return r.URL.Query().Get("source")
}

// unreadableField says which field of a body is of the wrong kind.
func unreadableField(field, remedy string) error {
	return twilio.FieldErrors{{Field: field, Remedy: remedy}}
}
