package twilio

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"
	"golang.org/x/sync/singleflight"
)

// The bounds of asking Twilio about a token. The page of an agent asks every few seconds, so an answer is used again: for a minute at
// most, by which time a user who was signed out is out here too. A refusal is remembered just long enough to spare Twilio a page that
// keeps trying.
const (
	flexTokenWithin = 3 * time.Second
	flexTokenFor    = time.Minute
	badTokenFor     = 5 * time.Second
	maxFlexToken    = 8 << 10  // characters; tokens have some 1,500
	maxTokenAnswer  = 64 << 10 // bytes
	tokensAtOnce    = 16       // requests under way
)

// ErrFlexToken says that Twilio, or the token's own form, calls it invalid. Any other error means that nobody knows.
var ErrFlexToken = errors.New("the Flex token is not valid")

// FlexUser is whom a token of Flex speaks for.
type FlexUser struct {
	WorkerSid string    // WK...; empty for a user who takes no Tasks
	Roles     []string  // as Flex names them: agent, supervisor, admin
	ExpiresAt time.Time // of the token
}

// FlexTokenConfig says whom to ask about tokens.
type FlexTokenConfig struct {
	BaseURL            string        // of Twilio's identity service; the same rules as [Config].BaseURL
	AccountSid         string        // AC...
	Username, Password string        // an API key and its secret, or the account's sid and auth token
	Timeout            time.Duration // of one request; 0 means 3 s
	Clock              clockwork.Clock
	Transport          http.RoundTripper // nil means a pool of its own
}

// FlexTokens validates the tokens of Flex users. Tokens are encrypted for Twilio alone, which has to be asked. It is safe for concurrent
// use.
type FlexTokens struct {
	cfg    FlexTokenConfig
	url    string
	http   *http.Client
	flight singleflight.Group
	room   chan struct{} // one place for each request under way
	known  *tokenCache
}

// NewFlexTokens checks cfg; nothing is sent yet.
func NewFlexTokens(cfg FlexTokenConfig) (*FlexTokens, error) {
	base, err := parseBase(cfg.BaseURL)
	switch {
	case err != nil:
		return nil, fmt.Errorf("flex tokens: %w", err)
	case !validSid("AC", cfg.AccountSid):
		return nil, errors.New("flex tokens: AccountSid: want AC and 32 hexadecimal digits")
	case cfg.Username == "" || cfg.Password == "" || cfg.Clock == nil:
		return nil, errors.New("flex tokens: Username, Password and Clock are required")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = flexTokenWithin
	}
	transport := cfg.Transport
	if transport == nil {
		transport = newTransport(tokensAtOnce, cfg.Timeout)
	}
	return &FlexTokens{cfg: cfg, url: base.JoinPath("v1", "Accounts", url.PathEscape(cfg.AccountSid), "Tokens", "validate").String(),
		http: newHTTPClient(transport), room: make(chan struct{}, tokensAtOnce), known: newTokenCache(cfg.Clock)}, nil
}

// Close drops the idle connections.
func (f *FlexTokens) Close() { f.http.CloseIdleConnections() }

// Validate says whom a token speaks for. A token that is not valid is ErrFlexToken; any other error means that Twilio could not be asked,
// within 3 s, and nothing is known. Only the token's SHA-256 is kept.
func (f *FlexTokens) Validate(ctx context.Context, token string) (FlexUser, error) {
	if token == "" || len(token) > maxFlexToken || strings.Trim(token, tokenCharacters) != "" {
		return FlexUser{}, ErrFlexToken
	}
	id := sha256.Sum256([]byte(token))
	if said, ok := f.known.find(id); ok {
		return said.user, said.err
	}
	// The request outlives the caller who began it, since others may wait for its answer.
	answer := f.flight.DoChan(string(id[:]), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), f.cfg.Timeout)
		defer cancel()
		return f.look(ctx, id, token)
	})
	select {
	case <-ctx.Done():
		return FlexUser{}, fmt.Errorf("validate Flex token: %w", ctx.Err())
	case result := <-answer:
		user, _ := result.Val.(FlexUser)
		return user, result.Err
	}
}

// tokenCharacters are those of a bearer token that a Flex token can have: base64url in five parts.
const tokenCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=~+/"

// look asks, and remembers what was said. That nothing was said is not remembered.
func (f *FlexTokens) look(ctx context.Context, id tokenID, token string) (FlexUser, error) {
	if said, ok := f.known.find(id); ok { // by a request that ended a moment ago
		return said.user, said.err
	}
	user, err := f.ask(ctx, token)
	switch {
	case errors.Is(err, ErrFlexToken):
		f.known.keep(id, user, err, badTokenFor)
	case err == nil:
		f.known.keep(id, user, nil, min(flexTokenFor, user.ExpiresAt.Sub(f.cfg.Clock.Now())))
	}
	return user, err
}

func (f *FlexTokens) ask(ctx context.Context, token string) (FlexUser, error) {
	select {
	case f.room <- struct{}{}:
		defer func() { <-f.room }()
	case <-ctx.Done():
		return FlexUser{}, fmt.Errorf("validate Flex token: %w", ctx.Err())
	}
	question, err := json.Marshal(map[string]string{"token": token})
	if err != nil {
		return FlexUser{}, fmt.Errorf("validate Flex token: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.url, bytes.NewReader(question))
	if err != nil {
		return FlexUser{}, fmt.Errorf("validate Flex token: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Cache-Control", "no-cache")
	req.SetBasicAuth(f.cfg.Username, f.cfg.Password)
	resp, err := f.http.Do(req)
	if err != nil {
		return FlexUser{}, fmt.Errorf("validate Flex token: %w", withoutURL(err))
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxTokenAnswer))
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		return FlexUser{}, fmt.Errorf("validate Flex token: read answer: %w", err)
	}
	return readTokenAnswer(resp.StatusCode, text, f.cfg.Clock.Now())
}

// readTokenAnswer judges an answer. Nobody knows with which status Twilio calls a token invalid, so the body's word counts whatever the
// status, but for failures of the server itself; that a token is valid is believed with a 200 only.
func readTokenAnswer(status int, text []byte, now time.Time) (FlexUser, error) {
	var said struct {
		Valid      *bool    `json:"valid"`
		Expiration string   `json:"expiration"`
		Roles      []string `json:"roles"`
		WorkerSid  string   `json:"worker_sid"`
	}
	err := json.Unmarshal(text, &said)
	switch {
	case err == nil && said.Valid != nil && !*said.Valid && status < http.StatusInternalServerError:
		return FlexUser{}, ErrFlexToken
	case status != http.StatusOK:
		return FlexUser{}, fmt.Errorf("validate Flex token: Twilio answers with status %d", status)
	case err != nil || said.Valid == nil:
		return FlexUser{}, errors.New("validate Flex token: the answer cannot be read")
	}
	user := FlexUser{WorkerSid: said.WorkerSid, Roles: said.Roles, ExpiresAt: now.Add(flexTokenFor)}
	if said.Expiration != "" {
		if user.ExpiresAt, err = time.Parse(time.RFC3339, said.Expiration); err != nil {
			return FlexUser{}, errors.New("validate Flex token: the answer's expiration cannot be read")
		}
	}
	switch {
	case !user.ExpiresAt.After(now):
		return FlexUser{}, ErrFlexToken
	case user.WorkerSid != "" && !validSid("WK", user.WorkerSid):
		return FlexUser{}, errors.New("validate Flex token: the answer names something that is no worker")
	}
	return user, nil
}
