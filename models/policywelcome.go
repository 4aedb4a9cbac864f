package models

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/ringback/ringback/models/welcome"
)

// WelcomeSource is a sender of welcome calls whose events have names of their own. What it signs with is no part of it: secrets are settings.
type WelcomeSource struct {
	Name   string            `json:"name"`
	Fields map[string]string `json:"fields"` // of a welcome call, to paths in the sender's body or fixed texts
}

// maxWelcomeSources keeps one document small enough to be read by a person.
const maxWelcomeSources = 100

// welcomeDocument are all such senders, by name.
type welcomeDocument []WelcomeSource

// newWelcomeDocument sorts senders by name: their order means nothing.
func newWelcomeDocument(sources []WelcomeSource) welcomeDocument {
	doc := append(welcomeDocument{}, sources...)
	slices.SortStableFunc(doc, func(a, b WelcomeSource) int { return cmp.Compare(a.Name, b.Name) })
	return doc
}

func readWelcomeSources(v PolicyVersion) (welcomeDocument, error) {
	sources, err := read[welcomeDocument](v)
	return append(welcomeDocument{}, sources...), err
}

// problems names senders by their names: the document has an order of its own.
func (d welcomeDocument) problems(*Store) []Problem {
	var found checks
	found.add(len(d) > maxWelcomeSources, "sources", "over %d senders", maxWelcomeSources)
	for i, source := range d {
		at := fmt.Sprintf("sources[%s].", cut(source.Name, 64))
		found.add(i > 0 && d[i-1].Name == source.Name, at+"name", "a second sender of this name")
		for _, fault := range welcome.Check(source.Name, source.Fields) {
			field := "name"
			if fault.Field != "" {
				field = "fields." + cut(fault.Field, 100)
			}
			found.add(true, at+field, "%s", fault.Text)
		}
	}
	return found
}

// put writes no rows: a welcome call is read by the version in force.
func (d welcomeDocument) put(*Tx) error { return nil }

// weigh finds no effects: what a sender told of before is a promise like any other.
func (d welcomeDocument) weigh(*Tx) (weigher, error) {
	return func([]Listed) ([]Effect, error) { return nil, nil }, nil
}

// WelcomeSources lists the senders by name, and the version that they are of.
func (s *Store) WelcomeSources(ctx context.Context) ([]WelcomeSource, int, error) {
	sources, version, err := s.welcome.get(s.read.WithContext(ctx))
	return slices.Clone(sources), version, wrapped("list senders of welcome calls", err)
}

// WelcomeMapping is the mapping in force of a sender of welcome calls. One that is not known is ErrNotFound. Nobody may change it.
func (s *Store) WelcomeMapping(ctx context.Context, sender string) (map[string]string, error) {
	sources, _, err := s.welcome.get(s.read.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("read sender of welcome calls: %w", err)
	}
	i := slices.IndexFunc(sources, func(source WelcomeSource) bool { return source.Name == sender })
	if i < 0 {
		return nil, fmt.Errorf("sender of welcome calls: %w", ErrNotFound)
	}
	return sources[i].Fields, nil
}
