package config

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// update rewrites the table in the documentation: go test ./config -update
var update = flag.Bool("update", false, "rewrite the table in docs/CONFIGURATION.md")

func TestDocumentationHoldsTheTable(t *testing.T) {
	t.Parallel()
	const path, begin, end = "../docs/CONFIGURATION.md", "<!-- settings -->\n", "<!-- /settings -->"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), begin)
	table, after, ok := strings.Cut(rest, end)
	if !ok {
		t.Fatalf("%s has no table between %q and %q", path, begin, end)
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+Reference()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != Reference() {
		t.Errorf("%s is not what the settings say; run: go test ./config -update", path)
	}
}

func TestHelpNamesEachVariableAndDefault(t *testing.T) {
	t.Parallel()
	flags := pflag.NewFlagSet("serve", pflag.ContinueOnError)
	AddFlags(flags)
	help := flags.FlagUsages()
	for _, s := range settings() {
		if !strings.Contains(help, "--"+s.flag()+" ") || !strings.Contains(help, "["+s.name+"]") || !strings.Contains(help, s.fallback) {
			t.Errorf("the help lacks --%s, [%s] or %q", s.flag(), s.name, s.fallback)
		}
	}
}
