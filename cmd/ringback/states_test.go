package main_test

import (
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// docs/STATES.md names every value that a state can have in the code, and no function that is not there.
func TestStatesAreDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/STATES.md")
	if err != nil {
		t.Fatal(err)
	}
	functions := map[string]bool{}
	for _, s := range sources(t) {
		if s.folder() != "models" || s.isTest() {
			continue
		}
		for _, f := range s.functions() {
			functions[f.Name.Name] = true
		}
		for _, value := range s.stateValues(t) {
			if !strings.Contains(string(text), "`"+value+"`") {
				t.Errorf("docs/STATES.md does not name %s (%s)", value, s.name)
			}
		}
	}
	for _, name := range functionColumn(string(text)) {
		if !functions[name] {
			t.Errorf("docs/STATES.md names the function %s, which models does not have", name)
		}
	}
}

// stateValues are the constants of the types that say where a callback stands.
func (s source) stateValues(t *testing.T) []string {
	t.Helper()
	kinds := []string{"Status", "WaitReason", "Resolution", "Step", "EventType"}
	var values []string
	for _, d := range s.file.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			constant := spec.(*ast.ValueSpec)
			kind, ok := constant.Type.(*ast.Ident)
			if !ok || !slices.Contains(kinds, kind.Name) {
				continue
			}
			value, err := strconv.Unquote(constant.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatalf("%s: %v", s.name, err)
			}
			if value != "" {
				values = append(values, value)
			}
		}
	}
	return values
}

var (
	tableRow     = regexp.MustCompile(`(?m)^\|.*\|$`)
	functionName = regexp.MustCompile("`(?:Store\\.)?([A-Za-z]+)`")
)

// functionColumn are the functions in the tables that have a column of them.
func functionColumn(text string) []string {
	var names []string
	column := -1
	for _, row := range tableRow.FindAllString(text, -1) {
		cells := strings.Split(row, "|")
		switch at := slices.Index(cells, " function "); {
		case at >= 0:
			column = at
		case strings.HasPrefix(row, "| ---"):
		case column >= 0 && column < len(cells)-2 && !isHeader(cells):
			for _, found := range functionName.FindAllStringSubmatch(cells[column], -1) {
				names = append(names, found[1])
			}
		default:
			column = -1
		}
	}
	return names
}

// isHeader tells a table's first row: nothing in it is code.
func isHeader(cells []string) bool { return !strings.Contains(strings.Join(cells, ""), "`") }
