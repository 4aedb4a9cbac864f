package dbtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

const (
	// startTimeout bounds making the data folder and coming up: both together
	// take under a second alone and several when all cores are busy compiling.
	startTimeout = 90 * time.Second
	// startTries: between picking a free port and the server's taking it another
	// process may have it.
	startTries = 3
)

// process is a private mariadbd and the folder that holds all of its files.
type process struct {
	folder *folder
	port   int
	cmd    *exec.Cmd
	exited chan struct{} // closed once the process has ended
}

// startProcess makes a data folder and a server on it that answers.
func startProcess(flags []string) (*process, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	f, err := newFolder()
	if err != nil {
		return nil, err
	}
	p := &process{folder: f}
	if err := p.install(ctx); err != nil {
		return nil, errors.Join(err, f.remove())
	}
	for range startTries {
		if err = p.launch(ctx, flags); err == nil {
			return p, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("start MariaDB: %w; it said: %s", err, p.log()), f.remove())
}

// install fills the data folder with the server's own tables. The root account
// takes no password: the server listens on the loopback alone and holds nothing.
// Without force it fails where this machine's name has no address,
// as in a bare container.
func (p *process) install(ctx context.Context) error {
	program, err := find("mariadb-install-db")
	if err != nil {
		return err
	}
	args := append([]string{"--no-defaults", "--datadir=" + p.folder.data(),
		"--auth-root-authentication-method=normal", "--skip-test-db", "--force", plainIO}, asRoot()...)
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = p.env()
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("make a MariaDB data folder: %w: %s", err, out)
	}
	return nil
}

// env gives a server a folder of its own for temporary tables. One that starts clears away what it takes for left over, also that of
// others who are at work in the same folder.
func (p *process) env() []string { return append(os.Environ(), "TMPDIR="+p.folder.dir) }

// launch starts the server on a free port and returns once it answers there.
func (p *process) launch(ctx context.Context, flags []string) error {
	program, err := find("mariadbd")
	if err != nil {
		return err
	}
	if p.port, err = freePort(ctx); err != nil {
		return err
	}
	// The socket's name is relative to the data folder: an absolute one may be
	// longer than the 107 bytes that a socket address has room for.
	args := append([]string{"--no-defaults", "--datadir=" + p.folder.data(), "--socket=s",
		"--port=" + strconv.Itoa(p.port), "--bind-address=127.0.0.1",
		"--pid-file=" + p.folder.path("pid"), "--log-error=" + p.folder.path("error.log")}, asRoot()...)
	p.cmd = exec.Command(program, append(args, flags...)...) //nolint:noctx // it must outlive this call; stop ends it
	p.cmd.Env = p.env()
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.run(); err != nil {
		return err
	}
	if err := p.await(ctx); err != nil {
		p.kill()
		return err
	}
	return nil
}

// run starts the process and reaps it from one thread of its own. Linux sends
// Pdeathsig when the starting thread ends, not the program, so that thread must
// live for as long as the server does.
func (p *process) run() error {
	started, exited := make(chan error, 1), make(chan struct{})
	p.exited = exited
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(exited)
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // always "killed": its data is thrown away with it
		}
	}()
	return <-started
}

// await returns when this very server answers; another binary's on the same
// port is told apart by its data folder.
func (p *process) await(ctx context.Context) error {
	pool, err := openPool(p.url())
	if err != nil {
		return err
	}
	defer pool.Close() //nolint:errcheck // nothing was written
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		var data string
		if err = pool.QueryRowContext(ctx, "SELECT @@datadir").Scan(&data); err == nil {
			return p.isOurs(data)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for an answer: %w (last: %w)", ctx.Err(), err)
		case <-p.exited:
			return errors.New("the server ended at once")
		case <-tick.C:
		}
	}
}

func (p *process) isOurs(data string) error {
	if filepath.Clean(data) != p.folder.data() {
		return fmt.Errorf("port %d was taken by another server", p.port)
	}
	return nil
}

func (p *process) url() *url.URL {
	return &url.URL{Scheme: "mysql", User: url.User("root"), Host: net.JoinHostPort("127.0.0.1", strconv.Itoa(p.port))}
}

// log is what the server wrote, to be shown when it does not come up.
func (p *process) log() string {
	text, err := os.ReadFile(p.folder.path("error.log"))
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// kill ends the server without an orderly shutdown, since nothing is kept.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // fails only when it has ended already
	<-p.exited
}

func (p *process) stop() error {
	p.kill()
	return p.folder.remove()
}

// freePort asks the kernel for a port that is free now.
func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return 0, errors.Join(fmt.Errorf("read the free port: %w", err), l.Close())
	}
	if err := l.Close(); err != nil {
		return 0, fmt.Errorf("free the port: %w", err)
	}
	return strconv.Atoi(port)
}

// find looks beside PATH in /usr/sbin, where Debian puts the server and where
// an ordinary user's PATH does not lead.
func find(program string) (string, error) {
	if path, err := exec.LookPath(program); err == nil {
		return path, nil
	}
	path, err := exec.LookPath(filepath.Join("/usr/sbin", program))
	if err != nil {
		return "", errNotInstalled
	}
	return path, nil
}

// asRoot lets the server run as root, which it refuses unless told.
func asRoot() []string {
	if os.Geteuid() == 0 {
		return []string{"--user=root"}
	}
	return nil
}
