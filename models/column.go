package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// OptionalKey is a text column that is NULL when empty, so that a unique index lets many rows have none.
type OptionalKey string

// Value stores an empty key as NULL.
func (k OptionalKey) Value() (driver.Value, error) {
	if k == "" {
		return nil, nil
	}
	return string(k), nil
}

// Scan reads text or NULL.
func (k *OptionalKey) Scan(src any) error {
	text, err := scanText(src)
	*k = OptionalKey(text)
	return err
}

// GormDataType tells gorm how the column is stored.
func (OptionalKey) GormDataType() string { return "string" }

// JSON is a value kept as JSON text in one column. An absent value is empty text.
type JSON[T any] struct{ V T }

// Value encodes the value.
func (j JSON[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(j.V)
	return string(text), err
}

// Scan decodes JSON text; empty text leaves the zero value.
func (j *JSON[T]) Scan(src any) error {
	text, err := scanText(src)
	if err != nil {
		return err
	}
	var zero T
	j.V = zero
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), &j.V)
}

// GormDataType tells gorm how the column is stored.
func (JSON[T]) GormDataType() string { return "string" }

func scanText(src any) (string, error) {
	switch v := src.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("scan text: unexpected %T", src)
}
