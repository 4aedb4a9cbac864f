package main_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/ringback/ringback"

// rule is what a package may import of ours. A name that ends in ... is all that
// lies below, without the package itself.
type rule struct {
	code  []string // in its code and in its tests
	tests []string // in its tests besides; they may always import their own package
}

// allowed is the table of docs/ARCHITECTURE.md: imports run strictly downward. A
// package that is not here is not allowed to exist.
func allowed() map[string]rule {
	fakes := []string{"models/dbtest", "integrations/twiliosim", "integrations/twiliosim/...", "integrations/twilio"}
	below := []string{"models", "models/...", "integrations/twilio"}
	all := []string{"..."}
	return map[string]rule{
		"cmd/ringback":               {code: append([]string{"app", "config", "integrations/twiliosim", "integrations/setup", "doctor", "site", "ui-extension"}, below...), tests: fakes},
		"app":                        {code: append([]string{"config", "webhooks", "api", "scheduler", "site", "integrations/setup", "integrations/subscribers", "ui-extension"}, below...), tests: fakes},
		"webhooks":                   {code: below, tests: fakes},
		"api":                        {code: append([]string{"site", "integrations/setup", "doctor"}, below...), tests: fakes},
		"scheduler":                  {code: append([]string{"integrations/subscribers"}, below...), tests: fakes},
		"models":                     {code: []string{"models/..."}, tests: []string{"models/dbtest"}},
		"models/...":                 {code: []string{"models/..."}},
		"models/dbtest":              {code: []string{"models"}},
		"models/shown":               {code: []string{"models", "models/hours"}},
		"config":                     {code: []string{"models/hours", "models/welcome"}},
		"integrations/twilio":        {tests: []string{"integrations/twiliosim", "integrations/twiliosim/..."}},
		"integrations/twiliosim":     {code: []string{"integrations/twiliosim/..."}, tests: []string{"integrations/twilio"}},
		"integrations/twiliosim/...": {code: []string{"integrations/twiliosim/..."}},
		"integrations/setup":         {code: []string{"integrations/twilio"}, tests: fakes},
		"doctor":                     {code: append([]string{"integrations/setup"}, below...), tests: fakes},
		"site":                       {code: append([]string{"doctor", "integrations/setup"}, below...), tests: fakes},
		"integrations/subscribers":   {},
		"ui-extension":               {},
		"e2e":                        {code: all},
		"e2e/...":                    {code: all},
		"bench":                      {code: all},
		"bench/...":                  {code: all},
	}
}

