package models

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"
)

// Post is a delivery in hand: to be sent by this caller alone, until its lease ends.
type Post struct {
	Delivery
	Donor    *Record   // whom the callback is for, as they are now; nil when the endpoint is told nothing personal
	Callback *Callback // the donor's number and words as they are now; nil likewise
}

// EndpointsDue lists the endpoints that have something to be sent now, and whose circuit lets it.
func (s *Store) EndpointsDue(ctx context.Context) ([]Endpoint, error) {
	now := At(s.clock.Now())
	var list []Endpoint
	err := s.read.WithContext(ctx).Where("disabled = ? AND (rests_until IS NULL OR rests_until <= ?) AND id IN (SELECT DISTINCT endpoint_id FROM deliveries WHERE next_at <= ?)",
		false, now, now).Order("id").Find(&list).Error
	return list, wrapped("list endpoints", err)
}

// ClaimDeliveries takes up to limit deliveries of an endpoint that are due: of each callback the first that is not delivered, so that
// their order holds, whoever sends them.
func (s *Store) ClaimDeliveries(ctx context.Context, e Endpoint, limit int, lease time.Duration) ([]Post, error) {
	token, err := newID("ls", s.clock.Now())
	if err != nil {
		return nil, err
	}
	var posts []Post
	err = s.inTx(ctx, "claim deliveries", func(tx *Tx) error {
		posts = nil
		rows, err := tx.claimDeliveries(e.ID, limit, lease, token)
		if err != nil || len(rows) == 0 {
			return err
		}
		posts, err = tx.addressed(e, rows)
		return err
	})
	return posts, err
}

func (tx *Tx) claimDeliveries(endpointID string, limit int, lease time.Duration, token string) ([]Delivery, error) {
	var picked []string
	query := "SELECT d.id FROM deliveries d WHERE d.endpoint_id = ? AND d.next_at <= ? AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.endpoint_id = d.endpoint_id" +
		" AND e.lane = d.lane AND e.state = ? AND e.seq < d.seq) ORDER BY d.next_at, d.id LIMIT ?" + tx.store.dialect.pick
	if err := tx.db.Raw(query, endpointID, tx.now, DeliveryPending, limit).Scan(&picked).Error; err != nil || len(picked) == 0 {
		return nil, wrapped("pick deliveries", err)
	}
	// The conditions are repeated: an engine that ignores SKIP LOCKED hands out rows twice, and this statement decides who has them.
	if _, err := tx.exec("UPDATE deliveries SET lease_token = ?, next_at = ?, tries = tries + 1 WHERE id IN ? AND state = ? AND next_at <= ?",
		token, tx.now.Add(lease), picked, DeliveryPending, tx.now); err != nil {
		return nil, fmt.Errorf("take deliveries: %w", err)
	}
	var rows []Delivery
	err := tx.db.Where("id IN ? AND lease_token = ?", picked, token).Order("id").Find(&rows).Error
	return rows, wrapped("read deliveries", err)
}

// addressed adds to deliveries whom they are about.
func (tx *Tx) addressed(e Endpoint, rows []Delivery) ([]Post, error) {
	posts := make([]Post, len(rows))
	var recordIDs, callbackIDs []string
	for i, row := range rows {
		posts[i].Delivery = row
		recordIDs, callbackIDs = append(recordIDs, row.RecordID), append(callbackIDs, row.CallbackID)
	}
	if e.Thin {
		return posts, nil
	}
	var donors []Record
	if err := tx.db.Where("id IN ?", recordIDs).Find(&donors).Error; err != nil {
		return nil, fmt.Errorf("read records: %w", err)
	}
	var callbacks []Callback
	if err := tx.db.Where("id IN ?", callbackIDs).Find(&callbacks).Error; err != nil {
		return nil, fmt.Errorf("read callbacks: %w", err)
	}
	for i := range posts {
		for k := range donors {
			if donors[k].ID == posts[i].RecordID {
				posts[i].Donor = &donors[k]
			}
		}
		for k := range callbacks {
			if callbacks[k].ID == posts[i].CallbackID {
				posts[i].Callback = &callbacks[k]
			}
		}
	}
	return posts, nil
}

// Sent is what became of one try to deliver.
type Sent struct {
	StatusCode int           // of the answer; 0: none came
	Duration   time.Duration // of the try
	Error      string        // why it failed, without secrets; empty: it was delivered
	RetryAfter time.Duration // how long the endpoint asked for; 0: it did not say
	Endpoint   bool          // it is the endpoint that fails, and not this delivery: the circuit counts it
}

// logTries bounds the tries that a delivery remembers: more than 72 hours take.
const logTries = 40

// SaveSent writes down what became of a try. What failed is tried again after a growing pause, and parked when its time is over.
func (s *Store) SaveSent(ctx context.Context, p Post, sent Sent) (DeliveryState, error) {
	var state DeliveryState
	err := s.inTx(ctx, "save delivery", func(tx *Tx) error {
		var d Delivery
		err := tx.locked().Where("id = ? AND lease_token = ? AND state = ?", p.ID, p.LeaseToken, DeliveryPending).Take(&d).Error
		if noRows(err) {
			return nil // its lease ended, and somebody else has it
		}
		if err != nil {
			return fmt.Errorf("read delivery: %w", err)
		}
		d.tried(sent, tx.now)
		state = d.State
		err = tx.db.Model(&d).Select("state", "next_at", "lease_token", "tried_at", "status_code", "duration_ms", "error", "log", "done_at").Updates(&d).Error
		if err != nil {
			return fmt.Errorf("write delivery: %w", err)
		}
		if err := tx.waitBehind(d); err != nil {
			return err
		}
		return tx.countSent(d.EndpointID, sent)
	})
	return state, err
}

