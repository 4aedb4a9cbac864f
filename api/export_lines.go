package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/shown"
)

// lineView is one line of the ledger, whole.
type lineView struct {
	ID         string           `json:"id"`
	CallbackID string           `json:"callback_id"`
	RecordID   string           `json:"record_id"`
	Version    int64            `json:"version"`
	Type       models.EventType `json:"type"`
	At         models.Instant   `json:"at"`
	Actor      string           `json:"actor"`
	Reason     *string          `json:"reason"`
	Before     *string          `json:"before"`
	After      models.Status    `json:"after"`
	Data       map[string]any   `json:"data"`
}

// ledgerLines is the ledger as JSON lines, oldest first: of the last 24 hours unless a stretch is given.
func (h *Handler) ledgerLines(_ *http.Request, c call) (reply, error) {
	to := c.query.instant("to", models.At(h.store.Now()))
	from := c.query.instant("from", to.Add(-24*time.Hour))
	if !from.Before(to) {
		c.query.wrong("to", "give a time after from")
	}
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	return reply{stream: &streaming{mediaType: "application/jsonl", filename: "ledger.jsonl", write: func(ctx context.Context, out io.Writer) error {
		return h.writeLines(ctx, out, from, to)
	}}}, nil
}

func (h *Handler) writeLines(ctx context.Context, out io.Writer, from, to models.Instant) error {
	for after := ""; ; {
		lines, err := h.store.Lines(ctx, from, to, after, exportPage)
		if err != nil {
			return err
		}
		for _, e := range lines {
			data := e.Data.V
			if data == nil {
				data = map[string]any{}
			}
			text, err := encode(lineView{e.ID, e.CallbackID, e.RecordID, e.Seq, e.Type, e.At, e.Actor, shown.OrNull(e.Reason), shown.OrNull(e.BeforeStatus), e.AfterStatus, data})
			if err != nil {
				return err
			}
			if _, err := out.Write(text); err != nil {
				return err
			}
		}
		if len(lines) < exportPage {
			return nil
		}
		after = lines[len(lines)-1].ID
	}
}
