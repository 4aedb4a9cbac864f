package twilio

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// Twilio's own error codes this package acts on (https://www.twilio.com/docs/api/errors).
const (
	codeBadRequest = 20001 // of an update: the Task's state does not allow it
	codeNotFound   = 20404
)

// failure turns what a call ended with into an *Error.
func (a *call) failure(op string, cause error) *Error {
	failed := &Error{Op: op, Status: a.status, Rate: readRate(a.header)}
	failed.RetryAfter = parseRetryAfter(a.header.Get("Retry-After"), a.client.now())
	if errors.Is(cause, errNotSuccess) {
		failed.Code, failed.Message = parseProblem(a.body)
	} else {
		failed.cause = withoutURL(cause)
	}
	if a.status == 0 {
		failed.Class = a.classUnanswered()
	} else {
		failed.Class = classAnswered(failed.Status, failed.Code)
	}
	return failed
}

// classUnanswered: without an answer, a call certainly had no effect only if the head of its request was never
// written. The transport waits for its writer before it reports a failure, so the note is final by now. One that does
// not report its progress is believed to have written.
func (a *call) classUnanswered() Class {
	if !a.sent || a.traced.Load() && !a.wrote.Load() {
		return NotApplied
	}
	return Unknown
}

// classAnswered judges an answer that was no success, or a success that could not be read: the latter is unknown too,
// for the Task it speaks of may exist.
func classAnswered(status, code int) Class {
	switch status {
	case http.StatusTooManyRequests: // such a request "is never processed": error 20429
		return NotApplied
	case http.StatusPreconditionFailed:
		return Conflict
	case http.StatusRequestTimeout, http.StatusTooEarly: // gateways say these, and cannot tell what happened behind them
		return Unknown
	case http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity:
		return Refused
	}
	switch {
	case status == http.StatusNotFound && code == codeNotFound:
		return Gone
	case status >= 400 && status < 500:
		return Configuration
	}
	return Unknown
}

// asCreate narrows a failure of CreateTask. There is no Task yet that could be gone, so a 404 speaks of the workspace. And a
// 400 may be about the settings every Task shares rather than about this one: were it Refused, one wrong setting
// would close every promise that falls due. Twilio documents no code for that, so its words are read, and doubt is
// settled for the promise: only a complaint about something this Task alone brings is a refusal.
func asCreate(failed *Error) *Error {
	if failed.Class == Gone || failed.Class == Refused && namesSetting(failed.Message) {
		failed.Class = Configuration
	}
	return failed
}

// settingNames are what all Tasks have in common, lower case, without spaces. The virtual start time is among them
// because it is refused only when it lies in the future, which is our clock's fault.
var settingNames = [...]string{"workflow", "workspace", "taskchannel", "taskqueue", "account", "virtualstarttime", "routingtarget"}

// ownNames are what a Task brings itself; a message such as "invalid attributes for a task in workspace WS..." names both.
var ownNames = [...]string{"attributes", "priority", "timeout"}

func namesSetting(message string) bool {
	plain := strings.ToLower(strings.NewReplacer(" ", "", "_", "").Replace(message))
	return !containsAny(plain, ownNames[:]) && containsAny(plain, settingNames[:])
}

func containsAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// parseProblem reads Twilio's error document; a gateway's HTML page gives nothing.
func parseProblem(body []byte) (code int, message string) {
	var doc struct {
		Code    json.Number `json:"code"`
		Message string      `json:"message"`
	}
	if err := json.Unmarshal(body, &doc); err != nil {
		return 0, ""
	}
	n, err := doc.Code.Int64()
	if err != nil { // no code, or none that is a number
		n = 0
	}
	return int(n), cleanMessage(doc.Message)
}

// maxMessage is how many characters of Twilio's explanation are kept.
const maxMessage = 200

var (
	quotedData = regexp.MustCompile(`(?s)[{\["'].*`)
	longNumber = regexp.MustCompile(`\+\d{4,}|\b\d{7,}\b`)
)

// cleanMessage drops what may be personal: anything from the first bracket or quote on (Twilio repeats attributes
// there) and numbers long enough to be a telephone's.
func cleanMessage(message string) string {
	message = quotedData.ReplaceAllString(message, "…")
	message = longNumber.ReplaceAllString(message, "…")
	if r := []rune(message); len(r) > maxMessage {
		message = string(r[:maxMessage]) + "…"
	}
	return message
}

// withoutURL drops the address from an HTTP failure: it is long, always the same, and could carry a query.
func withoutURL(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
