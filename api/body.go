package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"

	"github.com/ringback/ringback/models"
)

// decode reads the one JSON object of a body into v. Unknown fields are errors: a misspelt optional field would else be lost unseen.
func decode(r *http.Request, v any) error {
	if err := needJSON(r.Header.Get("Content-Type")); err != nil {
		return err
	}
	from := json.NewDecoder(r.Body)
	from.DisallowUnknownFields()
	if err := from.Decode(v); err != nil {
		return bodyError(err)
	}
	if _, err := from.Token(); !errors.Is(err, io.EOF) {
		if tooLarge(err) {
			return err
		}
		return invalid("body", "something follows the JSON object: send one object")
	}
	return nil
}

func needJSON(contentType string) error {
	media, params, err := mime.ParseMediaType(contentType)
	charset, given := params["charset"]
	if err != nil || media != "application/json" || given && !strings.EqualFold(charset, "utf-8") {
		return &refusal{problem: problemFor(codeMediaType, "send the body as Content-Type: application/json, in UTF-8")}
	}
	return nil
}

func tooLarge(err error) bool {
	var big *http.MaxBytesError
	return errors.As(err, &big)
}

// bodyError says what is wrong with a body, in words for its author. The decoder's own would name Go's types.
func bodyError(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case tooLarge(err):
		return err
	case errors.As(err, &kind):
		return invalid(fieldPath(kind.Field), "this is a JSON %s; %s", kind.Value, wanted(kind))
	case errors.As(err, &syntax):
		return invalid("body", "this is not JSON (at byte %d)", syntax.Offset)
	case errors.Is(err, io.EOF):
		return invalid("body", "the body is empty: send a JSON object")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return invalid("body", "the JSON object is cut off")
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return invalid(strings.Trim(name, `"`), "there is no such field here: check its spelling, or leave it out")
	}
	return invalid("body", "the body cannot be read")
}

// fieldPath is where in the body a value stands, without the names of embedded structs.
func fieldPath(field string) string {
	for _, embedded := range []string{"rescheduleBody", "CallbackRequest", "Rules"} {
		field = strings.TrimPrefix(strings.TrimPrefix(field, embedded), ".")
	}
	if field == "" {
		return "body"
	}
	return field
}

func wanted(kind *json.UnmarshalTypeError) string {
	switch kind.Type.Kind() {
	case reflect.String:
		return "give a text"
	case reflect.Bool:
		return "give true or false"
	case reflect.Int:
		return "give a whole number"
	case reflect.Float64:
		return "give a number"
	case reflect.Slice:
		return "give a list"
	}
	return "give an object"
}

// tooLong reports a text that has more characters than are kept.
func tooLong(found []models.Problem, field, text string, most int) []models.Problem {
	if len([]rune(text)) <= most {
		return found
	}
	return append(found, invalid(field, "at most %d characters", most).Problems...)
}
