package models_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func TestAPIKeys(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open()
		text, err := l.CreateAPIKey(l.ctx, models.APIKey{Name: "crm", Role: models.RoleIntake, Hash: "mine", RevokedAt: models.At(l.clock.Now())})
		l.must(err)
		if _, err := other.CreateAPIKey(l.ctx, models.APIKey{Name: "crm", Role: models.RoleAdmin}); !errors.Is(err, models.ErrTaken) {
			t.Errorf("a second key of that name: %v", err)
		}
		key, err := other.FindAPIKey(l.ctx, text)
		l.must(err)
		if key.Name != "crm" || key.Role != models.RoleIntake || !strings.HasPrefix(text, "rbk_") || len(text) != 47 {
			t.Errorf("%+v", key)
		}
		keys, err := l.APIKeys(l.ctx)
		l.must(err)
		if len(keys) != 1 || keys[0].Hash == "mine" || len(keys[0].Hash) != 64 || strings.Contains(keys[0].Hash, text[4:]) || keys[0].LastUsedAt.IsZero() {
			t.Errorf("stored %+v", keys)
		}
		used := keys[0].LastUsedAt
		for _, wait := range []time.Duration{time.Minute, time.Millisecond} {
			l.clock.Advance(wait)
			_, err = l.FindAPIKey(l.ctx, text)
			l.must(err)
		}
		if keys, err = l.APIKeys(l.ctx); err != nil || keys[0].LastUsedAt.Sub(used) != time.Minute+time.Millisecond {
			t.Errorf("used %v, then %v", used, keys[0].LastUsedAt)
		}
		l.must(other.RevokeAPIKey(l.ctx, "crm"))
		for name, err := range map[string]error{"a revoked key": finding(l, text), "no key": finding(l, ""), "a wrong key": finding(l, text+"x"), "its hash": finding(l, keys[0].Hash),
			"revoking twice": l.RevokeAPIKey(l.ctx, "crm")} {
			if !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := l.CreateAPIKey(l.ctx, models.APIKey{Name: "crm", Role: models.RoleIntake}); !errors.Is(err, models.ErrTaken) {
			t.Errorf("the name of a revoked key: %v", err)
		}
	})
}

func finding(l *ledger, text string) error {
	_, err := l.FindAPIKey(l.ctx, text)
	return err
}

func TestAPIKeysThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for _, key := range []models.APIKey{{}, {Name: "x", Role: "king"}, {Name: "x"}, {Name: "x", Role: models.RoleAgent}, {Name: strings.Repeat("x", 97), Role: models.RoleAdmin}} {
			var bad *models.InvalidError
			if _, err := l.CreateAPIKey(l.ctx, key); !errors.As(err, &bad) {
				t.Errorf("%+v: %v", key, err)
			}
		}
		if _, err := l.CreateAPIKey(l.ctx, models.APIKey{Name: strings.Repeat("x", 96), Role: models.RoleAgent, WorkerSid: owner}); err != nil {
			t.Error(err)
		}
	})
}
