package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/ringback/ringback/models/hours"
)

// maxFileSize bounds the file in bytes. A thousand teams take a tenth of it.
const maxFileSize = 1 << 20

// file is the YAML as it is written. Pointers tell a number that is left out from
// a zero. Keys that are not here are errors.
type file struct {
	Teams    []fileTeam `yaml:"teams"`
	Outcomes []Outcome  `yaml:"outcomes"`
	Reasons  []Reason   `yaml:"reasons"`
	Privacy  struct {
		TaskAttributes *string  `yaml:"task_attributes"`
		MaskNumbers    []string `yaml:"mask_numbers"`
	} `yaml:"privacy"`
	Retention struct {
		ClosedDays *int `yaml:"closed_days"`
	} `yaml:"retention"`
	Retry struct {
		MaxAttempts *int `yaml:"max_attempts"`
	} `yaml:"retry"`
	Limits struct {
		PerSecond *int `yaml:"per_second"`
		Burst     *int `yaml:"burst"`
	} `yaml:"limits"`
	Webhooks struct {
		AllowPrivate bool           `yaml:"allow_private"`
		Timeout      *time.Duration `yaml:"timeout"`
	} `yaml:"webhooks"`
	Welcome struct {
		Sources map[string]map[string]string `yaml:"sources"`
	} `yaml:"welcome"`
	Suppression struct {
		Enabled   *bool    `yaml:"enabled"`
		TaskTypes []string `yaml:"task_types"`
	} `yaml:"suppression"`
	GraceMinutes *int         `yaml:"grace_minutes"`
	CallingHours *hours.Rules `yaml:"calling_hours"`
}

type fileTeam struct {
	Name     string `yaml:"name"`
	Timezone string `yaml:"timezone"`
	Ladder   struct {
		OwnerMinutes *int `yaml:"owner_minutes"`
		TeamMinutes  *int `yaml:"team_minutes"`
		AlertMinutes *int `yaml:"alert_minutes"`
	} `yaml:"ladder"`
	Slots Slots `yaml:"slots"`
}

// ReadDirectory reads and checks the file. Its error is Problems when the file
// could be read as YAML, else says what is wrong and, mostly, the line.
func ReadDirectory(path string) (Directory, error) {
	opened, err := os.Open(path)
	if err != nil {
		return Directory{}, fmt.Errorf("open the configuration file: %w", err)
	}
	defer opened.Close() //nolint:errcheck // nothing was written
	data, err := io.ReadAll(io.LimitReader(opened, maxFileSize+1))
	if err != nil {
		return Directory{}, fmt.Errorf("read the configuration file: %w", err)
	}
	return ParseDirectory(data)
}

// ParseDirectory reads and checks the file's text. An empty text is all defaults.
func ParseDirectory(data []byte) (Directory, error) {
	if len(data) > maxFileSize {
		return Directory{}, fmt.Errorf("the configuration file is over %d bytes", maxFileSize)
	}
	var f file
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict())
	if err := decoder.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return Directory{}, fmt.Errorf("read YAML: %w", err)
	}
	if err := decoder.Decode(new(any)); !errors.Is(err, io.EOF) {
		return Directory{}, errors.New("read YAML: want one document, without a second after ---")
	}
	d := f.directory()
	problems, err := d.problems()
	if err != nil {
		return Directory{}, err
	}
	return d, problems.asError()
}

// directory fills in what the file leaves out.
func (f file) directory() Directory {
	d := Directory{
		Privacy:      Privacy{TaskAttributes: given(f.Privacy.TaskAttributes, "minimal"), MaskNumbers: f.Privacy.MaskNumbers},
		Retention:    Retention{ClosedDays: given(f.Retention.ClosedDays, 0)},
		Retry:        Retry{MaxAttempts: given(f.Retry.MaxAttempts, DefaultMaxAttempts)},
		Limits:       Limits{PerSecond: given(f.Limits.PerSecond, DefaultPerSecond), Burst: given(f.Limits.Burst, DefaultBurst)},
		Webhooks:     Webhooks{AllowPrivate: f.Webhooks.AllowPrivate, Timeout: given(f.Webhooks.Timeout, DefaultWebhookTimeout)},
		Welcome:      Welcome{Sources: f.Welcome.Sources},
		Suppression:  Suppression{Enabled: given(f.Suppression.Enabled, true), TaskTypes: f.Suppression.TaskTypes},
		GraceMinutes: given(f.GraceMinutes, DefaultGraceMinutes),
		CallingHours: f.CallingHours,
	}
	for _, t := range f.Teams {
		d.Teams = append(d.Teams, t.team())
	}
	for _, o := range f.Outcomes {
		d.Outcomes = append(d.Outcomes, o.filledIn())
	}
	for _, r := range f.Reasons {
		if r.Label == "" {
			r.Label = r.Code
		}
		d.Reasons = append(d.Reasons, r)
	}
	return d
}

func (t fileTeam) team() Team {
	return Team{Name: t.Name, Timezone: t.Timezone, Slots: t.Slots, Ladder: Ladder{
		OwnerMinutes: given(t.Ladder.OwnerMinutes, DefaultOwnerMinutes),
		TeamMinutes:  given(t.Ladder.TeamMinutes, DefaultTeamMinutes),
		AlertMinutes: given(t.Ladder.AlertMinutes, DefaultAlertMinutes),
	}}
}

func (o Outcome) filledIn() Outcome {
	if o.Label == "" {
		o.Label = o.Code
	}
	if o.Action == ActionContact && o.Resolution == "" {
		o.Resolution = "contacted"
	}
	return o
}

// given is the value that was written, or the default.
func given[T any](written *T, fallback T) T {
	if written == nil {
		return fallback
	}
	return *written
}
