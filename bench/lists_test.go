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

	goal  time.Duration // of the 95th percentile
	times int           // how often it is asked
	start bool          // measured until the answer begins: it is a file of any length
}

func askings() []asking {
	list := func(query string) asking {
		return asking{name: "/callbacks" + query, as: "supervisor", path: "/api/v1/callbacks" + query, goal: listGoal, times: 20}
	}
	agent := func(query string) asking {
		return asking{name: "agent: /callbacks" + query, as: "agent", path: "/api/v1/callbacks" + query, goal: listGoal, times: 20}
	}
	other := func(path string) asking {
		return asking{name: path, as: "supervisor", path: "/api/v1" + path, goal: listGoal, times: 20}
	}
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

// figureAskings are asked for the less often: figures by their period, the slots of a week, and exports until they begin.
func figureAskings() []asking {
	ask := func(goal time.Duration, times int, path string) asking {
		return asking{name: path, as: "supervisor", path: "/api/v1" + path, goal: goal, times: times}
	}
	now := time.Now().UTC()
	at := func(days int) string { return now.AddDate(0, 0, days).Format(time.RFC3339) }
	var all []asking
	for _, team := range []string{"", "&team=team7"} {
		slots := ask(slotGoal, 20, "/slots?timezone=Australia/Perth&from="+at(0)+"&to="+at(7)+team)
		slots.name = "/slots of 7 days" + oneOf(team)
		all = append(all, slots)
	}
	for _, path := range []string{"/callbacks.csv", "/ledger.jsonl?from=" + at(-1)} {
		export := ask(exportGoal, 5, path)
		export.name, export.start = strings.SplitN(path, "?", 2)[0]+", until it begins", true
		all = append(all, export)
	}
	for _, of := range []struct {
		days, times int
		goal        time.Duration
	}{{1, 3, 300 * time.Millisecond}, {7, 3, 300 * time.Millisecond}, {30, 3, time.Second}, {365, 1, 8 * time.Second}} {
		for _, team := range []string{"", "&team=team7"} {
			stats := ask(of.goal, of.times, "/stats?from="+at(-of.days)+team)
			stats.name = fmt.Sprintf("/stats of %d days%s", of.days, oneOf(team))
			all = append(all, stats)
		}
	}
	return all
}

// The goals of what is no list: what somebody waits for who looks at a day, and who saves a file.
const (
	slotGoal   = 100 * time.Millisecond
	exportGoal = 200 * time.Millisecond
)

func oneOf(team string) string {
	if team == "" {
		return ""
	}
	return ", one team of 20"
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
		if !a.report(b, at, keys) {
			slow++
		}
	}
	for _, a := range figureAskings() {
		a.report(b, at, keys)
	}
	fmt.Printf("load %s\n", load())
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(slow), "over-50ms")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// report prints what a request took beside its goal, and says whether it met that.
func (a asking) report(b *testing.B, at string, keys map[string]string) bool {
	b.Helper()
	took := a.measure(b, at, keys)
	mark := map[bool]string{true: "    ", false: "OVER"}[took <= a.goal]
	fmt.Printf("%s  %8.1f ms of %5d  %s\n", mark, ms(took), a.goal.Milliseconds(), a.name)
	return took <= a.goal
}

// measure is the 95th percentile of some requests, after one that warms up.
func (a asking) measure(b *testing.B, at string, keys map[string]string) time.Duration {
	b.Helper()
	path := a.path
	if a.next {
		_, body := fetch(b, at+path, keys[a.as], false)
		_, cursor, _ := strings.Cut(body, `"next_cursor":"`)
		cursor, _, _ = strings.Cut(cursor, `"`)
		if cursor == "" {
			b.Fatalf("%s has one page", a.name)
		}
		path += map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "cursor=" + cursor
	}
	fetch(b, at+path, keys[a.as], a.start)
	var took []time.Duration
	for range a.times {
		one, _ := fetch(b, at+path, keys[a.as], a.start)
		took = append(took, one)
	}
	slices.Sort(took)
	return took[min(len(took)*95/100, len(took)-1)]
}

// fetch asks once. Of a file it reads the first bytes and leaves the rest.
func fetch(b *testing.B, address, key string, start bool) (time.Duration, string) {
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
	defer got.Body.Close() //nolint:errcheck // it was read as far as is wanted
	var body []byte
	if start {
		body = make([]byte, 1)
		_, err = io.ReadFull(got.Body, body)
	} else {
		body, err = io.ReadAll(got.Body)
	}
	took := time.Since(began)
	if got.StatusCode == http.StatusServiceUnavailable {
		fmt.Printf("503   %.200s\n", body) // out of time: longer than any goal, and the next is asked
		return took, ""
	}
	if err != nil || got.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s, %v: %.300s", address, got.Status, err, body)
	}
	return took, string(body)
}
