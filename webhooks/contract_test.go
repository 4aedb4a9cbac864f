package webhooks_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// theContract is the OpenAPI document, to which every answer of every test is held.
var theContract = sync.OnceValues(func() (routers.Router, error) { //nolint:gochecknoglobals // nobody changes it
	text, err := os.ReadFile("../api/openapi.json")
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, err
	}
	return gorillamux.NewRouter(doc)
})

// held holds an answer to the document.
func held(t testing.TB, r *http.Request, got *httptest.ResponseRecorder) {
	t.Helper()
	contract, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	plain := r.Clone(t.Context())
	plain.Body = io.NopCloser(bytes.NewReader(nil))
	route, params, err := contract.FindRoute(plain)
	if err != nil {
		if got.Code != http.StatusMethodNotAllowed {
			t.Errorf("the document has no %s %s, which answers %d", r.Method, r.URL.Path, got.Code)
		}
		return
	}
	out := &openapi3filter.ResponseValidationInput{Status: got.Code, Header: got.Header(),
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: plain, PathParams: params, Route: route},
		Options:                &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true}}
	out.SetBodyBytes(got.Body.Bytes())
	if err := openapi3filter.ValidateResponse(t.Context(), out); err != nil {
		t.Errorf("the document forbids the answer to %s %s: %v: %s", r.Method, r.URL.Path, err, got.Body)
	}
}
