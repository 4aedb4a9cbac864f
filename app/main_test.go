package app

import (
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

func TestMain(m *testing.M) { dbtest.Main(m) }
