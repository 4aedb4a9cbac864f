package models

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"
)

// NoticeType is a type of webhook that Ringback sends.
type NoticeType string

// The types of webhooks out, and the test event.
const (
	NoticeScheduled   NoticeType = "callback.scheduled"
	NoticeRescheduled NoticeType = "callback.rescheduled"
	NoticeQueued      NoticeType = "callback.queued"
	NoticeAssigned    NoticeType = "callback.assigned"
	NoticeAttempted   NoticeType = "callback.attempted"
	NoticeCompleted   NoticeType = "callback.completed"
	NoticeBroken      NoticeType = "callback.broken"
	NoticeCancelled   NoticeType = "callback.cancelled"
	NoticeExpired     NoticeType = "callback.expired"
	NoticeFailed      NoticeType = "callback.failed"
	NoticeSuppressed  NoticeType = "record.suppressed"
	NoticeReleased    NoticeType = "record.released"
	NoticeWelcomeDone NoticeType = "welcome_call.completed"
	NoticeUnreached   NoticeType = "welcome_call.unreached"
	NoticeTest        NoticeType = "ringback.test" // sent when a person asks for it, whatever the endpoint's types
)

// NoticeTypes are the types that an endpoint may ask for.
func NoticeTypes() []NoticeType {
	return []NoticeType{NoticeScheduled, NoticeRescheduled, NoticeQueued, NoticeAssigned, NoticeAttempted, NoticeCompleted, NoticeBroken, NoticeCancelled, NoticeExpired,
		NoticeFailed, NoticeSuppressed, NoticeReleased, NoticeWelcomeDone, NoticeUnreached}
}

// Endpoint is where webhooks are sent to.
type Endpoint struct {
	ID             string `gorm:"primaryKey"` // ep_...
	URL            string `gorm:"column:url"`
	Description    string
	Types          JSON[[]NoticeType] // what it is told; none: everything
	Thin           bool               // told without personal data
	Disabled       bool               // told nothing: what happens meanwhile is not kept for it
	Secret         string             // whsec_..., signs what is sent. It is kept as it is, since a signature needs it
	PreviousSecret string             // signs beside it until PreviousUntil
	PreviousUntil  Instant
	Failures       int     // in a row, of the endpoint itself
	RestsUntil     Instant // its circuit is open: nothing is sent before
	CreatedAt      Instant
	UpdatedAt      Instant
}

// wants says whether the endpoint is told of a type.
func (e *Endpoint) wants(t NoticeType) bool {
	return !e.Disabled && (len(e.Types.V) == 0 || slices.Contains(e.Types.V, t))
}

// Secrets are those that sign now, the newest first.
func (e *Endpoint) Secrets(now time.Time) []string {
	if e.PreviousSecret == "" || !At(now).Before(e.PreviousUntil) {
		return []string{e.Secret}
	}
	return []string{e.Secret, e.PreviousSecret}
}

// secretBytes is the length of a secret, within the 24 to 64 bytes of the Standard Webhooks specification.
const secretBytes = 32

func newSigningSecret() (string, error) {
	key := make([]byte, secretBytes)
	if _, err := rand.Read(key); err != nil {
		return "", fmt.Errorf("make secret: %w", err)
	}
	return "whsec_" + base64.StdEncoding.EncodeToString(key), nil
}

// The bounds of the list of endpoints, and of each one's texts, which are those of the columns.
const (
	maxEndpoints      = 50
	maxEndpointURL    = 500
	maxEndpointWords  = 200
	endpointRotation  = 24 * time.Hour // how long the secret before the newest signs too
	factEndpoints     = "webhooks.version"
	endpointReadLimit = 200
)

// endpointFaults is all that is wrong with one endpoint of a list.
func (s *Store) endpointFaults(i int, e EndpointSetting) []Problem {
	var found problems
	at := fmt.Sprintf("items[%d].", i)
	u, err := url.Parse(e.URL)
	switch {
	case err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" || len(e.URL) > maxEndpointURL:
		found.add(invalid("validation_failed", at+"url", "an absolute https URL of at most %d bytes", maxEndpointURL))
	case u.Scheme == "http" && !s.policy.PrivateWebhooks:
		found.add(invalid("validation_failed", at+"url", "https, since it carries donors' data; http is for private networks, which the setting webhooks.allow_private opens"))
	case u.User != nil || u.Fragment != "":
		found.add(invalid("validation_failed", at+"url", "without a user, a password or a fragment"))
	}
	if len([]rune(e.Description)) > maxEndpointWords {
		found.add(invalid("validation_failed", at+"description", "at most %d characters", maxEndpointWords))
	}
	for _, t := range e.Types {
		if !slices.Contains(NoticeTypes(), t) {
			found.add(invalid("validation_failed", at+"types", "%q is no type of webhook", cut(string(t), 64)))
		}
	}
	return found
}

// endpoints holds who is to be told of what. Which version of the list holds is asked of the database in each transaction that has
// something to tell, since another instance may have saved one; the list itself is read only when that has changed.
type endpoints struct {
	mu      sync.Mutex
	version string
	list    []Endpoint
}

func (e *endpoints) inForce(tx *Tx) ([]Endpoint, error) {
	version, err := tx.fact(factEndpoints)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if version == e.version {
		return e.list, nil
	}
	list, err := readEndpoints(tx.db)
	if err != nil {
		return nil, err
	}
	e.version, e.list = version, list
	return list, nil
}

func readEndpoints(db *gorm.DB) ([]Endpoint, error) {
	var list []Endpoint
	if err := db.Order("id").Limit(endpointReadLimit).Find(&list).Error; err != nil {
		return nil, fmt.Errorf("read endpoints: %w", err)
	}
	return list, nil
}
