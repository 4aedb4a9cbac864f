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

// phonesOf are the numbers of the call by which the donor may be known, best first. The record's own number is tried before
// them all. customerAddress is the donor's by its meaning; which of to and from is, depends on who rang. When nobody said that,
// Ringback's own trade is assumed: the centre rang.
func phonesOf(a twilio.Attributes) []string {
	candidates := []string{a.CustomerAddress, a.OutboundTo, a.To, a.From}
	switch {
	case a.Direction == "inbound":
		candidates = []string{a.CustomerAddress, a.From}
	case strings.HasPrefix(a.Direction, "outbound"):
		candidates = []string{a.OutboundTo, a.To, a.CustomerAddress}
	}
	var phones []string
	for _, phone := range candidates {
		if isE164(phone) {
			phones = append(phones, phone)
		}
	}
	return phones
}

// isE164 tells a number from a client's or a SIP address. Whether it exists is for models to say.
func isE164(s string) bool {
	digits, ok := strings.CutPrefix(s, "+")
	return ok && len(digits) >= 7 && len(digits) <= 15 && digits[0] != '0' && strings.Trim(digits, "0123456789") == ""
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