// tried notes a try.
func (d *Delivery) tried(sent Sent, now Instant) {
	d.LeaseToken, d.TriedAt, d.StatusCode, d.DurationMs, d.Error = "", now, sent.StatusCode, sent.Duration.Milliseconds(), cut(sent.Error, 300)
	d.Log.V = append(d.Log.V, DeliveryTry{now, d.StatusCode, d.DurationMs, d.Error})
	d.Log.V = d.Log.V[max(0, len(d.Log.V)-logTries):]
	switch {
	case sent.Error == "":
		d.State, d.NextAt, d.DoneAt = DeliveryDelivered, Instant{}, now
	case !now.Before(d.ExpiresAt):
		d.State, d.NextAt, d.DoneAt = DeliveryParked, Instant{}, now
	default:
		d.NextAt = now.Add(max(deliveryPause(d.Tries), min(sent.RetryAfter, mostRetryAfter)))
		if d.NextAt.After(d.ExpiresAt) {
			d.NextAt = d.ExpiresAt // a last try
		}
	}
}

// mostRetryAfter bounds the pause that an endpoint may ask for.
const mostRetryAfter = time.Hour

// deliveryPause is how long a delivery waits after its n-th failed try (n from 1): ten seconds, doubled each time up to four hours, less
// up to a fifth, so that what failed together does not come back together.
func deliveryPause(n int) time.Duration {
	const least, most = 10 * time.Second, 4 * time.Hour
	pause := least
	for i := 1; i < n && pause < most; i++ {
		pause *= 2
	}
	pause = min(pause, most)
	return pause - time.Duration(rand.Int64N(int64(pause/5)))
}

// waitBehind keeps the deliveries behind a failed one out of the way of those that can be sent.
func (tx *Tx) waitBehind(d Delivery) error {
	if d.State != DeliveryPending {
		return nil
	}
	_, err := tx.exec("UPDATE deliveries SET next_at = ? WHERE endpoint_id = ? AND lane = ? AND state = ? AND seq > ? AND next_at < ?", d.NextAt, d.EndpointID, d.Lane, DeliveryPending, d.Seq, d.NextAt)
	return wrapped("put deliveries behind", err)
}

// The circuit of an endpoint: so many failures in a row open it, for a pause that grows from the first to the second.
const (
	circuitFailures = 5
	circuitLeast    = 30 * time.Second
	circuitMost     = 10 * time.Minute
)

// countSent counts an endpoint's failures in a row, opens its circuit or closes it. What waited while it was open goes at once then.
func (tx *Tx) countSent(endpointID string, sent Sent) error {
	var e Endpoint
	err := tx.locked().Where("id = ?", endpointID).Take(&e).Error
	if noRows(err) {
		return nil // removed meanwhile
	}
	if err != nil {
		return fmt.Errorf("read endpoint: %w", err)
	}
	fields := map[string]any{"failures": 0, "rests_until": nil}
	switch {
	case sent.Error != "" && !sent.Endpoint:
		return nil // it answers, and refuses this one
	case sent.Error != "":
		fields["failures"], fields["rests_until"] = e.Failures+1, restsUntil(e.Failures+1, tx.now)
	case e.Failures == 0:
		return nil
	case e.Failures >= circuitFailures:
		if _, err := tx.exec("UPDATE deliveries SET next_at = ? WHERE endpoint_id = ? AND state = ? AND lease_token = '' AND next_at > ?", tx.now, endpointID, DeliveryPending, tx.now); err != nil {
			return fmt.Errorf("let deliveries go: %w", err)
		}
	}
	return wrapped("count delivery", tx.db.Model(&e).Updates(fields).Error)
}

// restsUntil is when the next try may be after so many failures in a row; none below the number that opens the circuit.
func restsUntil(failures int, now Instant) Instant {
	if failures < circuitFailures {
		return Instant{}
	}
	pause := circuitLeast
	for i := circuitFailures; i < failures && pause < circuitMost; i++ {
		pause *= 2
	}
	return now.Add(min(pause, circuitMost))
}

// Probing says whether the endpoint failed so often that one try must show that it answers again.
func (e *Endpoint) Probing() bool { return e.Failures >= circuitFailures }

// ParkOverdue gives up deliveries whose time is over and that nobody could try, since their endpoint's circuit was open or it was
// disabled. It returns how many, at most limit.
func (s *Store) ParkOverdue(ctx context.Context, limit int) (int, error) {
	now, parked := At(s.clock.Now()), 0
	var list []string
	query := "SELECT id FROM deliveries WHERE state = ? AND expires_at < ? AND next_at <= ? ORDER BY expires_at LIMIT ?"
	if err := s.read.WithContext(ctx).Raw(query, DeliveryPending, now, now, limit).Scan(&list).Error; err != nil || len(list) == 0 {
		return 0, wrapped("list overdue deliveries", err)
	}
	err := s.inTx(ctx, "park deliveries", func(tx *Tx) error {
		n, err := tx.exec("UPDATE deliveries SET state = ?, next_at = NULL, done_at = ?, error = CASE WHEN error = '' THEN ? ELSE error END WHERE id IN ? AND state = ? AND next_at <= ?",
			DeliveryParked, tx.now, "it could not be tried in time", list, DeliveryPending, tx.now)
		parked = int(n)
		return err
	})
	return parked, err
}
