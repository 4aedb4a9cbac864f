package api_test

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/getkin/kin-openapi/openapi3"
)

// escaped is a text as a part of a URL.
func escaped(text string) string { return url.PathEscape(text) }

// printable is a text as a header may have it.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > unicode.MaxASCII-1 {
			return 'x'
		}
		return r
	}, text)
}

// junk is what a schema would not have.
func (g *generator) junk() string {
	list := []string{"", " ", "x", "null", "0", "-1", "1e400", "'; DROP TABLE callbacks; --", "%00", "\u0000", "\ufeff", "ü\u202e", "../../etc/passwd", "{{7*7}}", "<script>", "$.x",
		strings.Repeat("a", 300), strings.Repeat("é", 200), "9999-12-31T23:59:59Z", "0001-01-01T00:00", "Europe/Nowhere", "+61491570156", "cb_" + strings.Repeat("0", 26), "999999999999999999999", "true"}
	return list[g.rng.IntN(len(list))]
}

// words are texts that mean something somewhere.
func (g *generator) words() string {
	list := []string{"welcome", "Aroha", "D-1", ana, ben, "team", "agent", "+61491570156", "2026-12-01T18:00", "2026-12-03T10:15:00", "Australia/Perth", "Europe/Berlin", "AU", "US-FL",
		"2026-12-01T10:00:00Z", "2027-01-01T00:00:00Z", "2026-12-24", "busy", "contacted", "callback_agent", "10:00-12:00", "https://hooks.example.org/x", "moved house", "1"}
	return list[g.rng.IntN(len(list))]
}

// text is a value of a parameter.
func (g *generator) text(ref *openapi3.SchemaRef) string {
	if ref == nil || ref.Value == nil || g.chance(15) {
		return g.junk()
	}
	switch v := g.value(ref, 0).(type) {
	case string:
		return v
	default:
		text, err := json.Marshal(v)
		if err != nil {
			return "x"
		}
		return string(text)
	}
}

// body is an example of the document, or one made of its schema, now and then spoilt.
func (g *generator) body(body *openapi3.RequestBody, header http.Header) string {
	media := make([]string, 0, len(body.Content))
	for name := range body.Content {
		media = append(media, name)
	}
	slices.Sort(media)
	name := media[g.rng.IntN(len(media))]
	header.Set("Content-Type", name)
	if g.chance(3) {
		header.Set("Content-Type", printable(g.junk()))
	}
	content := body.Content[name]
	var value any
	names := make([]string, 0, len(content.Examples))
	for example := range content.Examples {
		names = append(names, example)
	}
	slices.Sort(names)
	if len(names) > 0 && g.chance(50) {
		value = content.Examples[names[g.rng.IntN(len(names))]].Value.Value
	} else if content.Schema != nil {
		value = g.value(content.Schema, 0)
	}
	if g.chance(40) {
		value = g.spoilt(value)
	}
	if text, ok := value.(string); ok && !strings.Contains(name, "json") {
		return text
	}
	text, err := json.Marshal(value)
	if err != nil {
		return g.junk()
	}
	if g.chance(3) {
		return string(text[:g.rng.IntN(len(text)+1)]) + g.junk()
	}
	return string(text)
}

// spoilt is a value with one part of it replaced or taken away.
func (g *generator) spoilt(value any) any {
	switch v := value.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		changed := map[string]any{}
		for _, name := range names {
			changed[name] = v[name]
		}
		if len(names) == 0 || g.chance(5) {
			changed[g.junk()] = g.junk()
			return changed
		}
		name := names[g.rng.IntN(len(names))]
		if g.chance(20) {
			delete(changed, name)
		} else {
			changed[name] = g.spoilt(v[name])
		}
		return changed
	case []any:
		if len(v) == 0 || g.chance(30) {
			return append(slices.Clone(v), g.anything())
		}
		changed := slices.Clone(v)
		i := g.rng.IntN(len(changed))
		changed[i] = g.spoilt(changed[i])
		return changed
	}
	return g.anything()
}

func (g *generator) anything() any {
	list := []any{nil, true, false, 0, -1, 1.5, 1e300, math.MaxInt64, g.junk(), g.words(), []any{}, map[string]any{}, []any{nil}, map[string]any{"x": []any{1}}}
	return list[g.rng.IntN(len(list))]
}

// value is one that a schema has.
func (g *generator) value(ref *openapi3.SchemaRef, depth int) any {
	s := ref.Value
	if s == nil || depth > 6 {
		return nil
	}
	choices := slices.Concat(s.OneOf, s.AnyOf)
	switch {
	case len(s.Enum) > 0:
		return s.Enum[g.rng.IntN(len(s.Enum))]
	case len(choices) > 0:
		return g.value(choices[g.rng.IntN(len(choices))], depth+1)
	case s.Type == nil || len(*s.Type) == 0:
		return g.all(s, depth)
	}
	switch (*s.Type)[g.rng.IntN(len(*s.Type))] {
	case "object":
		return g.all(s, depth)
	case "array":
		list := make([]any, g.rng.IntN(3))
		for i := range list {
			list[i] = g.value(s.Items, depth+1)
		}
		return list
	case "integer":
		return g.rng.IntN(1000) - 5
	case "number":
		return g.rng.Float64()*100 - 1
	case "boolean":
		return g.chance(50)
	case "null":
		return nil
	}
	if g.chance(10) {
		return g.junk()
	}
	if strings.HasPrefix(s.Pattern, "^cb_") || strings.HasPrefix(s.Pattern, "^rec_") {
		list := g.ids[strings.TrimPrefix(strings.SplitN(s.Pattern, "_", 2)[0], "^")]
		return list[g.rng.IntN(len(list))]
	}
	return g.words()
}

// all is an object of the properties that a schema asks for, and some of the others.
func (g *generator) all(s *openapi3.Schema, depth int) any {
	object := map[string]any{}
	for _, part := range s.AllOf {
		if some, ok := g.value(part, depth+1).(map[string]any); ok {
			for name, value := range some {
				object[name] = value
			}
		}
	}
	names := make([]string, 0, len(s.Properties))
	for name := range s.Properties {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if slices.Contains(s.Required, name) || g.chance(30) {
			object[name] = g.value(s.Properties[name], depth+1)
		}
	}
	return object
}
