package twilio

import (
	"errors"
	"net/url"
	"reflect"
	"strings"
	"testing"
)

const wrapUp = `{"taskType":"inbound","callback_id":"cb_1","dispatch":"3","to":"+61491570156","from":"+61491570157",
 "customerAddress":"+61491570158","direction":"outbound","outbound_to":"+61491570155","name":"A. D.","record_external_id":"D-1001","record_id":"rec_7","unknown":[1],
 "conversations":{"outcome":"Callback Agent","conversation_id":"WTx","content":"free"},
 "callback_request":{"local_time":"2026-12-01T18:00","timezone":"Australia/Perth","window_minutes":30,"routing":"agent",
  "agent_strict":true,"team":"welcome","worker_sid":"WK1","reason":"driving","notes":"n","phone":"+61491570159",
  "override":{"requested_by":"donor","captured_via":"call","wording":"night shift","recording_sid":"RE1"}},
 "record":{"external_id":"D-1001","name":"A. Donor","phone":"+61491570156","timezone":"Australia/Perth","region":"AU",
  "campaign":"welcome","team":"t"}}`

func wantWrapUp() Attributes {
	window := 30
	return Attributes{
		TaskType: "inbound", CallbackID: "cb_1", Dispatch: 3, Outcome: "Callback Agent", Notes: "free", ConversationID: "WTx",
		To: "+61491570156", From: "+61491570157", CustomerAddress: "+61491570158", OutboundTo: "+61491570155",
		Direction: "outbound", Name: "A. D.",
		RecordExternalID: "D-1001", RecordID: "rec_7",
		Request: &CallbackRequest{
			LocalTime: "2026-12-01T18:00", Timezone: "Australia/Perth", WindowMinutes: &window, Routing: "agent",
			AgentStrict: true, Team: "welcome", WorkerSid: "WK1", Reason: "driving", Notes: "n", Phone: "+61491570159",
			Override: &Override{RequestedBy: "donor", CapturedVia: "call", Wording: "night shift", RecordingSid: "RE1"},
		},
		Record: &Record{
			ExternalID: "D-1001", Name: "A. Donor", Phone: "+61491570156", Timezone: "Australia/Perth", Region: "AU",
			Campaign: "welcome", Team: "t",
		},
	}
}

func TestParseAttributes(t *testing.T) {
	t.Parallel()
	got, err := ParseAttributes(wrapUp)
	if err != nil || !reflect.DeepEqual(got, wantWrapUp()) {
		t.Errorf("got %+v, error %v", got, err)
	}
}

func TestParseAttributesIsLenient(t *testing.T) {
	t.Parallel()
	window := 45
	for text, want := range map[string]Attributes{
		`{}`: {},
		`{"taskType":7,"dispatch":2.0,"to":[],"name":{},"conversations":"none"}`:              {TaskType: "7", Dispatch: 2},
		`{"dispatch":-1,"conversations":{"outcome":null}}`:                                    {},
		`{"dispatch":1e99,"record_external_id":1001}`:                                         {RecordExternalID: "1001"},
		`{"callback_request":null,"record":null}`:                                             {},
		`{"callback_request":{"window_minutes":"45","agent_strict":"true"}}`:                  {Request: &CallbackRequest{WindowMinutes: &window, AgentStrict: true}},
		`{"conversations":{"outcome":"busy"},"callback_request":{"phone":61491570156}}`:       {Outcome: "busy", Request: &CallbackRequest{Phone: "61491570156"}},
		`{"callback_request":[],"conversations":{"outcome":"busy"}}`:                          {Outcome: "busy", RequestError: "callback_request: must be a JSON object"},
		`{"callback_request":"{\"team\":\"t\"}"}`:                                             {RequestError: "callback_request: must be a JSON object"},
		`{"record":7,"callback_request":{"team":"t"}}`:                                        {Request: &CallbackRequest{Team: "t"}, RequestError: "record: must be a JSON object"},
		`{"callback_request":{"local_time":{},"team":"t"}}`:                                   {Request: &CallbackRequest{Team: "t"}, RequestError: "callback_request.local_time: must be a string"},
		`{"callback_request":{"window_minutes":1.5,"notes":true,"team":"t"}}`:                 {Request: &CallbackRequest{Team: "t"}, RequestError: "callback_request.window_minutes: must be a whole number; callback_request.notes: must be a string"},
		`{"callback_request":{"agent_strict":"perhaps"}}`:                                     {Request: &CallbackRequest{}, RequestError: "callback_request.agent_strict: must be true or false"},
		`{"callback_request":{"override":"yes"},"record":{"name":[]}}`:                        {Request: &CallbackRequest{}, Record: &Record{}, RequestError: "callback_request.override: must be a JSON object; record.name: must be a string"},
		`{"callback_request":{"override":{"wording":1}},"callback_id":"a","callback_id":"b"}`: {CallbackID: "b", Request: &CallbackRequest{Override: &Override{Wording: "1"}}},
	} {
		got, err := ParseAttributes(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %+v, error %v\nwant %+v", text, got, err, want)
		}
	}
}

func TestParseAttributesWantsAnObject(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "null", "[]", `"{}"`, "{", "{}x", "Anna +61491570156"} {
		got, err := ParseAttributes(text)
		if err == nil || strings.Contains(err.Error(), "Anna") || !reflect.DeepEqual(got, Attributes{}) {
			t.Errorf("%q: got %+v, error %v", text, got, err)
		}
	}
}

