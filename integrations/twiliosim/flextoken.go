package twiliosim

import (
	"net/http"
	"slices"
	"time"
)

// opValidateToken is the one operation of Twilio's identity service. Faults strike it by this name.
const opValidateToken = "ValidateToken"

// tokenFor is how long a token of Flex lives when nothing else is said (Flex User Token API).
const tokenFor = time.Hour

// FlexToken is whom a token of Flex speaks for.
type FlexToken struct {
	WorkerSid string    `json:"worker_sid"`
	Roles     []string  `json:"roles"`      // such as agent, supervisor, admin
	ExpiresAt time.Time `json:"expires_at"` // an hour from now when zero
}

// IssueFlexToken makes a token as a Flex user's browser holds it.
func (s *Server) IssueFlexToken(t FlexToken) string {
	s.lock()
	defer s.mu.Unlock()
	if t.ExpiresAt.IsZero() {
		t.ExpiresAt = s.clock.Now().Add(tokenFor)
	}
	t.Roles = slices.Clone(t.Roles)
	text := "eyJhbGciOiJkaXIifQ.." + s.sids.next("iv") + "." + s.sids.next("ct") + s.sids.next("ct") + "." + s.sids.next("tg")
	s.flexTokens[text] = t
	return text
}

// RevokeFlexToken ends a token before its time, as signing out does.
func (s *Server) RevokeFlexToken(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flexTokens, text)
}

// tokenAnswer is what the identity service says of a token.
type tokenAnswer struct {
	Valid       bool     `json:"valid"`
	Code        int      `json:"code"`
	Message     *string  `json:"message"`
	Expiration  *string  `json:"expiration"`
	RealmUserID *string  `json:"realm_user_id"`
	Identity    *string  `json:"identity"`
	Roles       []string `json:"roles"`
	WorkerSid   *string  `json:"worker_sid"`
}

func (s *Server) validateToken(c *call) (reply, error) {
	if c.path("AccountSid") != s.account {
		return reply{}, notFound(c.request.URL.Path)
	}
	var asked struct {
		Token string `json:"token"`
	}
	if err := decode(c.request, &asked); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	known, ok := s.flexTokens[asked.Token]
	if !ok || !known.ExpiresAt.After(s.now) {
		message := "Invalid token"
		return reply{status: s.assumptions.badTokenStatus(), body: tokenAnswer{Code: 20101, Message: &message}}, nil
	}
	expiration := known.ExpiresAt.UTC().Format("2006-01-02T15:04:05.000Z")
	name := "flex user"
	return reply{status: http.StatusOK, body: tokenAnswer{Valid: true, Expiration: &expiration, RealmUserID: &name, Identity: &name,
		Roles: known.Roles, WorkerSid: filled(known.WorkerSid)}}, nil
}

// filled is nil for an empty text: a Flex user may have no worker.
func filled(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func (a Assumptions) badTokenStatus() int {
	if a.BadTokenStatus == 0 {
		return http.StatusOK
	}
	return a.BadTokenStatus
}

func (s *Server) controlToken(r *http.Request) (any, error) {
	var t FlexToken
	if err := decode(r, &t); err != nil {
		return nil, err
	}
	return map[string]string{"token": s.IssueFlexToken(t)}, nil
}
