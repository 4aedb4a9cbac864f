package twilio

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// object is a JSON object whose fields are read one by one, so that a field of a wrong type costs only itself.
type object map[string]json.RawMessage

var errNoObject = errors.New("not a JSON object")

func parseObject(data []byte) (object, error) {
	var o object
	if err := json.Unmarshal(data, &o); err != nil || o == nil {
		return nil, errNoObject // the decoder's own words would repeat the data
	}
	return o, nil
}

// text reads a string, or a number as it is written; ok is false for any other type. An absent field and null are "".
func (o object) text(name string) (s string, ok bool) {
	raw := o[name]
	if isNull(raw) {
		return "", true
	}
	if raw[0] == '"' {
		err := json.Unmarshal(raw, &s)
		return s, err == nil
	}
	if raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9' {
		return string(raw), true
	}
	return "", false
}

// word is text for fields whose wrong type means the same as their absence.
func (o object) word(names ...string) string {
	for _, name := range names {
		if s, ok := o.text(name); ok && s != "" {
			return s
		}
	}
	return ""
}

// whole reads a whole number, written as a number or as a string.
func (o object) whole(name string) (n int64, ok bool) {
	s, ok := o.text(name)
	if !ok || s == "" {
		return 0, false
	}
	return parseWhole(s)
}

func parseWhole(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != float64(int64(f)) || f > 1<<53 || f < -1<<53 {
		return 0, false
	}
	return int64(f), true
}

// flag reads a boolean, written as one or as a string.
func (o object) flag(name string) (value, ok bool) {
	raw := o[name]
	if isNull(raw) {
		return false, true
	}
	value, err := strconv.ParseBool(strings.Trim(string(raw), `"`))
	return value, err == nil
}

func isNull(raw json.RawMessage) bool {
	return len(raw) == 0 || bytes.Equal(raw, []byte("null"))
}
