package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// webhookRoutes are the part of the table that is about webhooks out, and what is sent by them.
func (h *Handler) webhookRoutes() []route {
	admins, managers := []models.Role{models.RoleAdmin}, []models.Role{models.RoleSupervisor, models.RoleAdmin}
	return []route{
		{http.MethodGet, "/webhooks", admins, nil, h.listWebhooks},
		{http.MethodPut, "/webhooks", admins, []string{"dry_run"}, h.putWebhooks},
		{http.MethodPost, "/webhooks/{id}/test", admins, nil, h.testWebhook},
		{http.MethodPost, "/webhooks/{id}/rotate", admins, nil, h.rotateWebhook},
		{http.MethodGet, "/deliveries", managers, []string{"state", "endpoint_id", "limit", "cursor"}, h.listDeliveries},
		{http.MethodPost, "/deliveries/{id}/replay", managers, nil, h.replayDelivery},
	}
}

// endpointView is where webhooks go. Secret is there in the one answer that makes it.
type endpointView struct {
	ID            *string             `json:"id"` // null: not made, since it was only tried
	URL           string              `json:"url"`
	Description   *string             `json:"description"`
	Types         []models.NoticeType `json:"types"` // [] is all
	Thin          bool                `json:"thin"`
	Disabled      bool                `json:"disabled"`
	Secret        *string             `json:"secret"`
	PreviousUntil models.Instant      `json:"previous_secret_until"`
	Failures      int                 `json:"failures"`
	RestsUntil    models.Instant      `json:"rests_until"` // its circuit is open
	CreatedAt     models.Instant      `json:"created_at"`
}

func viewEndpoint(e models.Endpoint) endpointView {
	return endpointView{ID: shown.OrNull(e.ID), URL: e.URL, Description: shown.OrNull(e.Description), Types: listed(e.Types.V), Thin: e.Thin, Disabled: e.Disabled,
		PreviousUntil: e.PreviousUntil, Failures: e.Failures, RestsUntil: e.RestsUntil, CreatedAt: e.CreatedAt}
}

func (h *Handler) listWebhooks(r *http.Request, _ call) (reply, error) {
	list, version, err := h.store.Endpoints(r.Context())
	if err != nil {
		return reply{}, err
	}
	return versionedOf(list, version, viewEndpoint), nil
}

// endpointBody is one endpoint of a PUT: one that is there by its id, or a new one. What a list shows beside is told, not taken.
type endpointBody struct {
	ID          *string             `json:"id"`
	URL         string              `json:"url"`
	Description *string             `json:"description"`
	Types       []models.NoticeType `json:"types"`
	Thin        bool                `json:"thin"`
	Disabled    bool                `json:"disabled"`

	Secret        *string        `json:"secret"`
	PreviousUntil models.Instant `json:"previous_secret_until"`
	Failures      int            `json:"failures"`
	RestsUntil    models.Instant `json:"rests_until"`
	CreatedAt     models.Instant `json:"created_at"`
}

func (b endpointBody) setting() models.EndpointSetting {
	s := models.EndpointSetting{URL: b.URL, Types: b.Types, Thin: b.Thin, Disabled: b.Disabled}
	if b.ID != nil {
		s.ID = *b.ID
	}
	if b.Description != nil {
		s.Description = *b.Description
	}
	return s
}

// putWebhooks takes the whole list of endpoints. A new one's secret is in this answer and in no other.
func (h *Handler) putWebhooks(r *http.Request, c call) (reply, error) {
	var body struct {
		Items []endpointBody `json:"items"`
	}
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	if body.Items == nil {
		return reply{}, invalid("items", "give all endpoints that are to be told, [] for none")
	}
	dry, err := c.query.flag("dry_run"), c.query.err()
	if err != nil {
		return reply{}, err
	}
	base, err := h.endpointBase(r)
	if err != nil {
		return reply{}, err
	}
	settings := make([]models.EndpointSetting, len(body.Items))
	for i, item := range body.Items {
		settings[i] = item.setting()
	}
	list, made, err := h.store.SaveEndpoints(r.Context(), settings, base, dry)
	if err != nil {
		return reply{}, err
	}
	_, version, err := h.store.Endpoints(r.Context())
	if err != nil {
		return reply{}, err
	}
	fresh := make(map[string]bool, len(made))
	for _, id := range made {
		fresh[id] = true
	}
	return versionedOf(list, version, func(e models.Endpoint) endpointView {
		view := viewEndpoint(e)
		if fresh[e.ID] {
			view.Secret = shown.OrNull(e.Secret)
		}
		return view
	}), nil
}

// endpointBase is the version that a change is based on by its If-Match, nil without one.
func (h *Handler) endpointBase(r *http.Request) (*int, error) {
	if len(r.Header.Values("If-Match")) == 0 {
		return nil, nil
	}
	_, version, err := h.store.Endpoints(r.Context())
	if err != nil {
		return nil, err
	}
	_, err = ifMatch(r.Header, int64(version))
	return &version, err
}

// testWebhook sends a test event to one endpoint, whatever types it asks for.
func (h *Handler) testWebhook(r *http.Request, _ call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	d, err := h.store.TestEndpoint(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusAccepted, body: viewDelivery(*d)}, nil
}

// rotateWebhook gives an endpoint a new secret, told in this answer alone.
func (h *Handler) rotateWebhook(r *http.Request, _ call) (reply, error) {
	id, err := pathID(r)
	if err != nil {
		return reply{}, err
	}
	e, err := h.store.RotateSecret(r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	view := viewEndpoint(*e)
	view.Secret = shown.OrNull(e.Secret)
	return reply{body: view}, nil
}
