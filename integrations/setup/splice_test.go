package setup

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestMergedKeepsTheOthersToTheByte(t *testing.T) {
	t.Parallel()
	ours := filters(Wanted{OwnerMinutes: 10}, func(string) string { return "WQ1" })
	for name, text := range map[string]string{
		"none":         `{"task_routing":{"default_filter":{"queue":"WQ2"}}}`,
		"empty object": `{"task_routing":{}}`,
		"empty list":   `{"task_routing":{"filters":[],"default_filter":{"queue":"WQ2"}}}`,
		"null":         `{"task_routing":{"filters": null ,"default_filter":{"queue":"WQ2"}}}`,
		"spaced":       "{\"a\":[1,{\"filters\":[]}], \"task_routing\" : { \"x\":{\"filters\":[3]},\"filters\" : [ {\"b\":\"],\"} ,\n{\"c\":[1,2]}\t] } }",
		"strange":      `{"task_routing":{"filters":["text",7,{"filter_friendly_name":3}]}}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			with, ready, err := merged(text, ours)
			if err != nil || ready || !json.Valid([]byte(with)) {
				t.Fatalf("merged %s: %v, %v", with, ready, err)
			}
			if _, ready, err := merged(with, ours); err != nil || !ready {
				t.Errorf("ours are not seen in %s: %v", with, err)
			}
			without, err := stripped(with)
			if err != nil || without != text && strings.Contains(text, `"filters":[`) {
				t.Errorf("stripped %s, want %s (%v)", without, text, err)
			}
		})
	}
}

func TestNoConfiguration(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "[]", "{}", `{"task_routing":[]}`, `{"task_routing":{"filters":{}}}`, `{"task_routing":{"filters":[`} {
		if _, err := cut(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

// FuzzMerged: what can be merged is JSON again, is seen to have ours, and gives the others back to the byte.
func FuzzMerged(f *testing.F) {
	f.Add(`{"task_routing":{"filters":[{"filter_friendly_name":"Sales"} , {}],"default_filter":{"queue":"WQ"}}}`)
	f.Add(`{"task_routing":{"filters":[ ]}}`)
	f.Add(`{"task_routing":{"filters":[{"filter_friendly_name":"Ringback: everyone"},1]}}`)
	ours := filters(Wanted{OwnerMinutes: 10}, func(string) string { return "WQ1" })
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			return
		}
		with, ready, err := merged(text, ours)
		if err != nil {
			return
		}
		if !json.Valid([]byte(with)) {
			t.Fatalf("%q became %q", text, with)
		}
		if _, again, err := merged(with, ours); err != nil || !again {
			t.Fatalf("ours are not seen in %q: %v", with, err)
		}
		c, err := cut(text)
		if err != nil || ready {
			return
		}
		back, err := cut(with)
		if err != nil || strings.Join(back.others(), ",") != strings.Join(c.others(), ",") {
			t.Fatalf("%q lost something in %q: %v", text, with, err)
		}
	})
}