// fenced are modules that may be named in few packages only. A package with _test
// after it is meant with its tests alone.
func fenced() map[string][]string {
	return map[string][]string{
		"gorm.io/":                         {"models"},
		"github.com/glebarez/sqlite":       {"models"},
		"github.com/go-co-op/gocron":       {"scheduler"},
		"github.com/gorilla/mux":           {"webhooks", "api", "app", "integrations/twiliosim"},
		"github.com/twilio/twilio-go":      {"integrations/twilio", "integrations/twiliosim_test", "integrations/twiliosim/..._test"},
		"github.com/spf13/cobra":           {"cmd/ringback"},
		"github.com/spf13/pflag":           {"cmd/ringback", "config"},
		"github.com/goccy/go-yaml":         {"config"},
		"github.com/go-sql-driver/mysql":   {"models", "models/dbtest", "e2e", "bench"},
		"github.com/pressly/goose":         {"models"},
		"github.com/prometheus/client_":    {"app", "api", "webhooks", "scheduler", "models", "integrations/twilio", "integrations/subscribers"},
		"github.com/getkin/kin-openapi":    {"integrations/twiliosim/contract", "api_test", "webhooks_test", "e2e"},
		"github.com/nyaruka/phonenumbers":  {"models", "models/..."},
		"github.com/standard-webhooks/":    {"integrations/subscribers", "webhooks", "e2e_test"},
		"github.com/stretchr/testify":      {},
		"github.com/ringback/ringback/cmd": {},
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	all := sources(t)
	t.Run("imports run downward", func(t *testing.T) { t.Parallel(); importsRunDownward(t, all) })
	t.Run("third-party modules stay in their package", func(t *testing.T) { t.Parallel(); modulesStay(t, all) })
	t.Run("modules are recorded", func(t *testing.T) { t.Parallel(); modulesAreRecorded(t, all) })
	t.Run("files and functions are short", func(t *testing.T) { t.Parallel(); sizes(t, all) })
}

func importsRunDownward(t *testing.T, all []source) {
	t.Helper()
	for _, s := range all {
		r, ok := ruleOf(s.folder())
		if !ok {
			t.Errorf("%s: no rule for package %q; add one to the table, and to docs/ARCHITECTURE.md", s.name, s.folder())
			continue
		}
		for _, imported := range s.imports(t) {
			ours, ok := strings.CutPrefix(imported, module+"/")
			if !ok || r.permits(ours, s) {
				continue
			}
			t.Errorf("%s imports %s, which the table does not allow", s.name, ours)
		}
	}
}

func modulesStay(t *testing.T, all []source) {
	t.Helper()
	for _, s := range all {
		for _, imported := range s.imports(t) {
			for prefix, folders := range fenced() {
				if strings.HasPrefix(imported, prefix) && !s.isIn(folders) {
					t.Errorf("%s imports %s, which is kept to %v", s.name, imported, folders)
				}
			}
		}
	}
}

// modulesAreRecorded: the first part of a module's path has a dot, which no
// package of the standard library has.
func modulesAreRecorded(t *testing.T, all []source) {
	t.Helper()
	const page = "docs/adr/0001-dependencies.md"
	text, err := os.ReadFile("../../" + page)
	if err != nil {
		t.Fatal(err)
	}
	recorded := regexp.MustCompile("`([a-z]+[a-z.]*\\.[a-z]+/[^` ]+)`").FindAllStringSubmatch(string(text), -1)
	for _, s := range all {
		for _, imported := range s.imports(t) {
			first, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(first, ".") || strings.HasPrefix(imported, module) {
				continue
			}
			if !slices.ContainsFunc(recorded, func(m []string) bool { return strings.HasPrefix(imported+"/", m[1]+"/") }) {
				t.Errorf("%s imports %s, which %s does not name", s.name, imported, page)
			}
		}
	}
}

func TestTableIsAsStrictAsItReads(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, imported string
		want           bool
	}{
		{"api/x.go", "models", true},
		{"api/x.go", "models/hours", true},
		{"api/x.go", "models/dbtest", false},
		{"api/x_test.go", "models/dbtest", true},
		{"api/x_test.go", "api", true},
		{"api/x.go", "webhooks", false},
		{"api/x_test.go", "webhooks", false},
		{"models/x.go", "models/hours", true},
		{"models/x.go", "models/dbtest", false},
		{"models/x_test.go", "models/dbtest", true},
		{"models/hours/x.go", "models", false},
		{"models/x.go", "integrations/twilio", false},
		{"integrations/twilio/x.go", "integrations/twiliosim", false},
		{"integrations/twilio/x_test.go", "integrations/twiliosim", true},
		{"scheduler/x.go", "integrations/twiliosim", false},
		{"scheduler/x.go", "integrations/subscribers", true},
		{"cmd/ringback/main.go", "integrations/twiliosim", true},
		{"app/x.go", "integrations/twiliosim", false},
		{"e2e/x.go", "models/dbtest", true},
	} {
		s := source{name: c.name}
		r, ok := ruleOf(s.folder())
		if got := ok && r.permits(c.imported, s); got != c.want {
			t.Errorf("%s may import %s = %t, want %t", c.name, c.imported, got, c.want)
		}
	}
	if _, ok := ruleOf("helpers"); ok {
		t.Error("a package that is not in the table has a rule")
	}
}

// ruleOf prefers a package's own rule to one for all below a package.
func ruleOf(folder string) (rule, bool) {
	table := allowed()
	if r, ok := table[folder]; ok {
		return r, true
	}
	for name, r := range table {
		if matches(name, folder) {
			return r, true
		}
	}
	return rule{}, false
}

// permits reports whether the file may import our package. models/dbtest takes a
// name of its own even where all of models/... is allowed: it is for tests, and
// for e2e and bench, which are allowed everything.
func (r rule) permits(imported string, s source) bool {
	code := imported != "models/dbtest" || slices.Contains(r.code, "...")
	if code && slices.ContainsFunc(r.code, func(name string) bool { return matches(name, imported) }) {
		return true
	}
	return s.isTest() && (imported == s.folder() ||
		slices.ContainsFunc(r.tests, func(name string) bool { return matches(name, imported) }))
}

// matches reports whether a name of the table, maybe ending in ..., is the folder.
func matches(name, folder string) bool {
	above, all := strings.CutSuffix(name, "...")
	if !all {
		return name == folder
	}
	return strings.HasPrefix(folder, above)
}

func (s source) isIn(folders []string) bool {
	return slices.ContainsFunc(folders, func(name string) bool {
		name, testsOnly := strings.CutSuffix(name, "_test")
		return matches(name, s.folder()) && (s.isTest() || !testsOnly)
	})
}
