package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Instant is a moment in UTC, to the millisecond; databases hold it as a BIGINT of milliseconds since 1970. The zero Instant is
// "none": NULL in the database, null in JSON.
type Instant struct{ t time.Time }

// At makes an Instant of a time, in UTC and cut to the millisecond.
func At(t time.Time) Instant {
	if t.IsZero() {
		return Instant{}
	}
	return Instant{t.UTC().Truncate(time.Millisecond)}
}

// AtMillis makes an Instant of milliseconds since 1970.
func AtMillis(ms int64) Instant { return Instant{time.UnixMilli(ms).UTC()} }

// Time returns the moment in UTC; the zero time for none.
func (i Instant) Time() time.Time { return i.t }

// Millis returns milliseconds since 1970. It must not be asked of none.
func (i Instant) Millis() int64 { return i.t.UnixMilli() }

// IsZero says whether there is no moment.
func (i Instant) IsZero() bool { return i.t.IsZero() }

// Add returns the moment d later.
func (i Instant) Add(d time.Duration) Instant { return At(i.t.Add(d)) }

// Sub returns how long after o the moment is.
func (i Instant) Sub(o Instant) time.Duration { return i.t.Sub(o.t) }

// After says whether the moment is later than o.
func (i Instant) After(o Instant) bool { return i.t.After(o.t) }

// Before says whether the moment is earlier than o.
func (i Instant) Before(o Instant) bool { return i.t.Before(o.t) }

func later(a, b Instant) Instant {
	if a.After(b) {
		return a
	}
	return b
}

// Value stores the moment as milliseconds, none as NULL.
func (i Instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.Millis(), nil
}

// Scan reads milliseconds or NULL.
func (i *Instant) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*i = Instant{}
	case int64:
		*i = AtMillis(v)
	case []byte:
		ms, err := strconv.ParseInt(string(v), 10, 64)
		if err != nil {
			return fmt.Errorf("scan instant: %w", err)
		}
		*i = AtMillis(ms)
	default:
		return fmt.Errorf("scan instant: unexpected %T", src)
	}
	return nil
}

// MarshalJSON writes RFC 3339 in UTC with milliseconds, or null.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + i.t.Format("2006-01-02T15:04:05.000Z") + `"`), nil
}

// UnmarshalJSON reads RFC 3339 or null.
func (i *Instant) UnmarshalJSON(b []byte) error {
	var t *time.Time
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	*i = Instant{}
	if t != nil {
		*i = At(*t)
	}
	return nil
}

// GormDataType tells gorm how the column is stored.
func (Instant) GormDataType() string { return "bigint" }
