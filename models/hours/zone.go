// Package hours answers when a donor may be rung: zones, wall times and calling hours, as pure functions of their arguments.
package hours

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// TZDataVersion is the release of the IANA tz database embedded in this binary (https://www.iana.org/time-zones).
// The system's own zone files are never read, so that every instance projects a promise onto the same instant.
const TZDataVersion = "2025c"

// TZDataDigest is the SHA-256 of the embedded archive. Who replaces the archive changes it together with TZDataVersion; where the two
// differ from what a store remembers, its open promises are projected again.
const TZDataDigest = "8f55634d05f8bca1f7bc7c69c5933428c69357e0bdf565e5ba224e3f88ff12e8"

//go:embed zoneinfo.zip
var zoneinfo []byte

// ErrUnknownZone is returned for a name that is not a zone of the tz database.
var ErrUnknownZone = errors.New("not an IANA time zone")

// Zones gives locations by IANA name from the embedded tz database. Its methods may be called concurrently.
type Zones struct {
	files  map[string]*zip.File
	loaded sync.Map // name -> *time.Location
}

// NewZones opens the embedded tz database.
func NewZones() (*Zones, error) {
	archive, err := zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		return nil, fmt.Errorf("open embedded tz database: %w", err)
	}
	files := make(map[string]*zip.File, len(archive.File))
	for _, f := range archive.File {
		if acceptable(f.Name) {
			files[f.Name] = f
		}
	}
	return &Zones{files: files}, nil
}

// acceptable leaves out what the tz database holds but nobody lives in: Factory, and zones that are mere fixed offsets under an
// abbreviation (EST, MST, HST and the like), which people use for places that do change their clocks.
func acceptable(name string) bool {
	if strings.HasSuffix(name, "/") || name == "Factory" {
		return false
	}
	return strings.Contains(name, "/") || !isAbbreviation(name)
}

func isAbbreviation(name string) bool {
	switch name {
	case "EST", "MST", "HST", "CET", "MET", "EET", "WET", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT":
		return true
	}
	return false
}

// Names lists every accepted zone name in alphabetical order.
func (z *Zones) Names() []string { return slices.Sorted(maps.Keys(z.files)) }

// Load returns the location of an IANA zone name such as Australia/Perth. Abbreviations, offsets and "Local" are ErrUnknownZone.
func (z *Zones) Load(name string) (*time.Location, error) {
	if loc, ok := z.loaded.Load(name); ok {
		return loc.(*time.Location), nil
	}
	file, ok := z.files[name]
	if !ok {
		return nil, fmt.Errorf("%q: %w", name, ErrUnknownZone)
	}
	loc, err := read(name, file)
	if err != nil {
		return nil, fmt.Errorf("load zone %q: %w", name, err)
	}
	z.loaded.Store(name, loc)
	return loc, nil
}

func read(name string, file *zip.File) (*time.Location, error) {
	r, err := file.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	if err := r.Close(); err != nil {
		return nil, err
	}
	return time.LoadLocationFromTZData(name, data)
}
