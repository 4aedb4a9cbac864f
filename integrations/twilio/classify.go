package twilio

import (
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
		said := parseProblem(a.body)
		failed.Code, failed.Message = said.code, cleanMessage(said.message)
		failed.ofSettings = namesSetting(said.message)
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

// asCreate narrows a failure of CreateTask. There is no Task yet that could be gone or have changed, so such an answer
// speaks of the workspace. And a 400 may be about the settings that every Task shares rather than about this one: were
// it Refused, one wrong setting would close every promise that falls due. Twilio documents no code that tells the two
// apart, so its words are read.
func asCreate(failed *Error) *Error {
	switch failed.Class {
	case Gone, Conflict:
		failed.Class = Configuration
	case Refused:
		if failed.ofSettings {
			failed.Class = Configuration
		}
	}
	return failed
}

// settingNames are what all Tasks have in common, in lower case without spaces. The virtual start time is among them
// because it is refused only for lying in the future, which is our clock's fault.
func settingNames() []string {
	return []string{"workflow", "workspace", "taskchannel", "taskqueue", "account", "virtualstarttime"}
}

// ownNames are what a Task brings itself.
func ownNames() []string { return []string{"attributes", "priority", "timeout"} }

// namesSetting reports whether an explanation is about settings. "Invalid attributes for a task in workspace WS..."
// names both, and is about the Task. Repeated attributes, which may hold any word, are not read.
func namesSetting(message string) bool {
	message, _, _ = strings.Cut(message, "{")
	plain := strings.ToLower(strings.NewReplacer(" ", "", "_", "").Replace(message))
	return !containsAny(plain, ownNames()) && containsAny(plain, settingNames())
}

func containsAny(s string, words []string) bool {
	for _, word := range words {
		if strings.Contains(s, word) {
			return true
		}
	}
	return false
}

// problem is Twilio's error document, as far as it is needed.
type problem struct {
	code    int
	message string
}

// parseProblem reads an error document; a gateway's HTML page gives nothing.
func parseProblem(body []byte) problem {
	doc, err := parseObject(body)
	if err != nil {
		return problem{}
	}
	code, ok := doc.whole("code")
	if !ok || int64(int(code)) != code {
		code = 0
	}
	return problem{code: int(code), message: doc.word("message")}
}

// maxMessage is how many characters of Twilio's explanation are kept.
const maxMessage = 200

var (
	quotedData = regexp.MustCompile(`(?s)[{\["].*`)
	longNumber = regexp.MustCompile(`(\+|\b)\d[\d ().-]{5,}\d`)
)

// cleanMessage drops what may be personal: anything from the first bracket or double quote on, where Twilio repeats
// attributes, and numbers long enough to be a telephone's.
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
