package twilio

import "testing"

// An inbound call, a chat and an agent's own dial must never be taken for a Task of the main list: those are withdrawn.
func TestDialled(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		attributes string
		want       bool
	}{
		"a dialer's":                 {`{"direction":"outbound","to":"+61491570156"}`, true},
		"a dialer's, through an API": {`{"direction":"outbound-api","to":"+61491570156"}`, true},
		"a list without directions":  {`{"taskType":"main_list","record_external_id":"D-1"}`, true},
		"ours":                       {`{"taskType":"callback","callback_id":"cb_1","dispatch":1}`, false},
		"inbound":                    {`{"direction":"inbound","from":"+61491570156","call_sid":"CA1"}`, false},
		"a flow's call":              {`{"from":"+61491570156","to":"+61255501234","call_sid":"CA1"}`, false},
		"a voicemail":                {`{"taskType":"voicemail","from":"+61491570156"}`, false},
		"a chat":                     {`{"channelType":"web","customerAddress":"x","conversationSid":"CH1"}`, false},
		"an old chat":                {`{"channelSid":"CH1"}`, false},
		"an agent's own dial":        {`{"direction":"outbound","outbound_to":"+61491570156","targetWorker":"client:maya"}`, false},
	} {
		a, err := ParseAttributes(test.attributes)
		if err != nil || a.Dialled() != test.want {
			t.Errorf("%s: dialled %v, %v", name, a.Dialled(), err)
		}
	}
}
