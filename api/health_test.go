package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/ringback/ringback/api"
	"github.com/ringback/ringback/models/dbtest"
)

// health is the answer of the health routes.
type health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
	Checks  []struct {
		Name     string `json:"name"`
		OK       bool   `json:"ok"`
		Required bool   `json:"required"`
		TimedOut bool   `json:"timed_out"`
	} `json:"checks"`
}

func fine(context.Context) error { return nil }

func broken(context.Context) error { return errors.New("dial tcp 10.0.0.9:3306: refused") }

func TestHealthz(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t), api.Check{Name: "database", Run: broken})
	got := into[health](t, s.ask(t, "", http.MethodGet, "/healthz", "").want(t, http.StatusOK))
	if got.Status != "ok" || got.Version != "test" {
		t.Errorf("%+v", got)
	}
}

func TestReadyz(t *testing.T) {
	t.Parallel()
	hangs := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	deaf := func(context.Context) error { select {} }
	panics := func(context.Context) error { panic("at the disco") }
	for name, c := range map[string]struct {
		checks []api.Check
		status int
		failed string
	}{
		"nothing asked":    {nil, http.StatusOK, ""},
		"all fine":         {[]api.Check{{Name: "database", Run: fine}, {Name: "scheduler", Run: fine}}, http.StatusOK, ""},
		"one broken":       {[]api.Check{{Name: "database", Run: broken}, {Name: "scheduler", Run: fine}}, http.StatusServiceUnavailable, "database"},
		"provider ill":     {[]api.Check{{Name: "database", Run: fine}, {Name: "provider", Run: broken, Advisory: true}}, http.StatusOK, "provider"},
		"one hangs":        {[]api.Check{{Name: "database", Run: fine}, {Name: "scheduler", Run: hangs}}, http.StatusServiceUnavailable, "scheduler timed out"},
		"one never ends":   {[]api.Check{{Name: "migrations", Run: deaf}}, http.StatusServiceUnavailable, "migrations timed out"},
		"one panics":       {[]api.Check{{Name: "migrations", Run: panics}}, http.StatusServiceUnavailable, "migrations"},
		"a provider hangs": {[]api.Check{{Name: "provider", Run: hangs, Advisory: true}}, http.StatusOK, "provider timed out"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, dbtest.SQLite(t), c.checks...)
			answer := s.ask(t, "", http.MethodGet, "/readyz", "").want(t, c.status)
			got := into[health](t, answer)
			if (got.Status == "ready") != (c.status == http.StatusOK) || len(got.Checks) != len(c.checks) || failedOf(got) != c.failed {
				t.Errorf("%s", answer.body)
			}
			if strings.Contains(string(answer.body), "10.0.0.9") {
				t.Errorf("the inside is shown: %s", answer.body)
			}
		})
	}
}

func failedOf(got health) string {
	var failed []string
	for _, check := range got.Checks {
		if !check.OK {
			failed = append(failed, check.Name)
		}
		if check.TimedOut {
			failed = append(failed, "timed out")
		}
	}
	return strings.Join(failed, " ")
}
