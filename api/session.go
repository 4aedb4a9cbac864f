package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

const (
	sessionPath = "/session"
	csrfHeader  = "X-Ringback-CSRF"

	// maxSignIn bounds the body of a sign-in, in bytes: a key has 47.
	maxSignIn = 4 << 10
)

// sessionRoutes are the part of the table about who is asking. Everyone who is let in may know.
func (h *Handler) sessionRoutes() []route {
	everyone := []models.Role{models.RoleAgent, models.RoleSupervisor, models.RoleAdmin, models.RoleIntake, models.RoleDialer}
	return []route{
		{http.MethodGet, sessionPath, everyone, nil, h.whoAmI},
		{http.MethodDelete, sessionPath, everyone, nil, h.signOut},
	}
}

// sessionView says who is asking. CSRFToken is there for a session alone.
type sessionView struct {
	Via       credential     `json:"via"`
	Name      string         `json:"name"`
	Role      models.Role    `json:"role"`
	WorkerSid *string        `json:"worker_sid"`
	Team      *string        `json:"team"`
	ExpiresAt models.Instant `json:"expires_at"`
	CSRFToken *string        `json:"csrf_token"`
}

func viewSession(c caller) sessionView {
	return sessionView{c.via, c.name, c.role, shown.OrNull(c.workerSid), shown.OrNull(c.team), c.until, shown.OrNull(c.csrf)}
}

func (h *Handler) whoAmI(_ *http.Request, c call) (reply, error) {
	return reply{body: viewSession(c.caller)}, nil
}

// signInBody is what a person shows to get a session: one of the two.
type signInBody struct {
	Key  string `json:"key"`
	Code string `json:"code"`
}

// signIn exchanges a key, or the code of a sign-in link, for a session. It is the one route below Prefix that asks for no credential.
func (h *Handler) signIn(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), h.patience)
	defer cancel()
	r.Body = http.MaxBytesReader(w, r.Body, maxSignIn)
	opened, err := h.openSession(r.WithContext(ctx))
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	who, err := h.holder(ctx, opened.Key, bySession)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	who.until, who.csrf = opened.ExpiresAt, csrfOf(opened.Text)
	h.write(w, r, reply{status: http.StatusCreated, body: viewSession(who), cookie: h.cookie(opened.Text, opened.ExpiresAt.Time())})
}

// openSession counts what fails against the address it comes from. A page of another site cannot sign anybody in.
func (h *Handler) openSession(r *http.Request) (*models.Opened, error) {
	if err := sameOrigin(r); err != nil {
		return nil, err
	}
	if _, err := readQuery(r.URL.RawQuery, nil); err != nil {
		return nil, err
	}
	from := addressOf(r)
	if err := h.failures.check(from, h.clock.Now()); err != nil {
		return nil, err
	}
	var body signInBody
	if err := decode(r, &body); err != nil {
		return nil, err
	}
	if (body.Key == "") == (body.Code == "") {
		return nil, invalid("key", "give a key, or the code of a sign-in link")
	}
	opened, err := h.exchange(r.Context(), body)
	if errors.Is(err, models.ErrNotFound) {
		_ = h.failures.take(from, h.clock.Now()) // there was one a moment ago; whoever took it meanwhile failed too
		return nil, &refusal{problem: problemFor(codeUnauthenticated, "this key or code is unknown, used, revoked or too old: ringback apikey link NAME makes a new link")}
	}
	return opened, err
}

func (h *Handler) exchange(ctx context.Context, body signInBody) (*models.Opened, error) {
	if body.Code != "" {
		return h.store.RedeemSignInCode(ctx, body.Code)
	}
	return h.store.OpenSession(ctx, body.Key)
}

func (h *Handler) signOut(r *http.Request, c call) (reply, error) {
	if c.via == bySession {
		if err := h.store.CloseSession(r.Context(), h.sessionText(r)); err != nil {
			return reply{}, err
		}
	}
	return reply{status: http.StatusNoContent, cookie: h.cookie("", time.Time{})}, nil
}

// fromSession knows a caller by the cookie. What a page changes by it must repeat the session's CSRF token, which only a page of ours can
// have read, and, where the browser says so, come from our own origin.
func (h *Handler) fromSession(ctx context.Context, r *http.Request) (caller, error) {
	text := h.sessionText(r)
	if text == "" {
		return caller{}, unauthenticated("")
	}
	found, err := h.store.FindSession(ctx, text)
	if errors.Is(err, models.ErrNotFound) {
		return caller{}, &refusal{problem: problemFor(codeUnauthenticated, "this session has ended: sign in again")}
	}
	if err != nil {
		return caller{}, err
	}
	who, err := h.holder(ctx, found.Key, bySession)
	if err != nil {
		return caller{}, err
	}
	who.until, who.csrf = found.ExpiresAt, csrfOf(text)
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return who, nil
	}
	if subtle.ConstantTimeCompare([]byte(r.Header.Get(csrfHeader)), []byte(who.csrf)) != 1 {
		return caller{}, forbidden("a change by a session needs the header " + csrfHeader + " with the csrf_token that GET " + Prefix + sessionPath + " answers")
	}
	return who, sameOrigin(r)
}

// sameOrigin refuses what a browser says another site's page has sent. Programs, and browsers of before 2023, say nothing.
func sameOrigin(r *http.Request) error {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return forbidden("a session belongs to the console's own pages: other pages send a key or a token of Flex")
	}
	return nil
}

// csrfOf derives the token from the session's own text, which no page can read: whoever has the token cannot get at the text.
func csrfOf(session string) string {
	sum := sha256.Sum256([]byte("ringback csrf " + session))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

func (h *Handler) sessionText(r *http.Request) string {
	cookie, err := r.Cookie(h.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// cookieName has the prefix by which browsers hold a cookie to https, to this host and to the path /.
func (h *Handler) cookieName() string {
	if h.secure {
		return "__Host-ringback_session"
	}
	return "ringback_session"
}

// cookie holds a session until it ends; without a text it takes the cookie away.
func (h *Handler) cookie(text string, ends time.Time) *http.Cookie {
	c := &http.Cookie{Name: h.cookieName(), Value: text, Path: "/", HttpOnly: true, Secure: h.secure, SameSite: http.SameSiteStrictMode, MaxAge: -1}
	if text != "" {
		c.Expires, c.MaxAge = ends, int(ends.Sub(h.store.Now())/time.Second)
	}
	return c
}
