package models_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// takes is what an instance of the version before could not live with: something is gone, is called or is of another kind, or must be given
// by whoever inserts.
var takes = regexp.MustCompile(`(?i)\b(DROP|RENAME|MODIFY|CHANGE|TRUNCATE)\b|\bALTER COLUMN\b|\bADD (COLUMN )?\w+ [^,;]*NOT NULL(?:[^,;D]|D[^E])*[,;]`)

// index is what may go: the version before is slower without it, and right.
var index = regexp.MustCompile(`(?i)DROP (INDEX|KEY) `)

// Going up, a migration only adds: the instances of the version before go on beside the new ones until they are stopped.
func TestMigrationsOnlyAdd(t *testing.T) {
	t.Parallel()
	for _, statement := range []string{"ALTER TABLE a DROP COLUMN b;", "ALTER TABLE a RENAME TO b;", "ALTER TABLE a ADD COLUMN b INT NOT NULL;", "ALTER TABLE a ADD b INT NOT NULL, ADD c INT;"} {
		if !takes.MatchString(index.ReplaceAllString(statement, "")) {
			t.Errorf("%s would pass", statement)
		}
	}
	seen := 0
	err := fs.WalkDir(os.DirFS("migrations"), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join("migrations", path))
		if err != nil {
			return err
		}
		seen++
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		for _, line := range strings.Split(up, "\n") {
			code, _, _ := strings.Cut(line, "--")
			if takes.MatchString(index.ReplaceAllString(code, "")) {
				t.Errorf("%s takes something away from the version before: %s", path, line)
			}
		}
		return nil
	})
	if err != nil || seen < 16 {
		t.Errorf("%d migrations, %v", seen, err)
	}
}
