// Package contract checks exchanges with a TaskRouter, real or simulated, against Twilio's own OpenAPI document, so
// that the simulator cannot drift from the interface it imitates. The document is read from outside, never kept here.
package contract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
)

// Document is the name of the file that [Load] wants: TaskRouter v1 of github.com/twilio/twilio-oai. StreamsDocument is Events v1,
// beside it; without it exchanges with Event Streams are reported as unknown.
const (
	Document        = "twilio_taskrouter_v1.json"
	StreamsDocument = "twilio_events_v1.json"
	// FlexDocument is Flex v1, for the Plugins API.
	FlexDocument = "twilio_flex_v1.json"
)

// maxBody bounds what is read of a request, in bytes.
const maxBody = 8 << 20

// Checker knows the documents. It may be used by many goroutines at once.
type Checker struct{ routers []routers.Router }

// Load reads the documents from a folder.
func Load(dir string) (*Checker, error) {
	var known Checker
	for _, name := range []string{Document, StreamsDocument, FlexDocument} {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) && name != Document {
			continue
		}
		router, err := route(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		known.routers = append(known.routers, router)
	}
	return &known, nil
}

func route(path string) (routers.Router, error) {
	doc, err := openapi3.NewLoader().LoadFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("load document: %w", err)
	}
	// Paths are matched on any host; each path names Twilio's own server again.
	doc.Servers = nil
	for _, item := range doc.Paths.Map() {
		item.Servers = nil
		for _, operation := range item.Operations() {
			nameTypes(operation)
		}
	}
	// One of the document's own examples does not fit its schema.
	router, err := legacy.NewRouter(doc, openapi3.DisableExamplesValidation())
	if err != nil {
		return nil, fmt.Errorf("route document: %w", err)
	}
	return router, nil
}

// nameTypes calls a form's fields without a type texts, which all fields of a form are: the library can read none else.
func nameTypes(operation *openapi3.Operation) {
	if operation.RequestBody == nil || operation.RequestBody.Value == nil {
		return
	}
	for _, media := range operation.RequestBody.Value.Content {
		if media.Schema == nil || media.Schema.Value == nil {
			continue
		}
		for _, field := range media.Schema.Value.Properties {
			if field.Value.Type == nil && field.Ref == "" {
				field.Value.Type = &openapi3.Types{openapi3.TypeString}
			}
			if items := field.Value.Items; items != nil && items.Value.Type == nil {
				items.Value.Type = &openapi3.Types{openapi3.TypeString}
			}
		}
	}
}

// find looks for the exchange in each document; the error is the first one's.
func (c *Checker) find(r *http.Request) (route *routers.Route, params map[string]string, err error) {
	for _, router := range c.routers {
		found, values, missing := router.FindRoute(r)
		if missing == nil {
			return found, values, nil
		}
		if err == nil {
			err = missing
		}
	}
	return nil, nil, err
}

// Wrap checks each exchange under /v1/ that was answered with a 2xx, request and response, and reports what does not
// fit. Other answers are let through, since the document has no errors in it, and so is the identity service, which
// is none of TaskRouter's. The report is called before the client has read the whole answer, from the goroutine that
// serves it.
func (c *Checker) Wrap(h http.Handler, report func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1/") || strings.HasPrefix(r.URL.Path, "/v1/Accounts/") {
			h.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if err != nil {
			report(fmt.Errorf("read request: %w", err))
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		copied := &recorder{ResponseWriter: w}
		h.ServeHTTP(copied, r) // a panic or a hijacked connection is a deliberate fault and is not checked
		if copied.status/100 != 2 || copied.taken {
			return
		}
		if err := c.check(r, body, copied); err != nil {
			report(fmt.Errorf("%s %s: %w", r.Method, r.URL.Path, err))
		}
	})
}

func (c *Checker) check(r *http.Request, body []byte, answer *recorder) error {
	ctx := context.WithoutCancel(r.Context())
	again := r.Clone(ctx)
	again.Body = io.NopCloser(bytes.NewReader(body))
	route, params, err := c.find(again)
	if err != nil {
		return fmt.Errorf("find in document: %w", err)
	}
	options := &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}
	request := &openapi3filter.RequestValidationInput{Request: again, PathParams: params, Route: route, Options: options}
	if err := openapi3filter.ValidateRequest(ctx, request); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	response := &openapi3filter.ResponseValidationInput{RequestValidationInput: request, Status: answer.status, Header: answer.Header(), Options: options}
	if err := openapi3filter.ValidateResponse(ctx, response.SetBodyBytes(answer.body.Bytes())); err != nil {
		return fmt.Errorf("response: %w", err)
	}
	return nil
}

// recorder keeps a copy of what is answered.
type recorder struct {
	http.ResponseWriter
	status int // 0 until something is answered
	body   bytes.Buffer
	taken  bool
}

// WriteHeader passes the status on and remembers it.
func (w *recorder) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Write passes part of the body on and keeps a copy.
func (w *recorder) Write(part []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	w.body.Write(part)
	n, err := w.ResponseWriter.Write(part)
	if err != nil {
		return n, fmt.Errorf("answer: %w", err)
	}
	return n, nil
}

// Unwrap lets http.ResponseController reach the connection; whoever does is answering in a way of its own.
func (w *recorder) Unwrap() http.ResponseWriter {
	w.taken = true
	return w.ResponseWriter
}
