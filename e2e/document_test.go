package e2e_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// The whole program answers each route that its document names.
func TestEveryDocumentedRouteIsServed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		nothing := read(t, w.sends(http.MethodGet, "/nothing/of/the/kind", ""))
		var document struct {
			Paths map[string]map[string]any `json:"paths"`
		}
		w.must(json.NewDecoder(w.sends(http.MethodGet, "/openapi.json", "").Body).Decode(&document))
		if len(document.Paths) < 50 {
			t.Fatalf("%d paths", len(document.Paths))
		}
		names := strings.NewReplacer("{id}", "cb_00000000000000000000000000", "{name}", "nobody", "{token}", "none", "{worker_sid}", "WK00000000000000000000000000000000")
		for path, item := range document.Paths {
			for method := range item {
				got := w.sends(strings.ToUpper(method), names.Replace(path), "")
				if text := read(t, got); got.StatusCode == http.StatusMethodNotAllowed || text == nothing || text == "404 page not found\n" {
					t.Errorf("%s %s: %d %s", method, path, got.StatusCode, text)
				}
			}
		}
	})
}

func read(t *testing.T, got answered) string {
	t.Helper()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
