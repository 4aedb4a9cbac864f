package e2e_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
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

// theDocument is the OpenAPI document.
var theDocument = sync.OnceValues(func() (*openapi3.T, error) { //nolint:gochecknoglobals // nobody changes it
	text, err := os.ReadFile("../api/openapi.json")
	if err != nil {
		return nil, err
	}
	return openapi3.NewLoader().LoadFromData(text)
})

// isNotice holds the body of a webhook out to the document.
func isNotice(body []byte) error {
	document, err := theDocument()
	if err != nil {
		return err
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return err
	}
	return document.Components.Schemas["Notice"].Value.VisitJSON(value, openapi3.EnableJSONSchema2020())
}

func read(t *testing.T, got answered) string {
	t.Helper()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
