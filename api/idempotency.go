package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	idempotencyHeader = "Idempotency-Key"

	// maxIdempotencyKey is in characters. Programs send UUIDs, which have 36.
	maxIdempotencyKey = 255

	// settleWithin bounds what is written after an answer is known, whoever has gone away meanwhile.
	settleWithin = 10 * time.Second
)

// isOnce says whether a request asks to be done once: a write that names itself.
func isOnce(r *http.Request) bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead && len(r.Header.Values(idempotencyHeader)) > 0
}

// once does a write the first time it is asked for, and gives its answer again after that. A success is kept; after a refusal the same key
// may be sent again. The write is carried through although the caller goes away: it will ask again.
func (h *Handler) once(w http.ResponseWriter, r *http.Request, rt route) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), h.patience)
	defer cancel()
	turn, err := h.begin(ctx, r, rt)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	digest := digestOf(r)
	if turn.Done() {
		h.again(w, r, turn, digest)
		return
	}
	answer, err := rt.ask(r.WithContext(ctx))
	var out rendered
	if err == nil {
		out, err = render(answer)
	}
	h.settle(ctx, turn, digest, answer, err)
	if err != nil {
		h.refuse(w, r, overdue(ctx, err))
		return
	}
	h.deliver(w, out)
}

func (h *Handler) begin(ctx context.Context, r *http.Request, rt route) (*models.KeptAnswer, error) {
	who, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	keys := r.Header.Values(idempotencyHeader)
	if len(keys) != 1 || !isIdempotencyKey(keys[0]) {
		return nil, invalid(idempotencyHeader, "send it once, with 1 to %d characters of plain ASCII, such as a UUID", maxIdempotencyKey)
	}
	turn, err := h.store.BeginOnce(ctx, models.Once{Caller: who.actor(), Route: rt.name(), Key: keys[0]})
	if errors.Is(err, models.ErrUnderWay) {
		return nil, &refusal{problem: problemFor(codeInProgress, "a request with this Idempotency-Key is being done: ask again in a moment"), retryAfter: 1}
	}
	return turn, err
}

func isIdempotencyKey(key string) bool {
	for _, c := range []byte(key) {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return key != "" && len(key) <= maxIdempotencyKey
}

// settle keeps an answer, or gives the turn up. Where neither can be written, the turn ends by itself.
func (h *Handler) settle(ctx context.Context, turn *models.KeptAnswer, digest *requestDigest, answer reply, failed error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleWithin)
	defer cancel()
	err := error(nil)
	if failed != nil {
		err = h.store.GiveUpTurn(ctx, turn)
	} else {
		err = h.keep(ctx, turn, digest, answer)
	}
	if err != nil {
		h.log.Error("the answer of a request with an Idempotency-Key was not kept", "error", err)
	}
}

func (h *Handler) keep(ctx context.Context, turn *models.KeptAnswer, digest *requestDigest, answer reply) error {
	if answer.kept != nil {
		answer.body = answer.kept
	}
	out, err := render(answer)
	if err != nil {
		return err
	}
	turn.Digest, turn.Status, turn.Body, turn.Headers.V = digest.sum(), out.status, out.body, map[string]string{}
	for _, name := range []string{"Content-Type", "ETag", "Location"} {
		if value := out.header.Get(name); value != "" {
			turn.Headers.V[name] = value
		}
	}
	return h.store.KeepAnswer(ctx, turn)
}

// again gives a kept answer, if the request is the one that it answered.
func (h *Handler) again(w http.ResponseWriter, r *http.Request, kept *models.KeptAnswer, digest *requestDigest) {
	if subtle.ConstantTimeCompare([]byte(digest.sum()), []byte(kept.Digest)) != 1 {
		h.refuse(w, r, &refusal{problem: problemFor(codeMismatch, "another request was sent with this Idempotency-Key: make a new key for each")})
		return
	}
	out := rendered{status: kept.Status, header: http.Header{}, body: kept.Body}
	for name, value := range kept.Headers.V {
		out.header.Set(name, value)
	}
	h.deliver(w, out)
}

// requestDigest is the SHA-256 of a request, taken while its body is read: its path, its query, and the body byte for byte.
type requestDigest struct {
	io.Reader
	io.Closer
	hash hash.Hash
}

// digestOf puts itself before the body of a request.
func digestOf(r *http.Request) *requestDigest {
	path := r.URL.EscapedPath()
	d := &requestDigest{hash: sha256.New(), Closer: r.Body}
	_, _ = fmt.Fprintf(d.hash, "%d:%s,%d:%s,", len(path), path, len(r.URL.RawQuery), r.URL.RawQuery) // a hash takes everything
	d.Reader = io.TeeReader(r.Body, d.hash)
	r.Body = d
	return d
}

// sum reads what is left of the body, and ends the digest. A body that is too long is cut off at the same place each time.
func (d *requestDigest) sum() string {
	_, _ = io.Copy(io.Discard, d.Reader)
	return hex.EncodeToString(d.hash.Sum(nil))
}
