package twilio

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func sampleAttributes() TaskAttributes {
	return TaskAttributes{
		CallbackID: "cb_1", Dispatch: 2, RecordID: "rec_7", Routing: "agent", AgentSid: testWorker, Team: "welcome",
		Name: "A. D.", ReasonCode: "driving", ConversationID: "cb_1",
		CallBackData: CallBackData{Attempts: 1, MainTimeZone: "Australia/Perth", ReceivedAt: "2026-12-01T09:30:00Z"},
	}
}

func TestEncodeIsTheInterface(t *testing.T) {
	t.Parallel()
	got, err := sampleAttributes().Encode()
	want := `{"taskType":"callback","callback_id":"cb_1","dispatch":2,"record_id":"rec_7","cb_routing":"agent",` +
		`"cb_team":"welcome","name":"A. D.","reason_code":"driving","callBackData":{"attempts":1,` +
		`"mainTimeZone":"Australia/Perth","utcDateTimeReceived":"2026-12-01T09:30:00Z","isDeleted":false},` +
		`"cb_agent_sid":"` + testWorker + `","conversations":{"conversation_id":"cb_1"}}`
	if err != nil || got != want {
		t.Errorf("got %s, error %v\nwant %s", got, err, want)
	}
}

func TestEncodeWritesNullForNoAgent(t *testing.T) {
	t.Parallel()
	a := sampleAttributes()
	a.AgentSid, a.Routing = "", "anyone"
	got, err := a.Encode()
	if err != nil || !strings.Contains(got, `"cb_agent_sid":null`) {
		t.Errorf("got %s, error %v", got, err)
	}
}

func TestEncodeIsReadBack(t *testing.T) {
	t.Parallel()
	encoded, err := sampleAttributes().Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseAttributes(encoded)
	want := Attributes{
		TaskType: "callback", CallbackID: "cb_1", Dispatch: 2, RecordID: "rec_7", Name: "A. D.", ConversationID: "cb_1",
	}
	if err != nil || got != want {
		t.Errorf("got %+v, error %v", got, err)
	}
}

func TestEncodeRefuses(t *testing.T) {
	t.Parallel()
	for field, spoil := range map[string]func(*TaskAttributes){
		"callback_id":  func(a *TaskAttributes) { a.CallbackID = "cb-1" },
		"record_id":    func(a *TaskAttributes) { a.RecordID = "" },
		"dispatch":     func(a *TaskAttributes) { a.Dispatch = 0 },
		"cb_agent_sid": func(a *TaskAttributes) { a.AgentSid = "null" },
		"cb_routing":   func(a *TaskAttributes) { a.Routing = "nobody" },
	} {
		a := sampleAttributes()
		spoil(&a)
		if _, err := a.Encode(); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: error %v", field, err)
		}
	}
}

func TestEncodeShortensTextInOrder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		name, reason, notes string
		cut                 string // which text is cut; the ones before it in the order are gone
	}{
		"plain":       {"Anna Donor", "driving", strings.Repeat("n", 5000), "notes"},
		"escaped":     {"Anna Donor", "driving", strings.Repeat("\"\n", 3000), "notes"},
		"controls":    {"Anna Donor", "driving", strings.Repeat("\x01", 900), "notes"},
		"two bytes":   {"Anna Donor", "driving", strings.Repeat("é", 4000), "notes"},
		"emoji":       {"Anna Donor", "driving", strings.Repeat("😀", 2500), "notes"},
		"bad UTF-8":   {"Anna Donor", "driving", strings.Repeat("\xff", 5000), "notes"},
		"long reason": {"Anna Donor", strings.Repeat("r", 6000), strings.Repeat("n", 5000), "reason"},
		"long name":   {strings.Repeat("A", 9000), strings.Repeat("r", 6000), strings.Repeat("n", 5000), "name"},
	} {
		a := sampleAttributes()
		a.Name, a.CallBackData.Reason, a.CallBackData.Notes = test.name, test.reason, test.notes
		encoded, err := a.Encode()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if n := encodedLength(encoded); n > MaxAttributes || n < MaxAttributes-6 {
			t.Errorf("%s: %d characters, want %d or hardly fewer", name, n, MaxAttributes)
		}
		checkShortened(t, name, encoded, test.cut)
	}
}

func checkShortened(t *testing.T, name, encoded, cut string) {
	t.Helper()
	var got struct {
		CallbackID   string `json:"callback_id"`
		RecordID     string `json:"record_id"`
		Name         string
		CallBackData struct{ Reason, Notes string }
	}
	if err := json.Unmarshal([]byte(encoded), &got); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got.CallbackID != "cb_1" || got.RecordID != "rec_7" {
		t.Errorf("%s: ids %q, %q", name, got.CallbackID, got.RecordID)
	}
	texts := []struct{ field, text string }{
		{"notes", got.CallBackData.Notes}, {"reason", got.CallBackData.Reason}, {"name", got.Name},
	}
	for i, text := range texts {
		if text.field != cut {
			continue
		}
		if !strings.HasSuffix(text.text, "…") {
			t.Errorf("%s: %s ends without …", name, cut)
		}
		for _, before := range texts[:i] {
			if before.text != "" {
				t.Errorf("%s: %s was cut before %s was gone", name, cut, before.field)
			}
		}
		for _, after := range texts[i+1:] {
			if after.text == "" || strings.HasSuffix(after.text, "…") {
				t.Errorf("%s: %s was cut with %s", name, after.field, cut)
			}
		}
	}
}

func TestEncodeKeepsWhatFits(t *testing.T) {
	t.Parallel()
	a := sampleAttributes()
	bare, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	a.CallBackData.Notes = strings.Repeat("é", MaxAttributes-len(bare)-len(`,"notes":""`))
	full, err := a.Encode()
	if err != nil || utf8.RuneCountInString(full) != MaxAttributes || strings.Contains(full, "…") {
		t.Errorf("%d characters, error %v", utf8.RuneCountInString(full), err)
	}
}

func TestEncodeSpendsOneCharacterOnAngleBrackets(t *testing.T) {
	t.Parallel()
	a := sampleAttributes()
	a.CallBackData.Notes = strings.Repeat("<&>", 1000)
	if encoded, err := a.Encode(); err != nil || !strings.Contains(encoded, a.CallBackData.Notes) {
		t.Errorf("got %s, error %v", encoded, err)
	}
}

func TestEncodeGivesUp(t *testing.T) {
	t.Parallel()
	a := sampleAttributes()
	a.Team = strings.Repeat("t", MaxAttributes)
	if _, err := a.Encode(); !errors.Is(err, ErrAttributesTooLong) {
		t.Errorf("error %v", err)
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("A. D.", "driving", "ring after six", "welcome")
	f.Add("", strings.Repeat("\"", 3000), strings.Repeat("😀", 3000), "\xff")
	f.Fuzz(func(t *testing.T, name, reason, notes, team string) {
		a := sampleAttributes()
		a.Name, a.CallBackData.Reason, a.CallBackData.Notes, a.Team = name, reason, notes, team
		encoded, err := a.Encode()
		if err != nil {
			if !errors.Is(err, ErrAttributesTooLong) {
				t.Fatal(err)
			}
			return
		}
		got, err := ParseAttributes(encoded)
		if err != nil || got.CallbackID != "cb_1" || encodedLength(encoded) > MaxAttributes {
			t.Fatalf("%d characters, callback %q, error %v", encodedLength(encoded), got.CallbackID, err)
		}
	})
}
