package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// reply is an answer that succeeded.
type reply struct {
	status   int // 0 is 200
	body     any
	location string // of a 201, or of what is there already
	version  int64  // of the callback or record in the body, as an ETag; 0 is none
	etag     string // of anything else in the body
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
	return reply{body: page[T]{items, orNull(next)}}
}

// orNull is a text as JSON shows it: null when there is none.
func orNull[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	plain := string(text)
	return &plain
}

func (h *Handler) write(w http.ResponseWriter, r *http.Request, answer reply) {
	text, err := encode(answer.body)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	if answer.location != "" {
		w.Header().Set("Location", answer.location)
	}
	if answer.version != 0 {
		answer.etag = etag(answer.version)
	}
	if answer.etag != "" {
		w.Header().Set("ETag", answer.etag)
	}
	status := answer.status
	if status == 0 {
		status = http.StatusOK
	}
	h.send(w, status, "application/json", text)
}

func (h *Handler) writeProblem(w http.ResponseWriter, p problem) {
	text, err := encode(p)
	if err != nil {
		h.log.Error("problem not written", "error", err)
	}
	h.send(w, p.Status, "application/problem+json", text)
}

func (h *Handler) send(w http.ResponseWriter, status int, mediaType string, text []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	if _, err := w.Write(text); err != nil {
		h.log.Debug("answer not delivered", "error", err)
	}
}

// encode writes JSON before anything is sent, so that a value that cannot be written is still a proper error.
func encode(body any) ([]byte, error) {
	var text bytes.Buffer
	to := json.NewEncoder(&text)
	to.SetEscapeHTML(false)
	err := to.Encode(body)
	return text.Bytes(), err
}
