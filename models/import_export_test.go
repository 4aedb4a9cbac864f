package models

import (
	"errors"
	"io"
)

// ReadRows reads the rows of a file as an import does, and stores nothing.
func (s *Store) ReadRows(kind ImportKind, from io.Reader, isJSON bool) (rows, bad int, err error) {
	g := importStaging{store: s, im: &Import{}, file: ImportFile{Kind: kind, From: from, JSON: isJSON}}
	file, err := g.open()
	if err != nil {
		return 0, 0, err
	}
	for {
		line, fields, err := file.next()
		if errors.Is(err, io.EOF) {
			return g.im.RowCount, g.im.BadCount, nil
		}
		var refused *InvalidError
		if err != nil && !errors.As(err, &refused) {
			return g.im.RowCount, g.im.BadCount, err
		}
		g.add(line, fields, err)
		g.batch = g.batch[:0]
	}
}
