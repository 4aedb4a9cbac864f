package twiliosim

import (
	"encoding/json"
	"time"
	"unicode/utf8"
)

// maxAttributes bounds task and worker attributes, in characters with white space
// (twilio.com/docs/taskrouter/limits).
const maxAttributes = 4096

// stamp writes a time as TaskRouter's resources do, in whole seconds; nil for the zero time.
func stamp(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	text := at.UTC().Format("2006-01-02T15:04:05Z")
	return &text
}

// optional is nil for an empty text.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// readAttributes decodes attributes, which must be a JSON object of at most 4096 characters.
func readAttributes(text string) (map[string]any, error) {
	if utf8.RuneCountInString(text) > maxAttributes {
		return nil, invalid("Attributes are longer than %d characters", maxAttributes)
	}
	attributes := map[string]any{}
	if err := json.Unmarshal([]byte(text), &attributes); err != nil || attributes == nil {
		return nil, invalid("Attributes are not a JSON object")
	}
	return attributes, nil
}
