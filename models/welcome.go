package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// WelcomeType says what the sender of a welcome call wants.
type WelcomeType string

// The types of welcome-call events.
const (
	WelcomeRequested   WelcomeType = "welcome_call.requested"
	WelcomeRescheduled WelcomeType = "welcome_call.rescheduled"
	WelcomeCancelled   WelcomeType = "welcome_call.cancelled"
)

// WelcomeCall is what the message of a welcome call says beside the donor and the wish.
type WelcomeCall struct {
	Type       WelcomeType `json:"type"`
	Reference  string      `json:"reference"`        // the sender's own name of the booking
	Sender     string      `json:"sender,omitempty"` // the configured source that sent it; references are each sender's own
	Fundraiser Fundraiser  `json:"fundraiser"`
}

// Fundraiser is who signed the donor up. It is carried and told; it routes nothing.
type Fundraiser struct {
	Code string `json:"code,omitempty"`
	Team string `json:"team,omitempty"`
}

// WelcomeBooking is what a sender's reference names: the callback that was made or moved for it last.
type WelcomeBooking struct {
	Sender     string `gorm:"primaryKey"`
	Reference  string `gorm:"primaryKey"`
	CallbackID string
	Digest     string // of the last request, so that the same one under a new webhook-id is seen to be the same
	CreatedAt  Instant
	UpdatedAt  Instant
}

// TableName is the table's name.
func (WelcomeBooking) TableName() string { return "welcome_calls" }

// The lengths of what a welcome call carries: those of the columns, in characters.
const (
	maxReference  = 128
	maxFundraiser = 64
)

// faults is all that is wrong with a welcome call before its wish is looked at.
func (w *WelcomeCall) faults(wish *CallbackRequest) error {
	var found problems
	switch w.Type {
	case WelcomeRequested, WelcomeRescheduled:
		if wish == nil {
			found.add(invalid("validation_failed", "callback_request", "say when: local_time is needed"))
		}
	case WelcomeCancelled:
	default:
		found.add(invalid("validation_failed", "type", "one of %s, %s, %s", WelcomeRequested, WelcomeRescheduled, WelcomeCancelled))
	}
	if w.Reference == "" {
		found.add(invalid("validation_failed", "reference", "give your own name of this booking, by which it can be moved and called off"))
	}
	for _, text := range []struct {
		field, value string
		most         int
	}{{"reference", w.Reference, maxReference}, {"fundraiser.code", w.Fundraiser.Code, maxFundraiser}, {"fundraiser.team", w.Fundraiser.Team, maxFundraiser}} {
		if len([]rune(text.value)) > text.most {
			found.add(invalid("validation_failed", text.field, "at most %d characters", text.most))
		}
	}
	return found.err()
}

// welcomeOf is the welcome call of a message whose form is sound.
func welcomeOf(m Message) (WelcomeCall, error) {
	if m.Malformed != "" {
		return WelcomeCall{}, invalid("validation_failed", "body", "%s", m.Malformed)
	}
	if m.Welcome == nil {
		return WelcomeCall{}, invalid("validation_failed", "body", "this is no welcome call")
	}
	w := *m.Welcome
	w.Reference = strings.TrimSpace(w.Reference) // MySQL compares keys without the spaces at their end, SQLite with them
	return w, w.faults(m.Request)
}

// welcomeActor is who a welcome call is by, for the ledger.
func welcomeActor(w WelcomeCall) string {
	if w.Sender == "" {
		return "welcome"
	}
	return "welcome:" + w.Sender
}

// booking is the wish of a welcome call.
func (w WelcomeCall) booking(m Message) Booking {
	b := Booking{Record: m.Record, RecordID: m.RecordID, Source: SourceWelcome, Actor: welcomeActor(w), Reference: w.Reference, Fundraiser: w.Fundraiser}
	if m.Request != nil {
		b.CallbackRequest = *m.Request
	}
	return b
}

// wishDigest names what a request asks for.
func wishDigest(m Message) (string, error) {
	text, err := json.Marshal(struct {
		Record  RecordRef
		Request *CallbackRequest
	}{m.Record, m.Request})
	if err != nil {
		return "", fmt.Errorf("digest welcome call: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// welcomeBooked is what a reference names, nil for an unknown one.
func (tx *Tx) welcomeBooked(w WelcomeCall) (*WelcomeBooking, error) {
	var found []WelcomeBooking
	if err := tx.locked().Where("sender = ? AND reference = ?", w.Sender, w.Reference).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read welcome call: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

// welcomePromise is the promise of a reference: the open link of its chain, else the one that was made for it.
func (tx *Tx) welcomePromise(known *WelcomeBooking) (*Callback, error) {
	cb, err := tx.get(known.CallbackID)
	if err != nil || cb.Status.Open() {
		return cb, err
	}
	open, err := tx.openOf(cb.RecordID)
	if err != nil || open == nil || open.ChainID != cb.ChainID {
		return cb, err
	}
	return open, nil
}

// nameWelcome lets a reference name a callback from now on.
func (tx *Tx) nameWelcome(known *WelcomeBooking, w WelcomeCall, cb *Callback, digest string) error {
	if known != nil {
		return wrapped("move welcome call", tx.db.Model(known).Updates(map[string]any{"callback_id": cb.ID, "digest": digest, "updated_at": tx.now}).Error)
	}
	row := WelcomeBooking{Sender: w.Sender, Reference: w.Reference, CallbackID: cb.ID, Digest: digest, CreatedAt: tx.now, UpdatedAt: tx.now}
	err := tx.db.Create(&row).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fmt.Errorf("name welcome call: %w", ErrStale) // another request of this reference was first: read again
	}
	return wrapped("name welcome call", err)
}
