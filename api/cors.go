package api

import (
	"net/http"
	"slices"
	"strings"
)

// What pages of other origins may send and read. Cookies are not among it: such a page has a token of its own.
const (
	corsRequestHeaders = "Authorization, Content-Type, Idempotency-Key, If-Match, Last-Event-ID"
	corsAnswerHeaders  = "ETag, Location, Retry-After"
	corsFor            = "600" // seconds that a browser remembers a preflight; browsers cap it at two hours or less
)

// openTo lets the pages of the configured origins read an answer. Any other page is told nothing, so that its browser hides the answer.
func (h *Handler) openTo(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Origin")
	if origin := r.Header.Get("Origin"); h.allows(origin) {
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Expose-Headers", corsAnswerHeaders)
	}
}

func (h *Handler) allows(origin string) bool {
	return origin != "" && slices.Contains(h.origins, origin)
}

// preflight answers a browser that asks whether a page may send a request. It is false for a request that asks nothing of the kind.
func (h *Handler) preflight(w http.ResponseWriter, r *http.Request, methods []string) bool {
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" || len(methods) == 0 {
		return false
	}
	if h.allows(r.Header.Get("Origin")) {
		w.Header().Set("Access-Control-Allow-Methods", strings.Join(methods, ", "))
		w.Header().Set("Access-Control-Allow-Headers", corsRequestHeaders)
		w.Header().Set("Access-Control-Max-Age", corsFor)
	}
	w.WriteHeader(http.StatusNoContent)
	return true
}
