package api

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/models"
)

// feedPath is where calendars read an agent's callbacks. They send no headers, so that the address itself is what lets in.
const feedPath = "/feeds/{token}.ics"

// feedView is the address of a calendar. Path is null in an answer that is given again: its text is kept nowhere.
type feedView struct {
	Path *string `json:"path"`
}

func (h *Handler) sendICS(filename string, callbacks ...models.Listed) reply {
	return reply{stream: &streaming{mediaType: icsType, filename: filename, write: func(_ context.Context, out io.Writer) error {
		_, err := out.Write(h.calendar(callbacks...))
		return err
	}}}
}

func (h *Handler) callbackICS(r *http.Request, c call) (reply, error) {
	story, err := h.find(r, c)
	if err != nil {
		return reply{}, err
	}
	return h.sendICS(story.ID+".ics", story.Listed), nil
}

// mineICS holds what an agent owns. A caller who is no agent has none.
func (h *Handler) mineICS(r *http.Request, c call) (reply, error) {
	if c.workerSid == "" {
		return h.sendICS("callbacks.ics"), nil
	}
	found, err := h.store.Calendar(r.Context(), c.workerSid)
	if err != nil {
		return reply{}, err
	}
	return h.sendICS("callbacks.ics", found...), nil
}

func (h *Handler) makeFeed(r *http.Request, c call) (reply, error) {
	if c.workerSid == "" {
		return reply{}, invalid("worker_sid", "only a worker has a calendar, and this credential names none")
	}
	key := c.name
	if c.via == byFlex {
		key = ""
	}
	token, err := h.store.MakeCalendarFeed(r.Context(), c.workerSid, key)
	if err != nil {
		return reply{}, err
	}
	path := strings.Replace(feedPath, "{token}", token, 1)
	return reply{status: http.StatusCreated, body: feedView{&path}, kept: feedView{}}, nil
}

func (h *Handler) endFeed(r *http.Request, c call) (reply, error) {
	ended, err := h.store.EndCalendarFeed(r.Context(), c.workerSid)
	if err == nil && !ended {
		err = models.ErrNotFound
	}
	return reply{status: http.StatusNoContent}, err
}

// maxToken is longer than any token of a feed.
const maxToken = 64

// feed serves a calendar to whoever has its address.
func (h *Handler) feed(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), h.patience)
	defer cancel()
	token := mux.Vars(r)["token"]
	if len(token) > maxToken {
		h.refuse(w, r, models.ErrNotFound)
		return
	}
	worker, err := h.store.CalendarFeedOf(ctx, token)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	found, err := h.store.Calendar(ctx, worker)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	h.stream(w, r, h.sendICS("", found...).stream)
}
