package hours

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed presets.json
var presetFile []byte

// Presets are the sets that ship with Ringback, one or more a region, each saying how well it is sourced. They are not legal advice.
type Presets struct {
	sets []Set
}

// NewPresets reads the embedded presets.
func NewPresets() (*Presets, error) {
	var sets []Set
	decoder := json.NewDecoder(bytes.NewReader(presetFile))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&sets); err != nil {
		return nil, fmt.Errorf("read embedded calling hours: %w", err)
	}
	for i := range sets {
		if faults := sets[i].Validate(); len(faults) > 0 {
			return nil, fmt.Errorf("embedded calling hours %s: %s %s", sets[i].ID, faults[0].Path, faults[0].Detail)
		}
	}
	return &Presets{sets}, nil
}

// All lists the presets in the order of the file: by region, the one that holds by itself before those that must be chosen. The sets
// are shared: change copies only.
func (p *Presets) All() []Set { return slices.Clone(p.sets) }

// Get returns a preset by its id.
func (p *Presets) Get(id string) (Set, bool) {
	i := slices.IndexFunc(p.sets, func(s Set) bool { return s.ID == id })
	if i < 0 {
		return Set{}, false
	}
	return p.sets[i], true
}

// For returns the legal hours of a region as ISO 3166 names it: US-FL has a preset of its own, US-NY has that of US, and a region
// without any has Fallback. A region's preset replaces its country's; each in the file is the narrower of the two.
func (p *Presets) For(region string) Set {
	country, _, _ := strings.Cut(region, "-")
	for _, name := range []string{region, country} {
		i := slices.IndexFunc(p.sets, func(s Set) bool { return s.Region == name && name != "" })
		if i >= 0 {
			return p.sets[i]
		}
	}
	return Fallback()
}
