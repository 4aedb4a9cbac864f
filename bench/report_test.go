package bench

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// measured is what one run of a scenario found, by the name of a row.
type measured map[string]float64

// results gathers the runs of all rounds.
type results struct {
	values map[string][]float64
	load   string // of the machine, when it began
}

func newResults() *results { return &results{map[string][]float64{}, load()} }

// load is how many processes wanted a processor over the last minute, the benchmark's own included.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown" // not Linux
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// take keeps what a run found and prints it as the benchmark's own line, which also shows that something goes on.
func (r *results) take(b *testing.B, kind string, found measured) {
	b.ReportMetric(0, "ns/op") // it would be the time of the whole scenario, setting up included
	for name, value := range found {
		key := kind + "/" + name
		r.values[key] = append(r.values[key], value)
		b.ReportMetric(value, name)
	}
}

// row is one line of the table: a quantity of Ringback's, and of the plain loop where that was measured.
type row struct {
	text, name, peer string
	format           string
	lowerIsBetter    bool
}

func rows() []row {
	late := func(text, name string) row {
		return row{"200 due a second: request after the due time, " + text + ", ms", "late-" + name, "loop-late-" + name, "%.1f", true}
	}
	rate := func(text, name string) row { return row{text, name, "loop-" + name, "%.0f", false} }
	list := []row{
		late("median", "p50"), late("p99", "p99"), late("longest", "max"),
		{"the earliest one, ms (below 0 would be early)", "late-min", "loop-late-min", "%.1f", true},
		rate("backlog of 15,000, answers at once: dispatched a second", "backlog-0ms/sent"),
		rate("the same, dispatched and written back a second", "backlog-0ms/written"),
		rate("backlog of 15,000, answers after 80 ms: dispatched a second", "backlog-80ms/sent"),
		rate("the same, dispatched and written back a second", "backlog-80ms/written"),
		{"account of 100 at once, 80 ms: share of its 1,250 a second, %", "capped/share", "", "%.0f", false},
		{"the same: share of requests refused (429), %", "capped/refused", "", "%.1f", true},
	}
	for _, latency := range smallLatencies() {
		name := smallName(latency)
		list = append(list,
			row{fmt.Sprintf("account of 8 at once and 40 a second, %v: 400 due, share of the possible rate, %%", latency), name + "/share", "", "%.0f", false},
			row{"the same: share of requests refused, %", name + "/refused", "", "%.1f", true})
	}
	return append(list,
		rate("signed events over 32 connections: stored a second", "ingest/stored"),
		row{"the same: answer, median, ms", "ingest/p50", "", "%.1f", true}, row{"the same: answer, p99, ms", "ingest/p99", "", "%.1f", true},
		rate("signed events while the passes apply them: stored a second", "ingest-applying/stored"),
		row{"the same: answer, median, ms", "ingest-applying/p50", "", "%.1f", true}, row{"the same: answer, p99, ms", "ingest-applying/p99", "", "%.1f", true},
		rate("the same: applied a second meanwhile", "ingest-applying/applied"),
		rate("news of calls that waits in the inbox: applied a second", "apply/applied"),
		row{"call-list/check of 1,000 among 100,000 records, ms", "call-list/check", "", "%.1f", true})
}

// markdown is both tables.
func (r *results) markdown() string {
	var out strings.Builder
	for _, kind := range []string{mariaDB, sqLite} {
		fmt.Fprintf(&out, "\n### %s\n\n| | Ringback | lowest to highest | plain loop | factor |\n| --- | ---: | ---: | ---: | ---: |\n", title(kind))
		for _, row := range rows() {
			if line, ok := r.line(kind, row); ok {
				out.WriteString(line)
			}
		}
	}
	fmt.Fprintf(&out, "\nMedians of %d interleaved repetitions, on %d cores; the machine's load was %s before and %s after. Again: `make bench`\n",
		*rounds, runtime.NumCPU(), r.load, load())
	return out.String()
}

func (r *results) line(kind string, w row) (string, bool) {
	own, peer := r.values[kind+"/"+w.name], r.values[kind+"/"+w.peer]
	if len(own) == 0 {
		return "", false
	}
	text := fmt.Sprintf("| %s | "+w.format+" | "+w.format+" to "+w.format+" |", w.text, median(own), slices.Min(own), slices.Max(own))
	if len(peer) == 0 {
		return text + " | |\n", true
	}
	factor := median(own) / median(peer)
	if w.lowerIsBetter {
		factor = 1 / factor
	}
	if w.name == "late-min" {
		return text + fmt.Sprintf(" "+w.format+" | |\n", median(peer)), true
	}
	return text + fmt.Sprintf(" "+w.format+" | %.1f |\n", median(peer), factor), true
}

func title(kind string) string {
	if kind == sqLite {
		return "SQLite (synchronous=FULL)"
	}
	return "MariaDB (innodb_flush_log_at_trx_commit=1, sync_binlog=1)"
}

func median(values []float64) float64 { return quantile(values, 0.5) }

// quantile is the value below which a share of them lies: the nearest one that was measured.
func quantile(values []float64, share float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	values := []float64{5, 1, 4, 2, 3}
	for share, want := range map[float64]float64{0: 1, 0.5: 3, 0.99: 5, 1: 5} {
		if got := quantile(values, share); got != want {
			t.Errorf("quantile %v is %v, want %v", share, got, want)
		}
	}
}
