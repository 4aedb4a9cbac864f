package models

import (
	"fmt"
	"slices"
	"time"
)

// weigh compares what would follow if the outcome of a promise's last try came again.
func (d outcomesDocument) weigh(tx *Tx) (weigher, error) {
	var inForce []Outcome
	if err := tx.db.Find(&inForce).Error; err != nil {
		return nil, fmt.Errorf("read outcomes: %w", err)
	}
	before, after := byCode(inForce), byCode(d.rows())
	var changed []string
	for code, was := range before {
		is, kept := after[code]
		if !kept || was.Action != is.Action || was.Resolution != is.Resolution || !slices.Equal(was.RetryDelays.V, is.RetryDelays.V) {
			changed = append(changed, code)
		}
	}
	return func(page []Listed) ([]Effect, error) {
		tries, err := tx.lastTries(page, changed)
		if err != nil {
			return nil, err
		}
		var found []Effect
		for _, promise := range page {
			try, ok := tries[promise.ID]
			if !ok {
				continue
			}
			was, is := before[try.Outcome].follows(try.Count), after[try.Outcome].follows(try.Count)
			if was != is {
				found = append(found, Effect{Listed: promise, Change: RetryChanged, Before: was, After: is})
			}
		}
		return found, nil
	}, nil
}

func byCode(list []Outcome) map[string]Outcome {
	found := make(map[string]Outcome, len(list))
	for _, o := range list {
		found[o.Code] = o
	}
	return found
}

// follows says what the outcome leads to when it has come so often and comes once more.
func (o Outcome) follows(times int) string {
	switch {
	case o.Action == ActRetry && times < len(o.RetryDelays.V):
		return "again after " + (time.Duration(o.RetryDelays.V[times]) * time.Second).String()
	case o.Action == ActRetry:
		return "ends as " + string(NoContact)
	case o.Action == ActResolve:
		return "ends as " + string(o.Resolution)
	case o.Action == ActCallback:
		return "a new promise"
	}
	return "not an outcome any more"
}

// lastTry is the latest outcome of a promise, of those asked for, and how often it has come.
type lastTry struct {
	CallbackID string
	Outcome    string
	Count      int
	Latest     int // the number of its last attempt
}

func (tx *Tx) lastTries(page []Listed, codes []string) (map[string]lastTry, error) {
	var tried []string
	for _, promise := range page {
		if promise.Attempts > 0 {
			tried = append(tried, promise.ID)
		}
	}
	if len(tried) == 0 || len(codes) == 0 {
		return nil, nil
	}
	var rows []lastTry
	err := tx.db.Raw("SELECT callback_id, outcome, COUNT(*) AS count, MAX(number) AS latest FROM attempts WHERE callback_id IN ? AND outcome IN ?"+
		" GROUP BY callback_id, outcome", tried, codes).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count attempts: %w", err)
	}
	found := make(map[string]lastTry, len(rows))
	for _, row := range rows {
		if row.Latest > found[row.CallbackID].Latest {
			found[row.CallbackID] = row
		}
	}
	return found, nil
}
