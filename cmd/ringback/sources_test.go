package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source is one Go file of the module.
type source struct {
	name string // from the module's root, with slashes
	fset *token.FileSet
	file *ast.File
	text []byte
}

func (s source) folder() string { return path.Dir(s.name) }

func (s source) isTest() bool { return strings.HasSuffix(s.name, "_test.go") }

func sizes(t *testing.T, all []source) {
	t.Helper()
	const longestFile, longestFunction = 500, 100
	for _, s := range all {
		if ast.IsGenerated(s.file) {
			continue
		}
		if n := strings.Count(string(s.text), "\n"); n > longestFile {
			t.Errorf("%s has %d lines; split it by topic, %d is the most", s.name, n, longestFile)
		}
		for _, f := range s.functions() {
			lines := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
			if lines > longestFunction {
				t.Errorf("%s: %s has %d lines; %d is the most", s.name, f.Name.Name, lines, longestFunction)
			}
			if f.Name.Name == "init" && f.Recv == nil {
				t.Errorf("%s has an init function: nothing happens on import", s.name)
			}
		}
	}
}

func (s source) imports(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, spec := range s.file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		all = append(all, name)
	}
	return all
}

func (s source) functions() []*ast.FuncDecl {
	var all []*ast.FuncDecl
	for _, d := range s.file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			all = append(all, f)
		}
	}
	return all
}

// sources parses every Go file of the module. It reads the files itself rather
// than asking `go list`, since `go test` knows what a test opened and not what a
// program it started did: it would show a cached pass after a wrong import.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skip(name, d)
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		s, err := parse(name)
		if err == nil {
			all = append(all, s)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// skip leaves out what is no package of this module: folders Go ignores, Node's,
// and modules of their own.
func skip(name string, d fs.DirEntry) error {
	const root = "../.."
	if name == root {
		return nil
	}
	base := d.Name()
	if base == "node_modules" || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") {
		return fs.SkipDir
	}
	if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
		return fs.SkipDir
	}
	return nil
}

func parse(name string) (source, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return source{}, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return source{}, fmt.Errorf("parse: %w", err)
	}
	return source{name: strings.TrimPrefix(filepath.ToSlash(name), "../../"), fset: fset, file: file, text: text}, nil
}
