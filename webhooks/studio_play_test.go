package webhooks_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// studioPlay plays a flow as Studio does, against the real handler: it fills in Liquid variables, sends what the HTTP widget sends, signed,
// and presses a caller's keys.
type studioPlay struct {
	*site
	flow    studioFlow
	from    string
	keys    map[string]string // what the caller presses, by the state that asks
	set     map[string]string // what the administrator wrote into the settings
	token   string
	at      map[string]func() // what happens when a state is reached
	asJSON  bool              // the HTTP widgets send JSON in place of forms
	values  map[string]any    // what Liquid sees
	visited []string
	said    []string
}

// play goes through the flow to its end, and tells which state was the last.
func (p *studioPlay) play() string {
	p.t.Helper()
	p.values = map[string]any{"flow": map[string]any{"variables": map[string]any{}}, "widgets": map[string]any{},
		"trigger": map[string]any{"call": map[string]any{"From": p.from, "To": "+61255501234", "CallSid": sid("CA", 77)}}}
	last := ""
	for next := p.flow.Initial; next != ""; {
		state, ok := p.flow.state(next)
		if !ok || len(p.visited) > 100 {
			p.t.Fatalf("lost at %q after %v", next, p.visited)
		}
		if p.at[next] != nil {
			p.at[next]()
		}
		last, p.visited = next, append(p.visited, next)
		next = state.after(p.enter(state), p)
	}
	return last
}

// enter does what a widget does, and returns the event that comes of it.
func (p *studioPlay) enter(s studioState) string {
	p.t.Helper()
	switch s.Type {
	case "trigger":
		return "incomingCall"
	case "set-variables":
		p.remember(s)
		return "next"
	case "make-http-request":
		return p.request(s)
	case "gather-input-on-call":
		p.said = append(p.said, p.text(s.Properties["say"]))
		if p.keys[s.Name] == "" {
			return "timeout"
		}
		p.widget(s.Name)["Digits"] = p.keys[s.Name]
		return "keypress"
	case "say-play":
		p.said = append(p.said, p.text(s.Properties["say"]))
		return "audioComplete"
	case "send-to-flex":
		if attributes := p.text(s.Properties["attributes"]); !json.Valid([]byte(attributes)) {
			p.t.Errorf("attributes %s", attributes)
		}
		return "callComplete"
	}
	return "noMatch" // a split: after asks its conditions
}

func (s studioState) after(event string, p *studioPlay) string {
	for _, way := range s.Transitions {
		if way.Event == "match" && s.Type == "split-based-on" && p.holds(way) {
			return way.Next
		}
	}
	i := slices.IndexFunc(s.Transitions, func(t studioTransition) bool { return t.Event == event })
	return s.Transitions[i].Next
}

func (p *studioPlay) holds(way studioTransition) bool {
	for _, c := range way.Conditions {
		value := p.text(c.Arguments[0])
		switch c.Type {
		case "equal_to":
			if value != c.Value {
				return false
			}
		case "matches_any_of":
			if !slices.Contains(strings.Split(c.Value, ","), value) {
				return false
			}
		default:
			p.t.Fatalf("a condition of type %q", c.Type)
		}
	}
	return true
}

func (p *studioPlay) remember(s studioState) {
	variables := p.values["flow"].(map[string]any)["variables"].(map[string]any)
	for name, value := range p.pairs(s, "variables") {
		if written, changed := p.set[name]; changed {
			value = written
		}
		variables[name] = value
	}
}

func (p *studioPlay) widget(name string) map[string]any {
	widgets := p.values["widgets"].(map[string]any)
	if widgets[name] == nil {
		widgets[name] = map[string]any{}
	}
	return widgets[name].(map[string]any)
}

// request sends what the HTTP widget sends, and takes only what it takes: 2xx, a JSON object, at most 64 kB.
func (p *studioPlay) request(s studioState) string {
	p.t.Helper()
	path, ours := strings.CutPrefix(p.text(s.Properties["url"]), public)
	if !ours || s.Properties["method"] != http.MethodPost || s.Properties["content_type"] != formType+";charset=utf-8" {
		p.t.Fatalf("%s asks %v by %v as %v", s.Name, p.text(s.Properties["url"]), s.Properties["method"], s.Properties["content_type"])
	}
	answer := p.sendFields(path, p.pairs(s, "parameters"))
	if answer.Code/100 != 2 {
		return "failed"
	}
	var parsed map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &parsed); err != nil || answer.Header().Get("Content-Type") != jsonType || answer.Body.Len() > 64<<10 {
		p.t.Fatalf("%s got what Studio cannot read: %s", s.Name, answer.Body)
	}
	p.widget(s.Name)["parsed"] = parsed
	return "success"
}

func (p *studioPlay) sendFields(path string, fields map[string]string) *httptest.ResponseRecorder {
	if p.asJSON { // as whoever changes the widget to JSON writes its body: objects as such
		object := map[string]any{}
		for name, value := range fields {
			object[name] = value
			if strings.HasPrefix(value, "{") {
				object[name] = json.RawMessage(value)
			}
		}
		body, err := json.Marshal(object)
		p.must(err)
		return p.post(path, jsonType, string(body))
	}
	form := url.Values{}
	for name, value := range fields {
		form.Set(name, value)
	}
	body := form.Encode()
	return p.send(http.MethodPost, path, formType+";charset=utf-8", body, sign(p.token, path, formType, body))
}

// pairs are the keys and values of a widget's list, with their variables filled in.
func (p *studioPlay) pairs(s studioState, property string) map[string]string {
	list, pairs := s.Properties[property].([]any), map[string]string{}
	for _, one := range list {
		pair := one.(map[string]any)
		pairs[pair["key"].(string)] = p.text(pair["value"])
	}
	if len(pairs) != len(list) {
		p.t.Errorf("%s: a name twice in %s", s.Name, property)
	}
	return pairs
}

var liquid = regexp.MustCompile(`\{\{([\w.\[\]]+)\}\}`)

// text fills the variables of a template in. One that nothing has set is an error here; Studio says nothing in its place.
func (p *studioPlay) text(template any) string {
	return liquid.ReplaceAllStringFunc(template.(string), func(found string) string {
		value, ok := reach(p.values, strings.TrimSuffix(strings.TrimPrefix(found, "{{"), "}}"))
		if !ok {
			p.t.Errorf("%s is not set after %v", found, p.visited)
		}
		return value
	})
}

// reach follows a path such as widgets.ask_times.parsed.slots[0].spoken.
func reach(from any, path string) (string, bool) {
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		switch here := from.(type) {
		case map[string]any:
			from = here[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(here) {
				return "", false
			}
			from = here[i]
		}
	}
	switch value := from.(type) {
	case string:
		return value, true
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64), true
	}
	return "", false
}

func newPlay(t testing.TB, s *site, keys map[string]string) *studioPlay {
	return &studioPlay{site: s, flow: readFlow(t), from: donor, keys: keys, token: token, at: map[string]func(){},
		set: map[string]string{"ringback_url": public, "timezone": "Australia/Perth"}}
}
