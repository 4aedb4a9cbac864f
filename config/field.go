package config

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// field ties a setting to its place in Config. set's error is the remedy: what
// would be right, without the value that was given.
type field struct {
	set  func(c *Config, value string) error
	show func(c *Config) string
}

// check returns the value as it is to be stored, or the remedy.
type check func(value string) (string, error)

func text(at func(*Config) *string, valid check) field {
	return field{
		set: func(c *Config, value string) error {
			stored, err := valid(value)
			if err != nil {
				return err
			}
			*at(c) = stored
			return nil
		},
		show: func(c *Config) string { return *at(c) },
	}
}

// list reads a comma list. Empty elements, as after a last comma, are dropped.
func list(at func(*Config) *[]string, valid check) field {
	return field{
		set: func(c *Config, value string) error {
			var all []string
			for _, element := range strings.Split(value, ",") {
				element = strings.TrimSpace(element)
				if element == "" {
					continue
				}
				stored, err := valid(element)
				if err != nil {
					return fmt.Errorf("each element of the comma list: %w", err)
				}
				all = append(all, stored)
			}
			*at(c) = all
			return nil
		},
		show: func(c *Config) string { return strings.Join(*at(c), ",") },
	}
}

func whole(at func(*Config) *int, least, most int) field {
	return field{
		set: func(c *Config, value string) error {
			n, err := strconv.Atoi(value)
			if err != nil || n < least || n > most {
				return fmt.Errorf("want a whole number from %d to %d", least, most)
			}
			*at(c) = n
			return nil
		},
		show: func(c *Config) string { return strconv.Itoa(*at(c)) },
	}
}

func rate(at func(*Config) *float64) field {
	return field{
		set: func(c *Config, value string) error {
			n, err := strconv.ParseFloat(value, 64)
			if err != nil || math.IsNaN(n) || math.IsInf(n, 0) || n < 0 {
				return remedy("want a number of 0 or more, such as 2.5")
			}
			*at(c) = n
			return nil
		},
		show: func(c *Config) string { return strconv.FormatFloat(*at(c), 'g', -1, 64) },
	}
}

// lease refuses less than a second, which a slow answer from Twilio would
// outlast, and more than an hour, for which a crash would hold a promise back.
func lease() field {
	return field{
		set: func(c *Config, value string) error {
			d, err := time.ParseDuration(value)
			if err != nil || d < time.Second || d > time.Hour {
				return remedy("want a duration from 1s to 1h, such as 30s")
			}
			c.Lease = d
			return nil
		},
		show: func(c *Config) string { return c.Lease.String() },
	}
}

func logLevel() field {
	return field{
		set: func(c *Config, value string) error {
			name, err := oneOf("debug", "info", "warn", "error")(value)
			if err != nil {
				return err
			}
			return c.LogLevel.UnmarshalText([]byte(name))
		},
		show: func(c *Config) string { return strings.ToLower(c.LogLevel.String()) },
	}
}
