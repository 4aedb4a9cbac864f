package webhooks_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ringback/ringback/models/dbtest"
)

// BenchmarkEvents measures event callbacks from 64 senders at once: verified, normalised and on disk before they are answered.
// Run it with -durable for a server that flushes its logs at each commit.
func BenchmarkEvents(b *testing.B) {
	eachBench(b, func(b *testing.B, s *site) {
		bodies := make([]string, b.N)
		signatures := make([]string, b.N)
		for i := range bodies {
			bodies[i] = completed(i, wish(fmt.Sprintf("D-%d", i), "2026-12-01T18:00")).form(b).Encode()
			signatures[i] = sign(token, eventsPath, formType, bodies[i])
		}
		var next atomic.Int64
		b.SetParallelism(32)
		b.ReportAllocs()
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				i := int(next.Add(1)) - 1
				if answer := s.send(http.MethodPost, eventsPath, formType, bodies[i], signatures[i]); answer.Code != http.StatusNoContent {
					b.Errorf("answered %d", answer.Code)
				}
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	})
}

// BenchmarkStreams measures one sink's deliveries of 1,000 events, one after the other.
func BenchmarkStreams(b *testing.B) {
	eachBench(b, func(b *testing.B, s *site) {
		const n = 1000
		for i := range b.N {
			b.StopTimer()
			elements := make([]string, n)
			for j := range elements {
				elements[j] = completed(i*n+j, wish(fmt.Sprintf("D-%d", j), "2026-12-01T18:00")).cloud(b)
			}
			body := "[" + strings.Join(elements, ",") + "]"
			b.StartTimer()
			s.accepted(streamsPath, jsonType, body)
		}
		b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "events/s")
	})
}

func eachBench(b *testing.B, f func(b *testing.B, s *site)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { f(b, newSite(b, dbtest.SQLite(b))) })
	b.Run(dbtest.Family(b), func(b *testing.B) { f(b, newSite(b, dbtest.MySQL(b))) })
}
