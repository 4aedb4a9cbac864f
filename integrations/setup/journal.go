package setup

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Journal remembers what setup changed and what was there before, so that it can be undone. It lies in a file, written before each change
// and after it. It holds no credentials.
type Journal struct {
	WorkspaceSid string  `json:"workspace_sid"`
	Entries      []Entry `json:"entries"` // in the order of the changes

	path string
}

// Entry is one thing that setup made or changed. A thing that is changed twice keeps what was there before the first time.
type Entry struct {
	Action Action `json:"action"` // create or change
	Kind   Kind   `json:"kind"`
	Name   string `json:"name"`
	Sid    string `json:"sid,omitempty"` // empty of what was made when nobody lived to say so
	Before string `json:"before"`
	After  string `json:"after"`
}

// maxJournal bounds the file: two configurations of TaskRouter's largest size, escaped, and room.
const maxJournal = 16 << 20

// OpenJournal reads the journal in that file, or begins one. It is refused when it is another workspace's.
func OpenJournal(path, workspaceSid string) (*Journal, error) {
	j := &Journal{WorkspaceSid: workspaceSid, path: path}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, nil
	}
	if err != nil || info.Size() > maxJournal {
		return nil, fmt.Errorf("journal %s: it is too large or cannot be looked at (%w)", path, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	if err := json.Unmarshal(text, j); err != nil {
		return nil, fmt.Errorf("read journal %s: %w", path, err)
	}
	if j.WorkspaceSid != workspaceSid {
		return nil, fmt.Errorf("the journal %s is of workspace %s, not of %s: name another with --journal", path, j.WorkspaceSid, workspaceSid)
	}
	return j, nil
}

// Path is where the journal lies.
func (j *Journal) Path() string { return j.path }

// begin notes a change before it is made.
func (j *Journal) begin(step Step) error {
	at := j.find(step)
	if at < 0 {
		j.Entries = append(j.Entries, Entry{Action: step.Action, Kind: step.Kind, Name: step.Name, Sid: step.Sid, Before: step.Before, After: step.After})
		return j.save()
	}
	j.Entries[at].After = step.After
	return j.save()
}

// done notes the sid of what was made.
func (j *Journal) done(step Step, sid string) error {
	at := j.find(step)
	if at < 0 || sid == "" || j.Entries[at].Sid == sid {
		return nil
	}
	j.Entries[at].Sid = sid
	return j.save()
}

func (j *Journal) find(step Step) int {
	return slices.IndexFunc(j.Entries, func(e Entry) bool { return e.Kind == step.Kind && e.Name == step.Name })
}

// forget drops the last entry, which was undone, and the file with the last of all.
func (j *Journal) forget() error {
	j.Entries = j.Entries[:len(j.Entries)-1]
	if len(j.Entries) > 0 {
		return j.save()
	}
	if err := os.Remove(j.path); err != nil {
		return fmt.Errorf("remove journal: %w", err)
	}
	return nil
}

// save replaces the file in one step, so that a crash leaves the old or the new one whole.
func (j *Journal) save() (err error) {
	text, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o750); err != nil {
		return fmt.Errorf("make the journal's folder: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(j.path), ".journal-*") // 0600
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	_, err = file.Write(text)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(fmt.Errorf("write journal: %w", err), os.Remove(file.Name()))
	}
	if err := os.Rename(file.Name(), j.path); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}
