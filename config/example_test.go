package config

import (
	"os"
	"strings"
	"testing"
)

// TestTheExampleOfThePageIsRead: what docs/CONFIGURATION.md shows can be copied.
func TestTheExampleOfThePageIsRead(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/CONFIGURATION.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "```yaml\n")
	example, _, ended := strings.Cut(rest, "```")
	if !found || !ended {
		t.Fatal("the page has no example")
	}
	d, err := ParseDirectory([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Teams) == 0 || len(d.Outcomes) == 0 || d.CallingHours == nil || len(d.CallingHours.Sets) == 0 {
		t.Errorf("the example leaves out what the file is for: %+v", d)
	}
}
