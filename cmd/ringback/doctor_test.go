package main

import (
	"strings"
	"testing"

	"github.com/ringback/ringback/config"
)

func TestDoctorWithoutAnythingNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	cfg, err := config.Load([]string{"--database-url", "sqlite:" + t.TempDir() + "/none.db", "--taskrouter-url", "http://127.0.0.1:1"}, nil, config.Serve)
	problems, ok := err.(config.Problems) //nolint:errorlint // Load returns it bare
	if !ok {
		t.Fatalf("got %v", err)
	}
	var out strings.Builder
	all, err := examine(t.Context(), cfg, problems, setupFlags{events: "callback"}, true)
	if err != nil {
		t.Fatal(err)
	}
	if tell(&out, all, false) == nil {
		t.Error("it passes")
	}
	for _, want := range []string{"fail  settings: RINGBACK_PUBLIC_URL", "fail  settings: TWILIO_AUTH_TOKEN", "fail  Twilio: ", "fail  database: ", "fail  instance: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}
