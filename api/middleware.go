package api

import (
	"fmt"
	"net/http"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gorilla/mux"
)

// around is what every answer of this package goes through: headers, the access log, and the catching of panics.
func (h *Handler) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := h.clock.Now()
		seen := &watched{ResponseWriter: w}
		seen.Header().Set("X-Content-Type-Options", "nosniff")
		seen.Header().Set("Cache-Control", "no-store")
		h.openTo(seen, r)
		defer func() {
			h.log.Debug("request", "method", r.Method, "route", templateOf(r), "status", seen.status, "duration", h.clock.Since(start))
		}()
		defer h.catch(seen, r)
		next.ServeHTTP(seen, r)
	})
}

// catch turns a panic into a 500 that says nothing of the inside. An answer already begun is broken off instead, so that it is
// not taken for a whole one.
func (h *Handler) catch(w *watched, r *http.Request) {
	cause := recover()
	if cause == nil {
		return
	}
	if cause == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so, too
		panic(cause)
	}
	h.log.Error("request panicked", "method", r.Method, "route", templateOf(r), "cause", causeText(cause), "stack", string(debug.Stack()))
	if w.status != 0 {
		panic(http.ErrAbortHandler)
	}
	h.writeProblem(w, problemFor(codeInternal, "something went wrong here; it was logged"))
}

// causeText names a panic's cause. Only the runtime's own words are known to hold no donor's data.
func causeText(cause any) string {
	if err, ok := cause.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", cause)
}

// watched notes the status of an answer.
type watched struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the status.
func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write notes the status 200 that a first write implies.
func (w *watched) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach what lies below.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// templateOf names a route as it was registered: paths and queries may hold what logs must not.
func templateOf(r *http.Request) string {
	if current := mux.CurrentRoute(r); current != nil {
		if template, err := current.GetPathTemplate(); err == nil {
			return template
		}
	}
	return "none"
}

// noRoute answers what no route matches: 405 with the methods that the path has, 404 when it has none. The router's own distinction
// is not relied on: below a subrouter it forgets a path that matched as soon as it tries another route.
func (h *Handler) noRoute(router *mux.Router) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		methods := methodsAt(router, r)
		if h.preflight(w, r, methods) {
			return
		}
		allowed := strings.Join(methods, ", ")
		if allowed == "" {
			h.writeProblem(w, problemFor(codeNotFound, "there is nothing at this path; /openapi.json lists what there is"))
			return
		}
		w.Header().Set("Allow", allowed)
		h.writeProblem(w, problemFor(codeMethod, "this path takes "+allowed))
	})
}

// methodsAt tries which methods lead to a route. That it is one of the method itself has to be asked of the route: where a subrouter
// has an answer of its own for a wrong method, that counts as a match.
func methodsAt(router *mux.Router, r *http.Request) []string {
	all := []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions}
	return slices.DeleteFunc(all, func(method string) bool {
		try := *r
		try.Method = method
		var match mux.RouteMatch
		if !router.Match(&try, &match) || match.MatchErr != nil {
			return true
		}
		methods, err := match.Route.GetMethods()
		return err != nil || !slices.Contains(methods, method)
	})
}
