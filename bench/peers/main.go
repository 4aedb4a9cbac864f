// Command peers is the loop that Ringback is compared with: what is written in an afternoon with the same libraries. gocron looks each
// second for what is due, 64 goroutines mark a row with GORM, create its Task with twilio-go's own HTTP client, and mark it again. It
// makes its table, fills it, says "ready", dispatches everything and ends. Lateness and rates are measured by the server that it calls.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/glebarez/sqlite"
	"github.com/go-co-op/gocron/v2"
	"github.com/twilio/twilio-go"
	"github.com/twilio/twilio-go/client"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

const (
	workers = 64
	scan    = 1000 // rows read at once
)

// promise is the one table.
type promise struct {
	ID        string `gorm:"primaryKey;size:32"`
	DueAt     int64  `gorm:"index:ix_due,priority:2"`         // ms
	Status    string `gorm:"index:ix_due,priority:1;size:16"` // scheduled, dispatching, queued
	TaskSid   string `gorm:"size:34"`
	UpdatedAt int64
}

// loop is the process.
type loop struct {
	db   *gorm.DB
	api  *taskrouter.ApiService
	left atomic.Int64
	done chan struct{}
}

func main() {
	dialect := flag.String("dialect", "mysql", "mysql or sqlite")
	source := flag.String("source", "", "the driver's data source")
	provider := flag.String("provider", "", "base URL in place of TaskRouter's")
	n := flag.Int("n", 1000, "how many callbacks")
	first := flag.Int64("first", 0, "when the first is due, ms since 1970")
	step := flag.Int64("step", 0, "ms between one and the next")
	flag.Parse()
	if err := run(*dialect, *source, *provider, *n, *first, *step); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(dialect, source, provider string, n int, first, step int64) error {
	db, err := open(dialect, source)
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	api, err := connect(provider)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	if err := fill(db, n, first, step); err != nil {
		return fmt.Errorf("fill: %w", err)
	}
	fmt.Println("ready")
	l := &loop{db: db, api: api, done: make(chan struct{})}
	l.left.Store(int64(n))
	cron, err := gocron.NewScheduler()
	if err != nil {
		return fmt.Errorf("make scheduler: %w", err)
	}
	_, err = cron.NewJob(gocron.DurationJob(time.Second), gocron.NewTask(l.pass), gocron.WithSingletonMode(gocron.LimitModeReschedule),
		gocron.WithStartAt(gocron.WithStartImmediately()))
	if err != nil {
		return fmt.Errorf("schedule: %w", err)
	}
	cron.Start()
	<-l.done
	return cron.Shutdown()
}

func open(dialect, source string) (*gorm.DB, error) {
	cfg := &gorm.Config{Logger: logger.Discard, SkipDefaultTransaction: true}
	if dialect == "mysql" {
		db, err := gorm.Open(mysql.Open(source), cfg)
		if err != nil {
			return nil, err
		}
		pool, err := db.DB()
		if err != nil {
			return nil, err
		}
		pool.SetMaxIdleConns(workers)
		return db, nil
	}
	db, err := gorm.Open(sqlite.Open(source), cfg)
	if err != nil {
		return nil, err
	}
	pool, err := db.DB()
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1) // with more, SQLite's writers time out
	return db, nil
}

// connect is twilio-go with its own HTTP transport; only the host is exchanged.
func connect(provider string) (*taskrouter.ApiService, error) {
	base, err := url.Parse(provider)
	if err != nil {
		return nil, err
	}
	base.Path = strings.TrimRight(base.Path, "/")
	inner := &client.Client{Credentials: client.NewCredentials("AC00000000000000000000000000000001", "token"),
		HTTPClient: &http.Client{Timeout: 10 * time.Second, Transport: redirect{base}}}
	inner.SetAccountSid("AC00000000000000000000000000000001")
	return twilio.NewRestClientWithParams(twilio.ClientParams{Client: inner}).TaskrouterV1, nil
}

type redirect struct{ base *url.URL }

// RoundTrip sends the request to the benchmark's server.
func (r redirect) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.URL.Scheme, request.URL.Host = r.base.Scheme, r.base.Host
	return http.DefaultTransport.RoundTrip(request)
}

func fill(db *gorm.DB, n int, first, step int64) error {
	if err := db.AutoMigrate(&promise{}); err != nil {
		return err
	}
	all := make([]promise, n)
	for i := range all {
		all[i] = promise{ID: fmt.Sprintf("cb_%026d", i), DueAt: first + step*int64(i*7919%n), Status: "scheduled"}
	}
	return db.CreateInBatches(all, 500).Error
}

// pass dispatches all that is due.
func (l *loop) pass() {
	for {
		var due []promise
		err := l.db.Where("status = ? AND due_at <= ?", "scheduled", time.Now().UnixMilli()).Order("due_at").Limit(scan).Find(&due).Error
		if err != nil {
			fmt.Fprintln(os.Stderr, "peers: find due:", err)
			return
		}
		if len(due) == 0 {
			return
		}
		jobs := make(chan promise)
		var all sync.WaitGroup
		for range workers {
			all.Go(func() {
				for p := range jobs {
					l.dispatch(context.Background(), p)
				}
			})
		}
		for _, p := range due {
			jobs <- p
		}
		close(jobs)
		all.Wait()
	}
}

// dispatch marks, calls and marks. What fails stays as it is until the next pass.
func (l *loop) dispatch(ctx context.Context, p promise) {
	if err := l.mark(ctx, p.ID, "scheduled", map[string]any{"status": "dispatching"}); err != nil {
		fmt.Fprintln(os.Stderr, "peers: mark:", err)
		return
	}
	attributes := `{"taskType":"callback","callback_id":"` + p.ID + `","dispatch":1,"cb_routing":"team","cb_team":"welcome"}`
	params := (&taskrouter.CreateTaskParams{}).SetWorkflowSid("WW00000000000000000000000000000001").SetTaskChannel("voice").SetAttributes(attributes).SetTimeout(3600)
	task, err := l.api.CreateTask("WS00000000000000000000000000000001", params)
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers: create task:", err)
		_ = l.mark(ctx, p.ID, "dispatching", map[string]any{"status": "scheduled"}) // or it stays where it is: this loop rescues nothing
		return
	}
	if err := l.mark(ctx, p.ID, "dispatching", map[string]any{"status": "queued", "task_sid": *task.Sid}); err != nil {
		fmt.Fprintln(os.Stderr, "peers: mark:", err)
		return
	}
	if l.left.Add(-1) == 0 {
		close(l.done)
	}
}

var errTaken = errors.New("somebody else has it")

func (l *loop) mark(ctx context.Context, id, from string, set map[string]any) error {
	result := l.db.WithContext(ctx).Model(&promise{}).Where("id = ? AND status = ?", id, from).Updates(set)
	if result.Error == nil && result.RowsAffected != 1 {
		return errTaken
	}
	return result.Error
}
