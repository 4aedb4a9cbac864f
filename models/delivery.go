package models

import (
	"context"
	"fmt"
)

// Deliveries lists deliveries in a state, newest first, after the one with the id cursor, and the cursor of the next page, empty at the
// end. An empty state or endpoint means all.
func (s *Store) Deliveries(ctx context.Context, state DeliveryState, endpointID, cursor string, limit int) ([]Delivery, string, error) {
	query := s.read.WithContext(ctx).Order("id DESC").Limit(limit + 1)
	for column, value := range map[string]string{"state": string(state), "endpoint_id": endpointID} {
		if value != "" {
			query = query.Where(column+" = ?", value)
		}
	}
	if cursor != "" {
		query = query.Where("id < ?", cursor)
	}
	var found []Delivery
	if err := query.Find(&found).Error; err != nil {
		return nil, "", fmt.Errorf("list deliveries: %w", err)
	}
	if len(found) <= limit {
		return found, "", nil
	}
	return found[:limit], found[limit-1].ID, nil
}

// ReplayDelivery puts a delivery that is parked or delivered up to be sent again, under the same webhook-id, for another 72 hours.
func (s *Store) ReplayDelivery(ctx context.Context, id string) (*Delivery, error) {
	var d Delivery
	err := s.inTx(ctx, "replay delivery", func(tx *Tx) error {
		err := tx.locked().Where("id = ? AND state <> ?", id, DeliveryPending).Take(&d).Error
		if noRows(err) {
			return fmt.Errorf("delivery %s: %w", cut(id, 40), ErrNotFound)
		}
		if err != nil {
			return fmt.Errorf("read delivery: %w", err)
		}
		var there int64
		if err := tx.db.Model(&Endpoint{}).Where("id = ?", d.EndpointID).Count(&there).Error; err != nil {
			return fmt.Errorf("read endpoint: %w", err)
		}
		if there == 0 {
			return invalid("validation_failed", "id", "its endpoint was removed: nobody is there to be told")
		}
		d.State, d.Tries, d.NextAt, d.DoneAt, d.ExpiresAt = DeliveryPending, 0, tx.now, Instant{}, tx.now.Add(DeliverFor)
		return wrapped("write delivery", tx.db.Model(&d).Select("state", "tries", "next_at", "done_at", "expires_at").Updates(&d).Error)
	})
	return &d, err
}

// TestEndpoint puts a test event up to be sent to an endpoint, whatever types it asks for.
func (s *Store) TestEndpoint(ctx context.Context, id string) (*Delivery, error) {
	var d Delivery
	err := s.inTx(ctx, "test endpoint", func(tx *Tx) error {
		var e Endpoint
		if err := tx.db.Where("id = ?", id).Take(&e).Error; err != nil {
			return endpointMissing(id, err)
		}
		if e.Disabled {
			return invalid("validation_failed", "id", "this endpoint is disabled: enable it first")
		}
		own, err := newID("dlv", tx.now.Time())
		if err != nil {
			return err
		}
		d = Delivery{ID: own, EndpointID: e.ID, EventID: own, Type: NoticeTest, Lane: own, Notice: JSON[Notice]{Notice{At: tx.now}}, State: DeliveryPending, NextAt: tx.now,
			Log: JSON[[]DeliveryTry]{[]DeliveryTry{}}, CreatedAt: tx.now, ExpiresAt: tx.now.Add(DeliverFor)}
		return wrapped("write delivery", tx.db.Create(&d).Error)
	})
	return &d, err
}
