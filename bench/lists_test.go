package bench

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

var listRows = flag.Int("rows", 1_000_000, "callbacks of BenchmarkLists, each with a record and five lines of the ledger") //nolint:gochecknoglobals // a flag

// listGoal is the issue's: every list page and search, at the 95th percentile.
const listGoal = 50 * time.Millisecond

// asking is one request that is measured.
type asking struct {
	name string
	as   string // a key: supervisor or agent
	path string
	next bool // the page after the first
}

func askings() []asking {
	list := func(query string) asking {
		return asking{"/callbacks" + query, "supervisor", "/api/v1/callbacks" + query, false}
	}
	agent := func(query string) asking {
		return asking{"agent: /callbacks" + query, "agent", "/api/v1/callbacks" + query, false}
	}
	other := func(path string) asking { return asking{path, "supervisor", "/api/v1" + path, false} }
	all := []asking{list(""), list("?sort=newest"), list("?status=scheduled"), list("?status=completed,failed"), list("?due=now"), list("?due=today"), list("?due=overdue"),
		list("?due=owed"), list("?team=team7"), list("?team=team7&status=scheduled"), list("?team=team7&due=overdue"), list("?team=team7&sort=newest"), list("?team=none"),
		list("?worker_sid=" + seededAgent), list("?worker_sid=" + seededAgent + "&due=owed"), list("?min_chain=3"), list("?min_chain=3&due=owed"), list("?team=team7&min_chain=3"), agent("?min_chain=3&due=owed"), list("?record_id=" + numberedID("rec_", 815)),
		agent(""), agent("?due=owed"), agent("?due=overdue"), agent("?sort=newest"), agent("/mine"), agent("/mine?due=today"),
		other("/records"), other("/records?state=callable"), other("/records?campaign=campaign3"), other("/records?phone=%2B61412004711"),
		other("/records?external_id=" + numberedID("D-", 4711)), other("/call-list"), other("/call-list?campaign=campaign3"), other("/callbacks/" + numberedID("cb_", 4711)),
		other("/ledger?date=" + time.Now().UTC().AddDate(0, 0, -3).Format(time.DateOnly)), other("/inbox"), other("/agents"), other("/deliveries"),
	}
	for _, q := range []string{"Aroha", "macberg", "Aroha%20Macberg", "nobody", "%2B61412004711", "004711", "4711", numberedID("D-", 4711), numberedID("cb_", 4711)} {
		all = append(all, list("?q="+q), list("?q="+q+"&due=owed"))
	}
	all = append(all, agent("?q=Aroha"), agent("?q=macberg"))
	for _, first := range []string{"", "?due=owed", "?team=team7", "?sort=newest"} {
		page := list(first)
		page.name, page.next = page.name+", page 2", true
		all = append(all, page)
	}
	return all
}

// figures are asked for the less often; they have no goal of theirs.
func figureAskings() []asking {
	var all []asking
	now := time.Now().UTC()
	for _, days := range []int{1, 7, 30, 365} {
		from := now.AddDate(0, 0, -days).Format(time.RFC3339)
		all = append(all, asking{fmt.Sprintf("/stats of %d days", days), "supervisor", "/api/v1/stats?from=" + from, false},
			asking{fmt.Sprintf("/stats of %d days, one team of 20", days), "supervisor", "/api/v1/stats?team=team7&from=" + from, false})
	}
	return all
}

// BenchmarkLists asks for every list page and search over a year of a million callbacks and five million lines, through HTTP.
func BenchmarkLists(b *testing.B) {
	db := newDatabase(b, mariaDB)
	instance := newInstance(b, db, newSink(b, limits{}, 1), defaultCeiling)
	keys := map[string]string{}
	for _, key := range []models.APIKey{{Name: "supervisor", Role: models.RoleSupervisor}, {Name: "agent", Role: models.RoleAgent, WorkerSid: seededAgent, Team: "team7"}} {
		text, err := instance.Store().CreateAPIKey(b.Context(), key)
		if err != nil {
			b.Fatal(err)
		}
		keys[key.Name] = text
	}
	began := time.Now()
	db.seedYear(b, instance.Store(), *listRows)
	fmt.Printf("seeded %d callbacks in %s; load %s\n", *listRows, time.Since(began).Round(time.Second), load())
	instance.Serve() // without the passes
	b.Cleanup(func() {
		if err := instance.Stop(context.Background()); err != nil {
			b.Error(err)
		}
	})
	at := "http://" + instance.Address()
	slow := 0
	for _, a := range askings() {
		if took := a.measure(b, at, keys, 20); took > listGoal {
			slow++
			fmt.Printf("OVER  %8.1f ms  %s\n", ms(took), a.name)
		} else {
			fmt.Printf("      %8.1f ms  %s\n", ms(took), a.name)
		}
	}
	for _, a := range figureAskings() {
		fmt.Printf("      %8.1f ms  %s\n", ms(a.measure(b, at, keys, 3)), a.name)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(slow), "over-50ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// measure is the 95th percentile of some requests, after one that warms up.
func (a asking) measure(b *testing.B, at string, keys map[string]string, times int) time.Duration {
	b.Helper()
	path := a.path
	if a.next {
		_, body := fetch(b, at+path, keys[a.as])
		_, cursor, _ := strings.Cut(body, `"next_cursor":"`)
		cursor, _, _ = strings.Cut(cursor, `"`)
		if cursor == "" {
			b.Fatalf("%s has one page", a.name)
		}
		path += map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "cursor=" + cursor
	}
	fetch(b, at+path, keys[a.as])
	var took []time.Duration
	for range times {
		one, _ := fetch(b, at+path, keys[a.as])
		took = append(took, one)
	}
	slices.Sort(took)
	return took[min(len(took)*95/100, len(took)-1)]
}

func fetch(b *testing.B, address, key string) (time.Duration, string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+key)
	began := time.Now()
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(got.Body)
	if err := got.Body.Close(); err != nil {
		b.Fatal(err)
	}
	took := time.Since(began)
	if err != nil || got.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s, %v: %.300s", address, got.Status, err, body)
	}
	return took, string(body)
}
