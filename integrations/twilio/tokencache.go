package twilio

import (
	"crypto/sha256"
	"maps"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// tokenID is the SHA-256 of a token, by which it is known here.
type tokenID = [sha256.Size]byte

// maxTokens bounds what is remembered, at some 200 bytes each. It is ten times as many as a large centre has agents.
const maxTokens = 10_000

// tokenCache remembers what was said of tokens.
type tokenCache struct {
	clock clockwork.Clock
	mu    sync.Mutex
	said  map[tokenID]verdict
}

// verdict is what was said of one token, and until when that is believed.
type verdict struct {
	user  FlexUser
	err   error
	until time.Time
}

func newTokenCache(clock clockwork.Clock) *tokenCache {
	return &tokenCache{clock: clock, said: map[tokenID]verdict{}}
}

func (c *tokenCache) find(id tokenID) (verdict, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.said[id]
	return v, ok && v.until.After(c.clock.Now())
}

func (c *tokenCache) keep(id tokenID, user FlexUser, err error, lasts time.Duration) {
	now := c.clock.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.said) >= maxTokens {
		maps.DeleteFunc(c.said, func(_ tokenID, v verdict) bool { return !v.until.After(now) })
	}
	if len(c.said) >= maxTokens { // a flood of tokens; asking anew is the lesser evil
		clear(c.said)
	}
	c.said[id] = verdict{user, err, now.Add(lasts)}
}
