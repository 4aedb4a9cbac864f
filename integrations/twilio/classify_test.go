package twilio

import (
	"strings"
	"testing"
	"unicode/utf8"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

func TestNamesSetting(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]bool{
		"":                                false,
		"Invalid WorkflowSid 'WW1'":       true,
		`Invalid parameter "WorkflowSid"`: true,
		"Cannot find a TaskChannel with unique name voice":     true,
		"Task Channel is missing":                              true,
		"task_queue does not exist":                            true,
		"Account is suspended":                                 true,
		"Virtual start time is in the future":                  true,
		"Attributes is not valid JSON":                         false,
		"Invalid attributes of a task in workspace WS1":        false,
		"Timeout is above the maximum of the workspace":        false,
		`Bad request {"reason":"workflow"}`:                    false,
		`Invalid WorkflowSid for {"name":"my attributes are"}`: true,
	} {
		if got := namesSetting(message); got != want {
			t.Errorf("%q: %t, want %t", message, got, want)
		}
	}
}

func TestCleanMessage(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]string{
		"it's not currently assigned":       "it's not currently assigned",
		`Invalid attributes {"name":"Anna`:  "Invalid attributes …",
		`Name "Anna" is too long`:           "Name …",
		"To +61491570156 is wrong":          "To … is wrong",
		"To +61 491 570 156 is wrong":       "To … is wrong",
		"To 0491570156 is wrong":            "To … is wrong",
		"error 20001 in line 12":            "error 20001 in line 12",
		strings.Repeat("é", maxMessage+100): strings.Repeat("é", maxMessage) + "…",
	} {
		if got := cleanMessage(message); got != want {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
}

func FuzzParseProblem(f *testing.F) {
	f.Add([]byte(`{"code":20429,"message":"Too many","status":429}`))
	f.Add([]byte(`{"code":"20001","message":{"a":1}}`))
	f.Add([]byte(`{"code":1e400,"message":"+61 491 570 156"}`))
	f.Add([]byte("<html>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		message := cleanMessage(parseProblem(body).message)
		if utf8.RuneCountInString(message) > maxMessage+1 || strings.ContainsAny(message, `{["`) || longNumber.MatchString(message) {
			t.Errorf("message %q", message)
		}
	})
}

func FuzzNextCursor(f *testing.F) {
	for _, seed := range []string{"", "https://taskrouter.twilio.com/v1?Page=1&PageToken=PT1", "https://[::1", "?PageToken=%zz"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		next, more := nextCursor(taskrouter.ListActivityResponseMeta{NextPageUrl: &address})
		if more != (address != "") || !more && next != (cursor{}) {
			t.Errorf("%q: %+v, %t", address, next, more)
		}
	})
}
