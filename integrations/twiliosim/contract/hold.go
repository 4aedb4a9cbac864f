package contract

import (
	"context"
	"errors"
	"net/http"
	"os"
	"sync"
	"testing"
)

// documents reads the documents of TWILIO_OAI_DIR once for all tests of a package; nil where the environment does not name the folder.
//
//nolint:gochecknoglobals // it takes seconds under the race detector and never changes
var documents = sync.OnceValues(func() (*Checker, error) {
	dir := os.Getenv("TWILIO_OAI_DIR")
	if dir == "" {
		return nil, nil
	}
	return Load(dir)
})

// Hold fails the test for every exchange with a handler that is not as Twilio documents it, where the folder of the documents is named by
// TWILIO_OAI_DIR. Of an exchange that its own client broke off nothing is said.
func Hold(t testing.TB, sim http.Handler) http.Handler {
	t.Helper()
	known, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	if known == nil {
		return sim
	}
	return known.Wrap(sim, func(err error) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("not Twilio's interface: %v", err)
		}
	})
}
