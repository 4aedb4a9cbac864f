package api_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// contract is the OpenAPI document, to which every answer of every test is held.
type contract struct {
	doc    *openapi3.T
	router routers.Router
}

// theContract is read once for all tests: reading it takes longer than most of them.
var theContract = sync.OnceValues(func() (*contract, error) { //nolint:gochecknoglobals // nobody changes it
	text, err := os.ReadFile("openapi.json")
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	router, err := gorillamux.NewRouter(doc)
	return &contract{doc, router}, err
})

func loadContract(t testing.TB) *contract {
	t.Helper()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// check holds an answer to the document, and the request too when it was taken. A path or method that the document does not have
// must have been answered by a problem.
func (c *contract) check(t testing.TB, r *http.Request, body string, got answer) {
	t.Helper()
	plain := r.Clone(context.Background())
	plain.Body = io.NopCloser(bytes.NewReader([]byte(body)))
	route, params, err := c.router.FindRoute(plain)
	if err != nil {
		c.checkProblem(t, got)
		return
	}
	in := &openapi3filter.RequestValidationInput{Request: plain, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, SkipSettingDefaults: true}}
	if got.status < http.StatusMultipleChoices {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			t.Errorf("the document forbids what was taken: %s %s: %v", r.Method, r.URL.Path, err)
		}
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: got.status, Header: got.header,
		Options: &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true}}
	out.SetBodyBytes(got.body)
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		t.Errorf("the document forbids the answer to %s %s: %v", r.Method, r.URL.Path, err)
	}
}

// isElsewhere says whether a route of the document is another package's: webhooks holds its answers to the document itself, and e2e sees that
// the whole program has all of them.
func isElsewhere(path string) bool {
	return strings.HasPrefix(path, "/webhooks/") || strings.HasPrefix(path, "/schemas/") || path == "/metrics"
}

func (c *contract) checkProblem(t testing.TB, got answer) {
	t.Helper()
	if media := got.header.Get("Content-Type"); media != "application/problem+json" {
		t.Errorf("answer of an unknown route is %q: %s", media, got.body)
		return
	}
	schema := c.doc.Components.Schemas["Problem"].Value
	if err := schema.VisitJSON(into[any](t, got), openapi3.EnableJSONSchema2020()); err != nil {
		t.Errorf("not a problem: %v", err)
	}
}