func TestParseDispositionTwice(t *testing.T) {
	t.Parallel()
	request := `{"local_time":"2026-12-01T18:00","window_minutes":30}`
	asJSON := `{"outcome":"callback_queue","source_task_sid":"` + testTask + `","worker_sid":"` + testWorker + `",
		"callback_id":"cb_1","record_external_id":"D-1001","Direction":"inbound","To":"+61491570156","From":"+61491570157",
		"callback_request":` + request + `,"record":{"phone":"+61491570156"}}`
	asForm := url.Values{
		"outcome": {"callback_queue"}, "source_task_sid": {testTask}, "worker_sid": {testWorker}, "callback_id": {"cb_1"},
		"record_external_id": {"D-1001"}, "Direction": {"inbound"}, "To": {"+61491570156"}, "From": {" 61491570157"},
		"callback_request": {request}, "record": {`{"phone":"+61491570156"}`},
	}.Encode()
	fromJSON, err := ParseDisposition("application/json; charset=utf-8", []byte(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	fromForm, err := ParseDisposition(formType, []byte(asForm))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(fromJSON, fromForm) {
		t.Errorf("JSON %+v\nform %+v", fromJSON, fromForm)
	}
	window := 30
	want := Disposition{SourceTaskSid: testTask, WorkerSid: testWorker, Attributes: Attributes{
		Outcome: "callback_queue", CallbackID: "cb_1", RecordExternalID: "D-1001", Direction: "inbound",
		To: "+61491570156", From: "+61491570157",
		Request: &CallbackRequest{LocalTime: "2026-12-01T18:00", WindowMinutes: &window},
		Record:  &Record{Phone: "+61491570156"},
	}}
	if !reflect.DeepEqual(fromJSON, want) {
		t.Errorf("got %+v, want %+v", fromJSON, want)
	}
}

func TestParseDispositionOfACall(t *testing.T) {
	t.Parallel()
	call := "CA00000000000000000000000000000009"
	d, err := ParseDisposition("application/json", []byte(`{"conversations":{"outcome":"busy"},"CallSid":"`+call+`"}`))
	if err != nil || d.Source() != call || d.Attributes.Outcome != "busy" {
		t.Errorf("got %+v, error %v", d, err)
	}
}

func TestParseDispositionNamesEveryFault(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		contentType, body string
		fields            []string
	}{
		"no content type": {"", "{}", []string{"Content-Type"}},
		"other type":      {"text/plain", "{}", []string{"Content-Type"}},
		"not JSON":        {"application/json", "outcome=busy", []string{"body"}},
		"JSON array":      {"application/json", "[]", []string{"body"}},
		"bad form":        {formType, "outcome=%zz", []string{"body"}},
		"empty":           {"application/json", "{}", []string{"outcome", "source_task_sid"}},
		"empty form":      {formType, "", []string{"outcome", "source_task_sid"}},
		"sids":            {"application/json", `{"outcome":"busy","source_task_sid":"WR1","CallSid":"1","worker_sid":"ann"}`, []string{"source_task_sid", "CallSid", "worker_sid"}},
		"request":         {formType, "outcome=busy&CallSid=CA00000000000000000000000000000009&callback_request=soon", []string{"callback_request"}},
		"request's field": {"application/json", `{"outcome":"busy","source_task_sid":"` + testTask + `","callback_request":{"window_minutes":"x"},"record":[]}`, []string{"callback_request.window_minutes", "record"}},
	} {
		d, err := ParseDisposition(test.contentType, []byte(test.body))
		var faults FieldErrors
		if !errors.As(err, &faults) || !reflect.DeepEqual(d, Disposition{}) {
			t.Errorf("%s: got %+v, error %v", name, d, err)
			continue
		}
		var fields []string
		for _, fault := range faults {
			fields = append(fields, fault.Field)
			if fault.Remedy == "" {
				t.Errorf("%s: no remedy for %s", name, fault.Field)
			}
		}
		if !reflect.DeepEqual(fields, test.fields) {
			t.Errorf("%s: fields %v, want %v", name, fields, test.fields)
		}
	}
}

func FuzzParseAttributes(f *testing.F) {
	for _, seed := range []string{wrapUp, "{}", "[]", `{"callback_request":[1]}`, `{"dispatch":1e400}`, `{"record":"\ud800"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAttributes(text)
		if err != nil && !reflect.DeepEqual(a, Attributes{}) {
			t.Errorf("error %v with %+v", err, a)
		}
		if a.Dispatch < 0 {
			t.Errorf("dispatch %d", a.Dispatch)
		}
	})
}

func FuzzParseDisposition(f *testing.F) {
	f.Add("application/json", []byte(`{"outcome":"busy","source_task_sid":"`+testTask+`"}`))
	f.Add(formType, []byte("outcome=busy&CallSid=CA00000000000000000000000000000009&callback_request=%7B%7D&To=+61491570156"))
	f.Add("application/json", []byte(wrapUp))
	f.Add("text/html; =", []byte("<html>"))
	f.Fuzz(func(t *testing.T, contentType string, body []byte) {
		d, err := ParseDisposition(contentType, body)
		var faults FieldErrors
		if err != nil && (!errors.As(err, &faults) || len(faults) == 0) {
			t.Errorf("error %#v", err)
		}
		if err == nil && (d.Source() == "" || d.Attributes.Outcome == "" || d.Attributes.RequestError != "") {
			t.Errorf("accepted %+v", d)
		}
	})
}
