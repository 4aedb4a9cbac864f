package dbtest

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// helperVariable, when set, makes this test binary a process that starts a
// server and waits to be killed.
const helperVariable = "DBTEST_HELPER"

// serveUntilKilled prints the server's address and its folder, then waits.
func serveUntilKilled() {
	p, err := startProcess(flags(nil))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(p.url().Host, p.folder.dir)
	select {}
}

func TestServerDiesWithAKilledBinary(t *testing.T) {
	t.Parallel()
	temporary := t.TempDir()
	address, dir := startAndKill(t, temporary)
	awaitRefusal(t, address)
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("the killed binary's folder: %v", err)
	}
	removeLeft(temporary)
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder was not cleared afterwards: %v", err)
	}
}

func TestLiveFolderIsNotRemoved(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	dir := filepath.Join(parent, strings.TrimSuffix(folderPattern, "*")+"1")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	removeLeft(parent)
	if _, err := os.Stat(dir); err != nil {
		t.Errorf("a folder without a lock yet: %v", err)
	}
	lock, err := lockNew(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close() //nolint:errcheck // nothing was written
	removeLeft(parent)
	if _, err := os.Stat(dir); err != nil {
		t.Errorf("a folder whose lock is held: %v", err)
	}
}

// startAndKill runs this binary as the helper, with its temporary folder at
// temporary, kills it without warning, and returns what it printed.
func startAndKill(t *testing.T, temporary string) (address, dir string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), helperVariable+"=1", "TMPDIR="+temporary)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, readErr := bufio.NewReader(out).ReadString('\n')
	if err := cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = cmd.Wait() // "signal: killed" is what was asked for
	if readErr != nil {
		t.Fatalf("the helper said %q: %v", line, readErr)
	}
	address, dir, _ = strings.Cut(strings.TrimSpace(line), " ")
	return address, dir
}

// awaitRefusal returns once nobody listens on the address any more.
func awaitRefusal(t *testing.T, address string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
		if ctx.Err() != nil {
			t.Fatal("the server outlived the binary that started it")
		}
		if err != nil {
			return
		}
		_ = conn.Close() // nothing was sent
		<-tick.C
	}
}
