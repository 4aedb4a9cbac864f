package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// run is a command on a database of its own, and what it printed.
func runRecords(t *testing.T, folder, name, file string, flags ...string) (string, error) {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := recordsCommand()
	var out, progress bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&progress)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	cmd.SetArgs(append([]string{"import", path, "--database-url", "sqlite:" + filepath.Join(folder, "ringback.db")}, flags...))
	err := cmd.ExecuteContext(t.Context())
	if !strings.Contains(progress.String(), "rows read") {
		t.Errorf("no progress: %q", progress.String())
	}
	return out.String(), err
}

func TestRecordsImportCommand(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if out, err := runRecords(t, folder, "list.csv", "external_id,phone\nD-1,+61491570156\n"); err != nil || out != "1 rows: 1 records made, 0 there before, 0 bad\n" {
		t.Errorf("%q, %v", out, err)
	}
	bad := "external_id,phone\nD-1,+61491570157\nD-2,12\n"
	if out, err := runRecords(t, folder, "bad.csv", bad); err == nil || !strings.HasPrefix(out, "line 3: phone: ") {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := runRecords(t, folder, "bad.csv", bad, "--skip-bad"); err == nil || !strings.Contains(out, "2 rows: 0 records made, 1 there before, 1 bad") {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := runRecords(t, folder, "list.jsonl", "{\"external_id\":\"D-3\",\"phone\":\"+61491570158\"}\n", "--dry-run"); err != nil || !strings.Contains(out, "1 rows: 0 records made") {
		t.Errorf("%q, %v", out, err)
	}
}
