package twilio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
)

// MaxAttributes is how many characters Twilio allows in a Task's attributes, punctuation included (taskrouter/limits).
const MaxAttributes = 4096

// TaskType is the taskType of every Task that Ringback creates.
const TaskType = "callback"

// ErrAttributesTooLong means that the attributes exceed MaxAttributes even without their free text.
var ErrAttributesTooLong = errors.New("task attributes are too long")

// TaskAttributes are the attributes of a Task that Ringback creates. The caller decides which personal data they hold.
type TaskAttributes struct {
	// CallbackID and RecordID are [A-Za-z0-9_]: hyphens do not work in TaskRouter's expressions.
	CallbackID string `json:"callback_id"`
	// Dispatch numbers the Tasks created for one callback, from 1. It is no dial.
	Dispatch int    `json:"dispatch"`
	RecordID string `json:"record_id"`
	// Routing is agent, agent_strict, team or anyone.
	Routing string `json:"cb_routing"`
	// AgentSid is the owner (WK...). Without one it is written as null, which workflows test for.
	AgentSid string `json:"-"`
	Team     string `json:"cb_team"`
	// Name is what agents see, masked unless the site chose otherwise.
	Name string `json:"name"`
	// ReasonCode is a configured reason, or "other".
	ReasonCode   string       `json:"reason_code"`
	CallBackData CallBackData `json:"callBackData"`
	// ConversationID joins the calls of one callback in Flex Insights.
	ConversationID string `json:"-"`
}

// CallBackData is the object that Twilio's own callback panel reads. Number, reason and notes are empty unless the
// configuration's privacy.task_attributes is "full".
type CallBackData struct {
	// NumberToCall and NumberToCallFrom are E.164.
	NumberToCall     string `json:"numberToCall,omitempty"`
	NumberToCallFrom string `json:"numberToCallFrom,omitempty"`
	// Attempts counts the dials made so far.
	Attempts int `json:"attempts"`
	// MainTimeZone is the donor's IANA zone.
	MainTimeZone string `json:"mainTimeZone,omitempty"`
	// ReceivedAt is when the promise was made, RFC 3339 in UTC.
	ReceivedAt string `json:"utcDateTimeReceived,omitempty"`
	// IsDeleted is always false for a live Task; the panel wants it.
	IsDeleted bool `json:"isDeleted"`
	// Reason and Notes are free text.
	Reason string `json:"reason,omitempty"`
	Notes  string `json:"notes,omitempty"`
}

// wireAttributes adds what is written in another shape than it is held.
type wireAttributes struct {
	TaskType string `json:"taskType"`
	TaskAttributes
	AgentSid      *string           `json:"cb_agent_sid"`
	Conversations wireConversations `json:"conversations"`
}

type wireConversations struct {
	ConversationID string `json:"conversation_id"`
}

// Encode returns the JSON, at most MaxAttributes characters of it. Should it be longer, the notes are shortened first,
// then the reason, then the name, ending in "…"; never an id. ErrAttributesTooLong says that this was not enough.
func (a TaskAttributes) Encode() (string, error) {
	if err := a.check(); err != nil {
		return "", fmt.Errorf("encode task attributes: %w", err)
	}
	encoded, err := a.marshal()
	for _, free := range []*string{&a.CallBackData.Notes, &a.CallBackData.Reason, &a.Name} {
		if err != nil || encodedLength(encoded) <= MaxAttributes {
			break
		}
		if err = a.shorten(free); err == nil {
			encoded, err = a.marshal()
		}
	}
	if err == nil && encodedLength(encoded) > MaxAttributes {
		err = ErrAttributesTooLong
	}
	if err != nil {
		return "", fmt.Errorf("encode task attributes: %w", err)
	}
	return encoded, nil
}

func (a TaskAttributes) check() error {
	switch {
	case !isID(a.CallbackID):
		return errors.New("callback_id: want letters, digits and underscores")
	case !isID(a.RecordID):
		return errors.New("record_id: want letters, digits and underscores")
	case a.Dispatch < 1:
		return fmt.Errorf("dispatch: %d is below 1", a.Dispatch)
	case a.AgentSid != "" && !validSid("WK", a.AgentSid):
		return errors.New("cb_agent_sid: want WK and 32 hexadecimal digits")
	}
	switch a.Routing {
	case "agent", "agent_strict", "team", "anyone":
		return nil
	}
	return errors.New("cb_routing: want agent, agent_strict, team or anyone")
}

// isID reports whether s is an id that TaskRouter's expressions can compare.
func isID(s string) bool {
	for _, c := range []byte(s) {
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return s != ""
}

// shorten cuts one text of a as little as makes the whole fit, or away altogether. How long a text gets by escaping is
// known only once it is encoded, hence the search.
func (a *TaskAttributes) shorten(free *string) error {
	whole := []rune(*free)
	var failed error
	fits := func() bool {
		encoded, err := a.marshal()
		failed = errors.Join(failed, err)
		return err == nil && encodedLength(encoded) <= MaxAttributes
	}
	if fits() || failed != nil || len(whole) == 0 {
		return failed
	}
	kept := sort.Search(len(whole), func(cut int) bool {
		*free = ellipsis(whole[:len(whole)-1-cut])
		return fits()
	})
	*free = ""
	if kept < len(whole) {
		*free = ellipsis(whole[:len(whole)-1-kept])
	}
	return failed
}

func ellipsis(kept []rune) string {
	if len(kept) == 0 {
		return ""
	}
	return string(kept) + "…"
}

func (a TaskAttributes) marshal() (string, error) {
	wire := wireAttributes{
		TaskType:       TaskType,
		TaskAttributes: a,
		Conversations:  wireConversations{ConversationID: a.ConversationID},
	}
	if a.AgentSid != "" {
		wire.AgentSid = &a.AgentSid
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false) // \u003c costs six characters where < costs one
	if err := enc.Encode(wire); err != nil {
		return "", err
	}
	return string(bytes.TrimRight(b.Bytes(), "\n")), nil
}

// encodedLength counts as Twilio's servers do at the strictest: a character outside the basic plane, such as an
// emoji, is two. Twilio says "characters" and not which.
func encodedLength(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
