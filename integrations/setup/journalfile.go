package setup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// InFile keeps a journal in the file of that name. It is for one machine: of what another one changed it knows nothing.
func InFile(path string) Keeper { return inFile(path) }

type inFile string

// maxJournal bounds the file: two configurations of TaskRouter's largest size, escaped, and room.
const maxJournal = 16 << 20

// Load reads the file; none is there before the first change.
func (f inFile) Load(context.Context) ([]byte, error) {
	info, err := os.Stat(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look at journal: %w", err)
	}
	if info.Size() > maxJournal {
		return nil, fmt.Errorf("journal %s: it is larger than %d bytes", f, maxJournal)
	}
	text, err := os.ReadFile(string(f))
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	return text, nil
}

// Save replaces the file in one step, so that a crash leaves the old or the new one whole.
func (f inFile) Save(_ context.Context, text []byte) error {
	folder := filepath.Dir(string(f))
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return fmt.Errorf("make its folder: %w", err)
	}
	file, err := os.CreateTemp(folder, ".journal-*") // 0600
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), string(f))
}

// Remove takes the file away.
func (f inFile) Remove(context.Context) error { return os.Remove(string(f)) }

// Where is the file's name.
func (f inFile) Where() string { return string(f) }
