package webhooks

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// keyOf is what makes an event one of a kind: TaskRouter's id of it, which is the same in a form and in a stream, else the CloudEvent's.
func keyOf(e twilio.Event) string {
	switch {
	case e.Sid != "":
		return keyFrom(e.Sid)
	case e.CloudID != "":
		return keyFrom(e.CloudID)
	}
	content, err := json.Marshal(e)
	if err != nil { // nothing in an event can fail to encode
		content = []byte(e.Type + e.TaskSid + e.At.String())
	}
	return digestKey("event", content)
}

// keyFrom is the id itself, if it is one that every database compares alike. Others are hashed: MariaDB would cut text at a byte
// that is no UTF-8, and two events would become one.
func keyFrom(id string) string {
	if len(id) <= 64 && strings.IndexFunc(id, func(r rune) bool { return !isIDRune(r) && r != '-' && r != '.' && r != ':' }) < 0 {
		return id
	}
	return digestKey("id", []byte(id))
}

// digestKey names content by 128 bits of its hash.
func digestKey(kind string, content []byte) string {
	sum := sha256.Sum256(content)
	return kind + "_" + hex.EncodeToString(sum[:16])
}

func isIDRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// isSid says whether s may be an id of Twilio's (two letters, 32 digits) or one of ours (shorter).
func isSid(s string) bool {
	return s != "" && len(s) <= 34 && strings.IndexFunc(s, func(r rune) bool { return !isIDRune(r) }) < 0
}

func sidOrNone(s string) string {
	if isSid(s) {
		return s
	}
	return ""
}

// recordIDOf is the record's id as we gave it to a Task's attributes. Another application's record_id says nothing.
func recordIDOf(a twilio.Attributes) string {
	if strings.HasPrefix(a.RecordID, "rec_") && isSid(a.RecordID) {
		return a.RecordID
	}
	return ""
}

// instantOf leaves out times that have no RFC 3339 form, since a stored message with such a time could not be read again.
func instantOf(at time.Time) models.Instant {
	if at.IsZero() || at.UTC().Year() < 1 || at.UTC().Year() > 9999 {
		return models.Instant{}
	}
	return models.At(at)
}

// cut shortens a text to a number of characters.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most])
	}
	return text
}
