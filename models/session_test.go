package models_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func (l *ledger) key(name string, expires models.Instant) string {
	l.t.Helper()
	text, err := l.CreateAPIKey(l.ctx, models.APIKey{Name: name, Role: models.RoleSupervisor, Team: "welcome", ExpiresAt: expires})
	l.must(err)
	return text
}

func (l *ledger) opened(key string) *models.Opened {
	l.t.Helper()
	opened, err := l.OpenSession(l.ctx, key)
	l.must(err)
	return opened
}

func TestKeysExpire(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		at := models.At(l.clock.Now().Add(time.Hour))
		text := l.key("short", at)
		opened := l.opened(text)
		if opened.ExpiresAt != at {
			t.Errorf("a session of a key that ends at %v ends at %v", at.Time(), opened.ExpiresAt.Time())
		}
		l.clock.Advance(time.Hour - time.Millisecond)
		l.must(finding(l, text))
		l.clock.Advance(time.Millisecond)
		_, session := l.FindSession(l.ctx, opened.Text)
		_, open := l.OpenSession(l.ctx, text)
		_, code := l.CreateSignInCode(l.ctx, "short")
		for what, err := range map[string]error{"key": finding(l, text), "session": session, "opening": open, "code": code} {
			if !errors.Is(err, models.ErrNotFound) {
				t.Errorf("the %s of an expired key: %v", what, err)
			}
		}
		var bad *models.InvalidError
		if _, err := l.CreateAPIKey(l.ctx, models.APIKey{Name: "late", Role: models.RoleAdmin, ExpiresAt: models.At(l.clock.Now())}); !errors.As(err, &bad) {
			t.Errorf("a key that has expired: %v", err)
		}
	})
}

func TestSessions(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other, text := l.open(), l.key("desk", models.Instant{})
		opened := l.opened(text)
		if !strings.HasPrefix(opened.Text, "rbs_") || len(opened.Text) != 47 || opened.Key.Name != "desk" || opened.ExpiresAt.Sub(models.At(l.clock.Now())) != 12*time.Hour {
			t.Errorf("%+v", opened)
		}
		found, err := other.FindSession(l.ctx, opened.Text)
		l.must(err)
		if found.Key.Role != models.RoleSupervisor || found.Key.Team != "welcome" || found.Text != "" || found.ExpiresAt != opened.ExpiresAt {
			t.Errorf("found %+v", found)
		}
		var stored int
		l.must(l.raw().QueryRowContext(l.ctx, "SELECT COUNT(*) FROM sessions WHERE hash LIKE ?", "%"+opened.Text[4:]+"%").Scan(&stored))
		if stored != 0 {
			t.Error("the text of a session is stored")
		}
		second := l.opened(text)
		l.must(other.CloseSession(l.ctx, second.Text))
		l.must(l.CloseSession(l.ctx, second.Text))
		third := l.opened(text)
		l.must(l.RevokeAPIKey(l.ctx, "desk"))
		for what, text := range map[string]string{"a closed one": second.Text, "of a revoked key": third.Text, "the key": text, "none": ""} {
			if _, err := other.FindSession(l.ctx, text); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

func TestProgramsOpenNoSession(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		text, err := l.CreateAPIKey(l.ctx, models.APIKey{Name: "crm", Role: models.RoleIntake})
		l.must(err)
		_, opened := l.OpenSession(l.ctx, text)
		_, code := l.CreateSignInCode(l.ctx, "crm")
		for _, err := range []error{opened, code} {
			var bad *models.InvalidError
			if !errors.As(err, &bad) {
				t.Error(err)
			}
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		opened := l.opened(l.key("desk", models.Instant{}))
		l.clock.Advance(12*time.Hour - time.Millisecond)
		_, err := l.FindSession(l.ctx, opened.Text)
		l.must(err)
		l.clock.Advance(time.Millisecond)
		if _, err := l.FindSession(l.ctx, opened.Text); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("after 12 hours: %v", err)
		}
		if n, err := l.Prune(l.ctx, 10); err != nil || n != 1 {
			t.Errorf("pruned %d, %v", n, err)
		}
	})
}

func TestSignInCodesAreGoodForOne(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		l.key("desk", models.Instant{})
		code, err := l.CreateSignInCode(l.ctx, "desk")
		l.must(err)
		stores := []*models.Store{l.Store, l.open(), l.open(), l.open()}
		var opened, refused atomic.Int64
		together(len(stores), func(i int) {
			_, err := stores[i].RedeemSignInCode(l.ctx, code)
			switch {
			case err == nil:
				opened.Add(1)
			case errors.Is(err, models.ErrNotFound):
				refused.Add(1)
			default:
				t.Error(err)
			}
		})
		if opened.Load() != 1 || refused.Load() != 3 {
			t.Errorf("%d sessions, %d refused", opened.Load(), refused.Load())
		}
		if code, err = l.CreateSignInCode(l.ctx, "desk"); err != nil {
			t.Fatal(err)
		}
		l.clock.Advance(10 * time.Minute)
		_, late := l.RedeemSignInCode(l.ctx, code)
		_, wrong := l.RedeemSignInCode(l.ctx, "rbc_nothing")
		_, unknown := l.CreateSignInCode(l.ctx, "nobody")
		for what, err := range map[string]error{"late": late, "wrong": wrong, "of nobody": unknown} {
			if !errors.Is(err, models.ErrNotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}
