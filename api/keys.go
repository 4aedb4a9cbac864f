package api

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

const (
	keysPath   = "/keys"
	linkSuffix = "/link"
)

// keyRoutes are the part of the table about keys.
func (h *Handler) keyRoutes() []route {
	admins := []models.Role{models.RoleAdmin}
	return []route{
		{http.MethodGet, keysPath, admins, nil, h.listKeys},
		{http.MethodPost, keysPath, admins, nil, h.createKey},
		{http.MethodDelete, keysPath + "/{name}", admins, nil, h.revokeKey},
		{http.MethodPost, keysPath + "/{name}" + linkSuffix, admins, nil, h.linkKey},
	}
}

// keyView is a key without its text.
type keyView struct {
	Name       string         `json:"name"`
	Role       models.Role    `json:"role"`
	WorkerSid  *string        `json:"worker_sid"`
	Team       *string        `json:"team"`
	CreatedAt  models.Instant `json:"created_at"`
	ExpiresAt  models.Instant `json:"expires_at"`
	LastUsedAt models.Instant `json:"last_used_at"`
	RevokedAt  models.Instant `json:"revoked_at"`
}

func viewKey(k models.APIKey) keyView {
	return keyView{k.Name, k.Role, shown.OrNull(k.WorkerSid), shown.OrNull(k.Team), k.CreatedAt, k.ExpiresAt, k.LastUsedAt, k.RevokedAt}
}

// madeKeyView is a key that was just made. Key is null in an answer that is given again: its text is kept nowhere.
type madeKeyView struct {
	keyView
	Key *string `json:"key"`
}

func (h *Handler) listKeys(r *http.Request, _ call) (reply, error) {
	keys, err := h.store.APIKeys(r.Context())
	if err != nil {
		return reply{}, err
	}
	return pageOf(keys, "", viewKey), nil
}

type keyBody struct {
	Name      string      `json:"name"`
	Role      models.Role `json:"role"`
	WorkerSid string      `json:"worker_sid"`
	Team      string      `json:"team"`
	ExpiresAt string      `json:"expires_at"`
}

func (h *Handler) createKey(r *http.Request, _ call) (reply, error) {
	var body keyBody
	if err := decode(r, &body); err != nil {
		return reply{}, err
	}
	key := models.APIKey{Name: body.Name, Role: body.Role, WorkerSid: body.WorkerSid, Team: body.Team, CreatedAt: models.At(h.store.Now())}
	if body.ExpiresAt != "" {
		at, err := time.Parse(time.RFC3339, body.ExpiresAt)
		if err != nil {
			return reply{}, invalid("expires_at", "want a time such as 2027-12-01T10:00:00Z, or leave it out")
		}
		key.ExpiresAt = models.At(at)
	}
	text, err := h.store.CreateAPIKey(r.Context(), key)
	if errors.Is(err, models.ErrTaken) {
		return reply{}, invalid("name", "there is, or was, a key of this name: choose another")
	}
	if err != nil {
		return reply{}, err
	}
	location := Prefix + keysPath + "/" + url.PathEscape(key.Name)
	return reply{status: http.StatusCreated, body: madeKeyView{viewKey(key), &text}, kept: madeKeyView{viewKey(key), nil}, location: location}, nil
}

func (h *Handler) revokeKey(r *http.Request, _ call) (reply, error) {
	name, err := keyName(r, "")
	if err != nil {
		return reply{}, err
	}
	if err := h.store.RevokeAPIKey(r.Context(), name); err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusNoContent}, nil
}

// keyName is the name in a path. It is read of the path as it came, since the router may or may not have decoded what stands in it.
func keyName(r *http.Request, suffix string) (string, error) {
	name, err := url.PathUnescape(strings.TrimSuffix(strings.TrimPrefix(r.URL.EscapedPath(), Prefix+keysPath+"/"), suffix))
	if err != nil {
		return "", models.ErrNotFound
	}
	return name, nil
}

// signInLinkView is where a browser is signed in, once. Path is null in an answer that is given again: the code is kept nowhere.
type signInLinkView struct {
	Path      *string        `json:"path"`
	ExpiresAt models.Instant `json:"expires_at"`
}

// linkKey makes a link for a key's holder. The code stands behind the #, which browsers send to no server and so to no log.
func (h *Handler) linkKey(r *http.Request, _ call) (reply, error) {
	name, err := keyName(r, linkSuffix)
	if err != nil {
		return reply{}, err
	}
	until := models.At(h.store.Now()).Add(models.SignInCodeFor)
	code, err := h.store.CreateSignInCode(r.Context(), name)
	if err != nil {
		return reply{}, err
	}
	path := "/signin#code=" + code
	return reply{status: http.StatusCreated, body: signInLinkView{&path, until}, kept: signInLinkView{nil, until}}, nil
}
