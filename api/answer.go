package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"

	"github.com/ringback/ringback/models/shown"
)

// reply is an answer that succeeded.
type reply struct {
	status   int // 0 is 200
	body     any
	location string // of a 201, or of what is there already
	version  int64  // of the callback or record in the body, as an ETag; 0 is none
	etag     string // of anything else in the body
	kept     any    // what is kept in the body's place for those who ask again with the same Idempotency-Key: secrets are shown once
	cookie   *http.Cookie
	stream   *streaming // in the body's place
}

// page is a list. NextCursor is null at the end.
type page[T any] struct {
	Items      []T     `json:"items"`
	NextCursor *string `json:"next_cursor"`
}

func pageOf[M, T any](found []M, next string, view func(M) T) reply {
	items := make([]T, len(found))
	for i, m := range found {
		items[i] = view(m)
	}
	return reply{body: page[T]{items, shown.OrNull(next)}}
}

func (h *Handler) write(w http.ResponseWriter, r *http.Request, answer reply) {
	if answer.stream != nil {
		h.stream(w, r, answer.stream)
		return
	}
	out, err := render(answer)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	h.deliver(w, out)
}

// rendered is an answer as it goes out.
type rendered struct {
	status int
	header http.Header
	body   []byte
}

func render(answer reply) (rendered, error) {
	out := rendered{status: answer.status, header: http.Header{}}
	if out.status == 0 {
		out.status = http.StatusOK
	}
	if answer.location != "" {
		out.header.Set("Location", answer.location)
	}
	if answer.version != 0 {
		answer.etag = etag(answer.version)
	}
	if answer.etag != "" {
		out.header.Set("ETag", answer.etag)
	}
	if answer.cookie != nil {
		out.header.Set("Set-Cookie", answer.cookie.String())
	}
	if out.status == http.StatusNoContent {
		return out, nil
	}
	out.header.Set("Content-Type", "application/json")
	var err error
	out.body, err = encode(answer.body)
	return out, err
}

func (h *Handler) deliver(w http.ResponseWriter, out rendered) {
	maps.Copy(w.Header(), out.header)
	if out.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(len(out.body)))
	}
	w.WriteHeader(out.status)
	if _, err := w.Write(out.body); err != nil {
		h.log.Debug("answer not delivered", "error", err)
	}
}

func (h *Handler) writeProblem(w http.ResponseWriter, p problem) {
	text, err := encode(p)
	if err != nil {
		h.log.Error("problem not written", "error", err)
	}
	h.deliver(w, rendered{p.Status, http.Header{"Content-Type": {"application/problem+json"}}, text})
}

// encode writes JSON before anything is sent, so that a value that cannot be written is still a proper error.
func encode(body any) ([]byte, error) {
	var text bytes.Buffer
	to := json.NewEncoder(&text)
	to.SetEscapeHTML(false)
	err := to.Encode(body)
	return text.Bytes(), err
}
