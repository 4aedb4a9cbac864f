package models

import (
	"crypto/rand"
	"fmt"
	"time"

	"github.com/oklog/ulid/v2"
)

// newID makes an identifier such as cb_01JA2B...: a prefix that says what it names and a ULID, so that ids sort by time of making.
// Only [A-Za-z0-9_] is used: TaskRouter's expressions do not take hyphens, and twilio-go drops ".digits" from queries.
func newID(prefix string, at time.Time) (string, error) {
	id, err := ulid.New(ulid.Timestamp(at), rand.Reader)
	if err != nil {
		return "", fmt.Errorf("make %s id: %w", prefix, err)
	}
	return prefix + "_" + id.String(), nil
}
