package e2e_test

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
)

// logs keeps what an instance logs as errors; a story that expects some says so beforehand.
type logs struct {
	mu     sync.Mutex
	lines  []string
	expect []string
}

func newLogs() *logs { return &logs{} }

func (l *logs) logger() *slog.Logger { return slog.New(&recorder{logs: l}) }

// allow says that errors holding a text belong to the story.
func (l *logs) allow(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.expect = append(l.expect, text)
}

func (l *logs) expected(line string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.ContainsFunc(l.expect, func(text string) bool { return strings.Contains(line, text) })
}

func (l *logs) errors() []string {
	l.mu.Lock()
	lines := slices.Clone(l.lines)
	l.mu.Unlock()
	return slices.DeleteFunc(lines, l.expected)
}

// recorder is a slog.Handler that keeps errors.
type recorder struct {
	logs  *logs
	attrs []slog.Attr
}

func (r *recorder) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelError }

func (r *recorder) Handle(ctx context.Context, record slog.Record) error {
	var text bytes.Buffer
	record.AddAttrs(r.attrs...)
	if err := slog.NewTextHandler(&text, nil).Handle(ctx, record); err != nil {
		return err
	}
	r.logs.mu.Lock()
	defer r.logs.mu.Unlock()
	r.logs.lines = append(r.logs.lines, strings.TrimSpace(text.String()))
	return nil
}

func (r *recorder) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &recorder{r.logs, append(slices.Clone(r.attrs), attrs...)}
}

func (r *recorder) WithGroup(string) slog.Handler { return r }
