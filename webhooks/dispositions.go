package webhooks

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// dispositions answers a disposition from Studio, a Function or an IVR, whose sender waits for what comes of it. It goes the
// way of every message, through the inbox, and is only applied at once. Should this process die in between, whoever applies the
// inbox does it.
func (h *Handler) dispositions(w http.ResponseWriter, r *http.Request) {
	m, dry, faults := dispositionOf(r.Header.Get("Content-Type"), bodyOf(r))
	if dry {
		h.offer(w, r, m, faults)
		return
	}
	if len(faults) == 0 && m.Request == nil {
		_, err := h.cfg.Store.FindOutcome(r.Context(), m.Outcome)
		if errors.Is(err, models.ErrNotFound) { // it asks for nothing, so there is nothing to keep
			h.refuse(w, routeDispositions, problemOf(twilio.FieldErrors{{Field: "outcome", Remedy: "is not configured; send a configured outcome's code"}}))
			return
		}
		if err != nil {
			h.unavailable(w, routeDispositions, err)
			return
		}
	}
	done, err := h.settle(r.Context(), m)
	switch {
	case err != nil:
		h.unavailable(w, routeDispositions, err)
	case len(faults) > 0:
		h.refuse(w, routeDispositions, problemOf(faults))
	case done.refusal != nil:
		h.refuse(w, routeDispositions, *done.refusal)
	default:
		h.answer(w, done.callback)
	}
}

// dispositionOf brings a disposition to normal form, and says whether it is only to be tried. One with faults is a message too, which keeps
// what was sent.
func dispositionOf(contentType string, body []byte) (m models.Message, dry bool, faults twilio.FieldErrors) {
	d, err := twilio.ParseDisposition(contentType, body)
	if err != nil {
		if !errors.As(err, &faults) {
			faults = twilio.FieldErrors{{Field: "body", Remedy: err.Error()}}
		}
		return unreadable(models.SourceDispositions, "", faults.Error(), body), d.DryRun, faults
	}
	m = models.Message{DedupeKey: digestKey("disposition_"+d.Source(), body), Source: models.SourceDispositions, Type: "disposition",
		Role: models.RoleSource, Signal: models.TaskFinished, TaskSid: d.Source(), WorkerSid: d.WorkerSid}
	if d.Attributes.CallbackID != "" { // its sender says that it is ours: an unknown one is an error
		m.Role = models.RoleCall
	}
	fill(&m, d.Attributes)
	return m, d.DryRun, nil
}

// settled is what became of a disposition: a callback, none, or a refusal.
type settled struct {
	callback *models.Callback
	refusal  *problem
}

// settle stores a message and applies it. One that was applied before comes to what it came to then. One that was refused is
// judged anew, since what spoke against it may have been mended.
func (h *Handler) settle(ctx context.Context, m models.Message) (settled, error) {
	if err := h.store(ctx, []models.Message{m}); err != nil {
		return settled{}, err
	}
	entry, err := h.cfg.Store.InboxByKey(ctx, m.DedupeKey)
	if err != nil {
		return settled{}, err
	}
	switch entry.State {
	case models.InboxApplied, models.InboxIgnored:
		return h.recall(ctx, entry)
	case models.InboxRejected:
		if err := h.cfg.Store.ReplayInbox(ctx, entry.ID); err != nil && !errors.Is(err, models.ErrNotFound) {
			return settled{}, err
		}
	}
	done, err := h.cfg.Store.ApplyInbox(ctx, *entry)
	if err != nil {
		return h.settledByOthers(ctx, m.DedupeKey, err)
	}
	if done.State == models.InboxRejected {
		refusal := problemOf(done.Refusal)
		return settled{refusal: &refusal}, nil
	}
	h.cfg.Wake()
	return settled{callback: done.Callback}, nil
}

// settledByOthers looks whether applying failed because somebody else did it first: another instance, or the pass over the inbox.
func (h *Handler) settledByOthers(ctx context.Context, key string, failed error) (settled, error) {
	entry, err := h.cfg.Store.InboxByKey(ctx, key)
	if err != nil {
		return settled{}, errors.Join(failed, err)
	}
	if entry.State == models.InboxReceived {
		h.cfg.Stored()
		return settled{}, fmt.Errorf("apply disposition: %w", failed)
	}
	return h.recall(ctx, entry)
}

// recall is what a message came to that was applied before.
func (h *Handler) recall(ctx context.Context, entry *models.InboxEntry) (settled, error) {
	if entry.State == models.InboxRejected {
		reason := fault{Code: entry.Code, Detail: entry.Reason}
		return settled{refusal: &problem{Status: statusOf(entry.Code), Code: entry.Code, Detail: entry.Reason, Errors: []fault{reason}}}, nil
	}
	if entry.CallbackID == "" {
		return settled{}, nil
	}
	story, err := h.cfg.Store.Get(ctx, entry.CallbackID, models.Seen{})
	if err != nil {
		return settled{}, err
	}
	return settled{callback: &story.Callback}, nil
}
