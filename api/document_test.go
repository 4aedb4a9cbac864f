package api_test

import (
	"bytes"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gorilla/mux"

	"github.com/ringback/ringback/models/dbtest"
)

func TestDocumentIsValid(t *testing.T) {
	t.Parallel()
	doc := loadContract(t).doc
	if err := doc.Validate(t.Context()); err != nil {
		t.Error(err)
	}
	if !strings.HasPrefix(doc.OpenAPI, "3.1") {
		t.Errorf("version %s", doc.OpenAPI)
	}
}

func TestDocumentIsServed(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	got := s.ask(t, "", http.MethodGet, "/openapi.json", "").want(t, http.StatusOK)
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.body, text) {
		t.Error("another document is served")
	}
}

func TestDocumentAndRouterHaveTheSameRoutes(t *testing.T) {
	t.Parallel()
	s := start(t, dbtest.SQLite(t))
	registered, documented := routesOf(t, s.router), []string{}
	for path, item := range s.spec.doc.Paths.Map() {
		for method := range item.Operations() {
			if isElsewhere(path) {
				continue
			}
			documented = append(documented, method+" "+path)
		}
	}
	for _, route := range registered {
		if !slices.Contains(documented, route) {
			t.Errorf("%s is not documented", route)
		}
	}
	for _, route := range documented {
		if !slices.Contains(registered, route) {
			t.Errorf("%s is documented and not there", route)
		}
	}
}

func routesOf(t *testing.T, router *mux.Router) []string {
	t.Helper()
	var routes []string
	err := router.Walk(func(route *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		path, err := route.GetPathTemplate()
		if err != nil {
			return err
		}
		methods, err := route.GetMethods()
		if err != nil {
			return nil // the subrouter itself
		}
		for _, method := range methods {
			routes = append(routes, method+" "+path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return routes
}

func TestDocumentSaysWhatIsNeeded(t *testing.T) {
	t.Parallel()
	for path, item := range loadContract(t).doc.Paths.Map() {
		for method, op := range item.Operations() {
			where := method + " " + path
			if op.OperationID == "" || op.Summary == "" {
				t.Errorf("%s has no id or summary", where)
			}
			if op.RequestBody != nil {
				for media, content := range op.RequestBody.Value.Content {
					if len(content.Examples) == 0 {
						t.Errorf("%s has no example of its body as %s", where, media)
					}
				}
			}
			open := op.Security != nil && len(*op.Security) == 0
			signIn := op.OperationID == "signIn" // the one route below /api/ that needs no credential
			if open == (strings.HasPrefix(path, "/api/") && !signIn) || open != (op.Extensions["x-roles"] == nil) {
				t.Errorf("%s: security %v, roles %v", where, op.Security, op.Extensions["x-roles"])
			}
			if strings.HasPrefix(path, "/api/") && op.Responses.Value("429") == nil {
				t.Errorf("%s does not say that callers are limited (429)", where)
			}
			if method != http.MethodGet && !open && op.Parameters.GetByInAndName("header", "Idempotency-Key") == nil {
				t.Errorf("%s does not take an Idempotency-Key", where)
			}
		}
	}
}
