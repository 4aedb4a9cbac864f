package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// decodeHours is decode for bodies that hold spans, days and dates: of those that cannot be read it names each with its path, where the
// decoder would stop at the first without a word of where it stands.
func decodeHours(r *http.Request, v any) error {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(text))
	err = decode(r, v)
	if err == nil || needJSON(r.Header.Get("Content-Type")) != nil {
		return err
	}
	var body map[string]any
	if json.Unmarshal(text, &body) != nil {
		return err
	}
	var found misread
	for _, name := range []string{"sets", "closed"} { // all else holds names, which are judged later
		found.walk(body[name], name, name)
	}
	if len(found) > 0 {
		return gather(found)
	}
	return err
}

// misread are the texts of a body that are not what their place asks for.
type misread []models.Problem

func (m *misread) add(path string, err error) {
	if err != nil {
		*m = append(*m, invalid(path, "%v", err).Problems...)
	}
}

// walk goes through a value; under is the nearest name above it.
func (m *misread) walk(value any, path, under string) {
	switch v := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			at, key := path+"."+name, name
			switch under {
			case "week":
				day, err := json.Marshal(map[string][]string{name: {}})
				if err == nil {
					err = new(hours.Week).UnmarshalJSON(day)
				}
				m.add(at, err)
				key = "spans"
			case "special":
				_, err := hours.ParseDate(name)
				m.add(at, err)
				key = "spans"
			}
			m.walk(v[name], at, key)
		}
	case []any:
		for i, element := range v {
			m.walk(element, fmt.Sprintf("%s[%d]", path, i), under)
		}
	case string:
		m.text(v, path, under)
	}
}

func (m *misread) text(text, path, under string) {
	var err error
	switch under {
	case "spans", "eve":
		_, err = hours.ParseSpan(text)
	case "date", "closed":
		_, err = hours.ParseDate(text)
	}
	m.add(path, err)
}
