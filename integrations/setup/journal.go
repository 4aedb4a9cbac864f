package setup

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Keeper is where a journal lies between runs: a file of one machine ([InFile]), or the database that all instances share. No two runs at
// once may save over each other unseen: where that could happen, Save refuses.
type Keeper interface {
	// Load returns what was saved last, nil for nothing.
	Load(ctx context.Context) ([]byte, error)
	Save(ctx context.Context, text []byte) error
	Remove(ctx context.Context) error
	// Where says to people where it lies.
	Where() string
}

// Journal remembers what setup changed and what was there before, so that it can be undone. It is saved before each change and after it. It
// holds no credentials.
type Journal struct {
	WorkspaceSid string  `json:"workspace_sid"`
	Entries      []Entry `json:"entries"` // in the order of the changes

	keeper Keeper
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

// OpenJournal reads the journal that is kept there, or begins one. It is refused when it is another workspace's.
func OpenJournal(ctx context.Context, keeper Keeper, workspaceSid string) (*Journal, error) {
	j := &Journal{WorkspaceSid: workspaceSid, keeper: keeper}
	text, err := keeper.Load(ctx)
	if err != nil || text == nil {
		return j, err
	}
	if err := json.Unmarshal(text, j); err != nil {
		return nil, fmt.Errorf("read journal %s: %w", keeper.Where(), err)
	}
	if j.WorkspaceSid != workspaceSid {
		return nil, fmt.Errorf("the journal %s is of workspace %s, not of %s: name another with --journal", keeper.Where(), j.WorkspaceSid, workspaceSid)
	}
	return j, nil
}

// Where says to people where the journal lies.
func (j *Journal) Where() string { return j.keeper.Where() }

// begin notes a change before it is made.
func (j *Journal) begin(ctx context.Context, step Step) error {
	at := j.find(step)
	if at < 0 {
		j.Entries = append(j.Entries, Entry{Action: step.Action, Kind: step.Kind, Name: step.Name, Sid: step.Sid, Before: step.Before, After: step.After})
		return j.save(ctx)
	}
	j.Entries[at].After = step.After
	return j.save(ctx)
}

// done notes the sid of what was made.
func (j *Journal) done(ctx context.Context, step Step, sid string) error {
	at := j.find(step)
	if at < 0 || sid == "" || j.Entries[at].Sid == sid {
		return nil
	}
	j.Entries[at].Sid = sid
	return j.save(ctx)
}

func (j *Journal) find(step Step) int {
	return slices.IndexFunc(j.Entries, func(e Entry) bool { return e.Kind == step.Kind && e.Name == step.Name })
}

// forget drops the last entry, which was undone, and the whole with the last of all.
func (j *Journal) forget(ctx context.Context) error {
	j.Entries = j.Entries[:len(j.Entries)-1]
	if len(j.Entries) > 0 {
		return j.save(ctx)
	}
	if err := j.keeper.Remove(ctx); err != nil {
		return fmt.Errorf("remove journal: %w", err)
	}
	return nil
}

func (j *Journal) save(ctx context.Context) error {
	text, err := json.MarshalIndent(j, "", "  ")
	if err == nil {
		err = j.keeper.Save(ctx, text)
	}
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}
