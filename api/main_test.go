package api_test

import (
	"flag"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

// update rewrites the golden files instead of comparing with them.
var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) { dbtest.Main(m) }
