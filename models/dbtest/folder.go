package dbtest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// folderPattern names the folders of this package in the temporary folder, so
// that those of killed binaries can be found again.
const folderPattern = "ringback-dbtest-*"

// folder holds a private server's files. Its lock is held for as long as this
// process lives, whichever way it ends, and tells a live folder from a left one.
type folder struct {
	dir  string
	lock *os.File
}

func newFolder() (*folder, error) {
	removeLeft(os.TempDir())
	dir, err := os.MkdirTemp("", folderPattern)
	if err != nil {
		return nil, fmt.Errorf("make a folder for the server: %w", err)
	}
	lock, err := lockNew(dir)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &folder{dir: dir, lock: lock}, nil
}

// lockNew takes the lock before it gets its name, so that nobody can find the
// folder with a lock that is not held yet.
func lockNew(dir string) (*os.File, error) {
	lock, err := os.Create(filepath.Join(dir, "lock.new"))
	if err != nil {
		return nil, fmt.Errorf("create a lock: %w", err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the folder: %w", err), lock.Close())
	}
	if err := os.Rename(lock.Name(), filepath.Join(dir, "lock")); err != nil {
		return nil, errors.Join(fmt.Errorf("name the lock: %w", err), lock.Close())
	}
	return lock, nil
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folder) data() string { return f.path("data") }

func (f *folder) remove() error {
	err := os.RemoveAll(f.dir)
	return errors.Join(err, f.lock.Close())
}

// removeLeft clears the folders of binaries that were killed, some 100 MB each.
// Whatever cannot be removed (another user's) is left alone without a word.
func removeLeft(parent string) {
	dirs, err := filepath.Glob(filepath.Join(parent, folderPattern))
	if err != nil {
		return // only for a malformed pattern, and this one is a constant
	}
	for _, dir := range dirs {
		if isLeft(dir) {
			_ = os.RemoveAll(dir) // the next run tries again
		}
	}
}

// isLeft reports whether nobody holds the folder's lock. A folder that has no
// lock yet is being made.
func isLeft(dir string) bool {
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer lock.Close() //nolint:errcheck // opened to try the lock, nothing was written
	return syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
