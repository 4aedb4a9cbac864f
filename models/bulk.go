package models

import (
	"context"
	"errors"
	"fmt"
)

// BulkAction is what is to be done with many callbacks.
type BulkAction string

// The actions on many.
const (
	BulkReassign   BulkAction = "reassign"
	BulkReschedule BulkAction = "reschedule"
	BulkMove       BulkAction = "move"   // by minutes, each on its donor's clock
	BulkSpread     BulkAction = "spread" // evenly over the quarter hours of a stretch
	BulkCancel     BulkAction = "cancel"
	BulkRelease    BulkAction = "release"
	BulkHandOver   BulkAction = "hand_over" // split fairly over other agents
)

// Bulk is one action on many callbacks, with the fields of that action. It is kept with a job as it is.
type Bulk struct {
	Action     BulkAction       `json:"action"`
	Routing    Routing          `json:"routing,omitempty"` // of reassign
	Team       string           `json:"team,omitempty"`
	WorkerSid  string           `json:"worker_sid,omitempty"`
	Strict     *bool            `json:"agent_strict,omitempty"`
	Request    *CallbackRequest `json:"callback_request,omitempty"` // of reschedule
	Minutes    int              `json:"minutes,omitempty"`          // of move
	From       Instant          `json:"from,omitzero"`              // of spread
	To         Instant          `json:"to,omitzero"`
	Reason     string           `json:"reason,omitempty"` // of cancel
	Resolution Resolution       `json:"resolution,omitempty"`
	Heirs      []string         `json:"heirs,omitempty"` // of hand_over: the agents who take over
	Actor      string           `json:"actor"`           // for the ledger
	Approver   string           `json:"approver,omitempty"`
}

// BulkLimit is how many callbacks are changed while the caller waits; more are a job.
const BulkLimit = 1000

// BulkItem is what became of one of many callbacks.
type BulkItem struct {
	ID     string
	Code   string    // a problem code; empty: it was done
	Detail string    // of a refusal, in words
	After  *Callback // as it is then, or would be; nil of a refusal
}

// OK says whether it was done.
func (i BulkItem) OK() bool { return i.Code == "" }

// ApplyBulk does one action on callbacks, each in a transaction of its own, and answers for each in order. The error is the database's; what
// was done before it stays done.
func (s *Store) ApplyBulk(ctx context.Context, b Bulk, ids []string) ([]BulkItem, error) {
	items := make([]BulkItem, len(ids))
	for i, id := range ids {
		cb, err := s.withCallback(ctx, string(b.Action), id, func(tx *Tx, cb *Callback) error { return tx.bulkOne(cb, b, i, len(ids)) })
		if items[i], err = bulkItem(id, cb, err); err != nil {
			return items[:i], err
		}
	}
	return items, nil
}

// errUndone ends a transaction that was only to be tried.
var errUndone = errors.New("only tried")

// TryBulk says what ApplyBulk would come to, and stores nothing: everything is done in one transaction, which is undone. It holds no place in
// a slot from others meanwhile.
func (s *Store) TryBulk(ctx context.Context, b Bulk, ids []string) ([]BulkItem, error) {
	var items []BulkItem
	err := s.inTx(ctx, "try "+string(b.Action), func(tx *Tx) error {
		tx.dry, items = true, make([]BulkItem, len(ids))
		for i, id := range ids {
			cb, err := tx.get(id)
			if err == nil {
				err = tx.bulkOne(cb, b, i, len(ids))
			}
			if items[i], err = bulkItem(id, cb, err); err != nil {
				return err
			}
		}
		return errUndone
	})
	if errors.Is(err, errUndone) {
		err = nil
	}
	return items, err
}

// bulkItem is the answer for one callback; an error that is not about the callback stays an error.
func bulkItem(id string, cb *Callback, err error) (BulkItem, error) {
	item := BulkItem{ID: id, After: cb}
	if err == nil {
		return item, nil
	}
	item.After = nil
	item.Code, item.Detail = bulkRefusal(err)
	if item.Code == "" {
		return item, err
	}
	return item, nil
}

// bulkRefusal is the problem code and the words of an error that is an answer; empty of any other.
func bulkRefusal(err error) (code, detail string) {
	var bad *InvalidError
	var step *TransitionError
	switch {
	case errors.As(err, &bad):
		return bad.Code(), bad.Problems[0].Detail
	case errors.As(err, &step):
		return "callback_closed", fmt.Sprintf("the callback is %s and takes no more changes", step.From)
	case errors.Is(err, ErrWithAgent):
		return "already_with_agent", "an agent has this callback: its call's outcome decides"
	case errors.Is(err, ErrNotFound):
		return "not_found", "there is nothing with this id that you may see"
	}
	return "", ""
}

// bulkOne does the action on one callback, the n-th of all.
func (tx *Tx) bulkOne(cb *Callback, b Bulk, n, all int) error {
	by := Asked{Actor: b.Actor}
	tx.many = true
	switch b.Action {
	case BulkReassign:
		return tx.reassign(cb, Reassignment{b.Routing, b.Team, b.WorkerSid, b.Strict}, by, "")
	case BulkReschedule:
		return tx.reschedule(cb, Rescheduling{*b.Request, b.Strict, b.Approver}, by)
	case BulkMove:
		return tx.moveBy(cb, b, by)
	case BulkSpread:
		return tx.spread(cb, b, n, all, by)
	case BulkCancel:
		return tx.cancel(cb, b.Reason, b.Resolution, by)
	case BulkRelease:
		return tx.release(cb, "", by)
	case BulkHandOver:
		return tx.handOver(cb, b.Heirs, by)
	}
	return invalid("validation_failed", "action", "one of reassign, reschedule, move, spread, cancel, release")
}

// MostBulk is the most callbacks that one job changes.
const MostBulk = 100_000

// BulkIDs lists the callbacks that a filter finds, earliest due first: at most limit. A filter without a status finds those that are open.
func (s *Store) BulkIDs(ctx context.Context, f Filter, limit int) ([]string, error) {
	if len(f.Status) == 0 {
		f.Status = OpenStatuses()
	}
	f, err := s.looked(ctx, f)
	if err != nil {
		return nil, err
	}
	query, err := s.filtered(f.Seen.scope(s.read.WithContext(ctx).Table("callbacks").Select("callbacks.id")), f)
	if err != nil {
		return nil, err
	}
	var found []string
	if err := query.Limit(limit).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("list callbacks to change: %w", err)
	}
	return found, nil
}
