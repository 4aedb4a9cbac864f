package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// streaming is an answer that is written while it is read, however long it is.
type streaming struct {
	mediaType string
	filename  string // that browsers are offered; empty: none
	live      bool   // each piece is to arrive at once
	write     func(ctx context.Context, out io.Writer) error
}

// stream sends an answer piece by piece. One that fails before its first piece is a problem like any other; later it is broken off, so that
// it is not taken for a whole one.
func (h *Handler) stream(w http.ResponseWriter, r *http.Request, s *streaming) {
	out := &flow{w: w, control: http.NewResponseController(w), until: h.writeBy, begin: func(header http.Header) {
		header.Set("Content-Type", s.mediaType)
		if s.live {
			header.Set("X-Accel-Buffering", "no") // asks nginx not to gather pieces
		}
		if s.filename != "" {
			header.Set("Content-Disposition", `attachment; filename="`+s.filename+`"`)
		}
	}}
	err := s.write(r.Context(), out)
	switch {
	case err == nil:
		out.start()
	case !out.begun:
		h.refuse(w, r, err)
	case r.Context().Err() != nil || errors.Is(err, errSlow):
		h.log.Debug("caller went away", "method", r.Method, "route", templateOf(r))
		panic(http.ErrAbortHandler)
	default:
		h.log.Error("an answer was broken off", "method", r.Method, "route", templateOf(r), "error", err)
		panic(http.ErrAbortHandler)
	}
}

// errSlow is of a caller who does not take what is sent.
var errSlow = errors.New("not taken in time")

// flow is the writing end of a long answer: it moves the server's deadline on with each piece, so that only a reader who stalls is cut off.
type flow struct {
	w       http.ResponseWriter
	control *http.ResponseController
	until   func() time.Time // by when the next piece is to be taken; nil: the server's own deadline holds
	begin   func(http.Header)
	begun   bool
}

func (f *flow) start() {
	if !f.begun {
		f.begun = true
		_ = f.control.SetReadDeadline(time.Time{}) // there is no more to read, and the server's deadline for it would end the answer
		f.begin(f.w.Header())
	}
}

// Write sends a piece on its way.
func (f *flow) Write(piece []byte) (int, error) {
	f.start()
	if f.until != nil {
		if err := f.control.SetWriteDeadline(f.until()); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return 0, fmt.Errorf("send: %w", err)
		}
	}
	n, err := f.w.Write(piece)
	if err != nil {
		return n, errors.Join(errSlow, err)
	}
	return n, nil
}

// Flush brings out what was written so far.
func (f *flow) Flush() error {
	f.start()
	if err := f.control.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return errors.Join(errSlow, err)
	}
	return nil
}
