package config

import (
	"slices"
	"strings"
)

// unknown reports RINGBACK_ names that no setting has, in the order of env.
func unknown(env []string) Problems {
	var known []string
	for _, s := range settings() {
		known = append(known, s.name)
	}
	var problems Problems
	for _, entry := range env {
		name, _, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, ownPrefix) || slices.Contains(known, name) || isInjected(name) {
			continue
		}
		problems.add(name, "no such setting; did you mean %s?", nearest(name, known))
	}
	return problems
}

// isInjected tells names that an orchestrator makes up for a service that is
// called ringback: RINGBACK_SERVICE_HOST, RINGBACK_PORT_8080_TCP and the like.
func isInjected(name string) bool {
	return strings.HasPrefix(name, "RINGBACK_SERVICE_") || strings.HasPrefix(name, "RINGBACK_PORT")
}

// nearest returns the known name that takes the fewest edits to reach.
func nearest(name string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return distance(name, a) - distance(name, b) })
}

// distance is the number of letters to insert, delete or replace to make b of a
// (Levenshtein's), by one row of the usual table at a time.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
