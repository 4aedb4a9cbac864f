package hours

import (
	"testing"
	"time"
)

// BenchmarkOpenYear: a year of one set, holidays and clock changes included. It was 80 µs on one core of an EPYC when written.
func BenchmarkOpenYear(b *testing.B) {
	loc := load(b, "Europe/London")
	from := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	sets := []Set{preset(b, "au")}
	for b.Loop() {
		Open(sets, loc, from, from.AddDate(1, 0, 0))
	}
}

// BenchmarkJudge: a refusal with its reasons and the next instant, under two sets. It was 15 µs when written.
func BenchmarkJudge(b *testing.B) {
	q, _ := sunday(b)
	q.Policy = []Set{Fallback()}
	for b.Loop() {
		Judge(q)
	}
}

func BenchmarkProject(b *testing.B) {
	loc := load(b, "Europe/London")
	wall := wallAt(b, "2026-12-07T18:00")
	for b.Loop() {
		Project(wall, loc)
	}
}

func BenchmarkSuggest(b *testing.B) {
	q, _ := sunday(b)
	w := Wish{Sets: q.Legal, Loc: q.Loc, At: q.At, Now: q.Now, Window: 30 * time.Minute}
	for b.Loop() {
		Suggest(w)
	}
}
