package api

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"
)

// checkLimit bounds each readiness check: probes of orchestrators give up after a few seconds, and want to be told what hangs.
const checkLimit = 2 * time.Second

// Check is one thing that /readyz asks.
type Check struct {
	Name     string                      // database, migrations, scheduler, provider
	Run      func(context.Context) error // must end soon after its context does
	Advisory bool                        // reported only: that the provider is ill makes no instance unready
}

// checkView is the result of a check. The error itself is logged: whoever asks has shown no credential.
type checkView struct {
	Name     string `json:"name"`
	OK       bool   `json:"ok"`
	Required bool   `json:"required"`
	TimedOut bool   `json:"timed_out"`
}

// healthView is the answer of /healthz and /readyz.
type healthView struct {
	Status  string      `json:"status"`
	Version string      `json:"version"`
	Checks  []checkView `json:"checks,omitempty"`
}

// healthz says that the process serves requests, and asks nothing of anybody else.
func (h *Handler) healthz(w http.ResponseWriter, r *http.Request) {
	h.write(w, r, reply{body: healthView{Status: "ok", Version: h.version}})
}

// readyz says whether this instance can do its work, and what fails when it cannot.
func (h *Handler) readyz(w http.ResponseWriter, r *http.Request) {
	checks := h.runChecks(r.Context())
	answer := reply{status: http.StatusOK, body: healthView{"ready", h.version, checks}}
	for _, check := range checks {
		if check.Required && !check.OK {
			answer = reply{status: http.StatusServiceUnavailable, body: healthView{"not_ready", h.version, checks}}
		}
	}
	h.write(w, r, answer)
}

func (h *Handler) runChecks(ctx context.Context) []checkView {
	results := make([]checkView, len(h.ready))
	var running sync.WaitGroup
	for i, check := range h.ready {
		running.Go(func() { results[i] = h.runCheck(ctx, check) })
	}
	running.Wait()
	return results
}

func (h *Handler) runCheck(ctx context.Context, check Check) checkView {
	ctx, cancel := context.WithTimeout(ctx, checkLimit)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- guarded(ctx, check.Run) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		h.log.Warn("readiness check failed", "check", check.Name, "error", err)
	}
	return checkView{check.Name, err == nil, !check.Advisory, errors.Is(err, context.DeadlineExceeded)}
}

// guarded runs a check outside the request's own goroutine, where a panic would end the process.
func guarded(ctx context.Context, run func(context.Context) error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = errors.New("panic: " + causeText(cause))
		}
	}()
	return run(ctx)
}
