package api_test

import (
	"flag"
	"testing"

	"github.com/getkin/kin-openapi/openapi3filter"

	"github.com/ringback/ringback/models/dbtest"
)

// update rewrites the golden files instead of comparing with them.
var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) {
	openapi3filter.RegisterBodyDecoder("application/jsonl", openapi3filter.PlainBodyDecoder) // what it does not know, it refuses
	dbtest.Main(m)
}
