package bench

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

var (
	rounds   = flag.Int("rounds", 3, "how often everything is measured, in turn")                           //nolint:gochecknoglobals // a flag
	report   = flag.String("report", "", "file that the tables are written to, beside standard output")     //nolint:gochecknoglobals // a flag
	peerFile = flag.String("peer", "", "program of bench/peers; without it the plain loop is not measured") //nolint:gochecknoglobals // a flag
)

func TestMain(m *testing.M) { dbtest.Main(m, dbtest.Durable()) }

// scenario is one thing that is measured, on a fresh database.
type scenario struct {
	name string
	run  func(b *testing.B, db database) measured
	once bool // in the first round only: it repeats itself
}

func scenarios() []scenario {
	list := []scenario{
		{name: "trickle", run: trickle},
		{name: "backlog-0ms", run: backlog{latency: 0}.run},
		{name: "backlog-80ms", run: backlog{latency: slow}.run},
		{name: "capped", run: backlog{latency: slow, atOnce: cappedAt}.run},
		{name: "ingest", run: ingest},
		{name: "ingest-applying", run: ingestApplying},
		{name: "apply", run: apply},
		{name: "call-list", run: callList, once: true},
	}
	if *peerFile == "" {
		return list
	}
	return append(list, scenario{name: "loop-trickle", run: loopTrickle},
		scenario{name: "loop-backlog-0ms", run: loopBacklog(0)}, scenario{name: "loop-backlog-80ms", run: loopBacklog(slow)})
}

// Benchmark measures every scenario on both databases, one after the other, as many rounds as -rounds says. Repetitions are
// interleaved so that whatever else the machine does for a while meets all of them.
func Benchmark(b *testing.B) {
	all := newResults()
	for round := range *rounds {
		b.Run(fmt.Sprintf("round%d", round+1), func(b *testing.B) {
			for _, kind := range []string{mariaDB, sqLite} {
				for _, s := range scenarios() {
					if s.once && round > 0 {
						continue
					}
					b.Run(kind+"/"+s.name, func(b *testing.B) { all.take(b, kind, s.run(b, newDatabase(b, kind))) })
				}
			}
			b.Run("small-account", func(b *testing.B) { smallAccounts(b, all) })
		})
	}
	text := all.markdown()
	fmt.Println(text)
	if *report == "" {
		return
	}
	if err := os.WriteFile(*report, []byte(text), 0o644); err != nil { //nolint:gosec // for anyone to read
		b.Error(err)
	}
}
