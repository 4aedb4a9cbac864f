package api_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/ringback/ringback/models/dbtest"
)

var (
	generated = flag.Int("requests", 400, "requests that are generated from the document; make fuzz-api sends 20,000") //nolint:gochecknoglobals // a flag
	fuzzSeed  = flag.Uint64("fuzz-seed", 1, "which ones")                                                              //nolint:gochecknoglobals // a flag
)

// inside are words of the program's own making that no caller is to see.
var inside = regexp.MustCompile(`\b(models|api|hours|sql|gorm|json|runtime|time|strconv|url)\.[A-Za-z]|\.go\b|goroutine|SELECT |INSERT |UPDATE |DELETE FROM|/home/|/tmp/|Error [0-9]{4}|SQLITE|constraint failed|panic`)

// Requests made from the document, right and wrong in every part, are answered: by what the document says, never by a failure of ours, and
// without a word of the inside.
func TestRequestsFromTheDocument(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) {
		s := start(t, url)
		g := &generator{rng: rand.New(rand.NewPCG(*fuzzSeed, 7)), ids: map[string][]string{}}
		for _, external := range []string{"D-1", "D-2", "D-3"} {
			cb := s.book(t, "supervisor", external, `,"routing":"team","team":"welcome"`)
			g.ids["cb"], g.ids["rec"] = append(g.ids["cb"], cb.ID), append(g.ids["rec"], cb.Record.ID)
		}
		operations := g.operations(s.spec.doc)
		statuses, failed := map[int]int{}, 0
		for range *generated {
			one := operations[g.rng.IntN(len(operations))]
			r, body := g.request(t.Context(), one, s)
			got := s.serve(t, r)
			statuses[got.status/100]++
			if found := s.judge(r, body, got); len(found) > 0 {
				if failed++; failed > 10 {
					t.Fatal("and so on")
				}
				t.Errorf("%s %s %v\nwith %s\n%s", r.Method, r.URL, r.Header, body, strings.Join(found, "\n"))
			}
			s.keepAlive(t)
		}
		if statuses[2] < *generated/20 || statuses[4] < *generated/20 {
			t.Errorf("answers by class: %v: too few of a kind to show anything", statuses)
		}
	})
}

// keepAlive makes the keys anew that a generated request revoked.
func (s *server) keepAlive(t *testing.T) {
	t.Helper()
	if got := s.serve(t, s.request(t.Context(), "admin", http.MethodGet, "/api/v1/session", "")); got.status == http.StatusUnauthorized {
		t.Fatal("the administrator's key was revoked")
	}
}

// judge holds an answer to the document and to its own dignity.
func (s *server) judge(r *http.Request, body string, got answer) (wrong []string) {
	if got.status >= http.StatusInternalServerError {
		logs := s.logs.String()
		wrong = append(wrong, fmt.Sprintf("status %d: %s: %s", got.status, got.body, logs[max(0, len(logs)-1500):]))
	}
	if at := inside.FindIndex(got.body); at != nil {
		wrong = append(wrong, fmt.Sprintf("tells of the inside: %.300s", got.body[max(0, at[0]-80):]))
	}
	plain := httptest.NewRequestWithContext(context.Background(), r.Method, r.URL.String(), strings.NewReader(body))
	route, params, err := s.spec.router.FindRoute(plain)
	if err != nil {
		if media := got.header.Get("Content-Type"); media != "application/problem+json" && got.status/100 == 4 {
			wrong = append(wrong, "an unknown route answers "+media)
		}
		return wrong
	}
	out := &openapi3filter.ResponseValidationInput{Status: got.status, Header: got.header,
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: plain, PathParams: params, Route: route},
		Options:                &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true}}
	out.SetBodyBytes(got.body)
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		wrong = append(wrong, fmt.Sprintf("the document forbids %d: %v: %.500s", got.status, err, got.body))
	}
	return wrong
}

// operation is one thing that the document offers.
type operation struct {
	method, path string
	*openapi3.Operation
	common openapi3.Parameters
}

// generator makes requests.
type generator struct {
	rng *rand.Rand
	ids map[string][]string // that are there, by prefix
}

// operations are all of the document but those that would end the keys of this test, in an order that does not change.
func (g *generator) operations(doc *openapi3.T) []operation {
	var all []operation
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.OperationID != "revokeKey" && !isElsewhere(path) {
				all = append(all, operation{method, path, op, item.Parameters})
			}
		}
	}
	slices.SortFunc(all, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return all
}

func (g *generator) request(ctx context.Context, op operation, s *server) (*http.Request, string) {
	path, query := op.path, []string{}
	header := http.Header{}
	for _, ref := range slices.Concat(op.common, op.Parameters) {
		p := ref.Value
		value := g.text(p.Schema)
		switch p.In {
		case "path":
			if g.chance(70) {
				value = g.known(op.path, value)
			}
			path = strings.ReplaceAll(path, "{"+p.Name+"}", escaped(value))
		case "query":
			if g.chance(30) {
				query = append(query, p.Name+"="+escaped(value))
			}
		case "header":
			if g.chance(25) {
				header.Set(p.Name, printable(value))
			}
		}
	}
	if g.chance(3) {
		query = append(query, escaped(g.junk())+"="+escaped(g.junk()))
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	body := ""
	if op.RequestBody != nil && g.chance(97) {
		body = g.body(op.RequestBody.Value, header)
	}
	r := httptest.NewRequestWithContext(ctx, op.method, path, bytes.NewReader([]byte(body)))
	for name, values := range header {
		r.Header[name] = values
	}
	who := []string{"admin", "supervisor", "admin", "supervisor", "ana", "ben", "cyn", "intake", "dialer", ""}[g.rng.IntN(10)]
	if key := s.keys[who]; key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	return r, body
}

// known is an id that is there, of the kind that a path asks for.
func (g *generator) known(path, value string) string {
	for prefix, part := range map[string]string{"cb": "/callbacks/", "rec": "/records/"} {
		if strings.Contains(path, part) {
			return g.ids[prefix][g.rng.IntN(len(g.ids[prefix]))]
		}
	}
	return value
}

func (g *generator) chance(percent int) bool { return g.rng.IntN(100) < percent }
