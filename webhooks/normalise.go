package webhooks

import (
	"cmp"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// Normalise brings an event to the form in which it is stored and applied, and says whether it concerns us: whatever tells
// something of a callback's own Task or of its call, and of any other call its end, if its outcome asks for a callback. What asks
// for one and cannot be read concerns us too: it is stored, to be rejected with its reason. How other calls begin and end is IfPromised:
// who stores such messages asks models.Store.Concerning first. The message of an event that passes by is not to be used.
func Normalise(e twilio.Event, source models.Source, known Outcomes) (models.Message, Relevance) {
	role := roleOf(e.Attributes)
	signal, tells := signalOf(e, role)
	if relevance := typeRelevance(e.Type, tells); relevance != Concerns {
		return models.Message{}, relevance
	}
	m := models.Message{DedupeKey: keyOf(e), Source: source, Type: e.Type, OccurredAt: instantOf(e.At), Role: role, Signal: signal,
		TaskSid: e.TaskSid, TaskVersion: e.TaskVersion, TaskReason: cut(e.TaskReason, 200), WorkerSid: sidOrNone(e.WorkerSid)}
	fill(&m, e.Attributes)
	if m.Role == models.RoleSource {
		m.Call = factsOf(e)
	}
	relevance := taskRelevance(m, e, known)
	if relevance == IfPromised {
		return aboutDonor(m, e)
	}
	if fault := faultOf(e, m); fault != "" && relevance == Concerns {
		m = models.Message{DedupeKey: m.DedupeKey, Source: source, Type: e.Type, OccurredAt: m.OccurredAt, Malformed: fault}
	}
	return m, relevance
}

// aboutDonor is the message of a call that matters only to a donor who has a promise. What it may ask for comes with its end.
func aboutDonor(m models.Message, e twilio.Event) (models.Message, Relevance) {
	m.IfPromised, m.Request, m.Malformed, m.Notes = true, nil, "", ""
	if faultOf(e, m) != "" {
		return models.Message{}, Tentative
	}
	return m, IfPromised
}

// factsOf are what else is known of a call that is not ours.
func factsOf(e twilio.Event) models.CallFacts {
	a := e.Attributes
	return models.CallFacts{Direction: cut(a.Direction, 32), TaskType: cut(a.TaskType, 64), Dialled: a.Dialled(), OnLine: a.OnLine, MadeAt: instantOf(e.TaskCreatedAt)}
}

// fill adds what the attributes say.
func fill(m *models.Message, a twilio.Attributes) {
	if m.Role == models.RoleOwn || m.Role == models.RoleCall {
		m.CallbackID = a.CallbackID
	}
	if m.Role == models.RoleOwn {
		m.Dispatch = a.Dispatch
	}
	m.Outcome, m.Request, m.Malformed = a.Outcome, requestOf(a.Request), a.RequestError
	m.Record, m.RecordID, m.Phones = recordOf(a), recordIDOf(a), a.DonorPhones()
	m.Notes = a.Notes
	m.ConversationID = cut(a.ConversationID, 64) // as long as its column; Flex's are Task sids
}

// faultOf says why a message cannot be applied whatever it asks for.
func faultOf(e twilio.Event, m models.Message) string {
	switch {
	case e.AttributesError != "":
		return e.AttributesError
	case !isSid(e.TaskSid):
		return "the event names no Task"
	case weight(m) > maxTexts:
		return "more text than a Task's attributes may hold"
	}
	return ""
}

// maxTexts is how many bytes of text a message may carry. Twilio's attributes have 4,096 characters of at most four bytes; twice
// that keeps a batch of them far below a database's packet.
const maxTexts = 32 << 10

func weight(m models.Message) int {
	sum := len(m.Outcome) + len(m.Notes) + len(m.RecordID) + len(m.Malformed)
	for _, phone := range m.Phones {
		sum += len(phone)
	}
	r := m.Record
	sum += len(r.ExternalID) + len(r.Name) + len(r.Phone) + len(r.Timezone) + len(r.Region) + len(r.Campaign) + len(r.Team)
	if q := m.Request; q != nil {
		sum += len(q.LocalTime) + len(q.Timezone) + len(q.Routing) + len(q.Team) + len(q.WorkerSid) + len(q.Reason) + len(q.Notes) + len(q.Phone)
		if o := q.Override; o != nil {
			sum += len(o.RequestedBy) + len(o.CapturedVia) + len(o.Wording) + len(o.RecordingSid)
		}
	}
	return sum
}

func requestOf(r *twilio.CallbackRequest) *models.CallbackRequest {
	if r == nil {
		return nil
	}
	request := &models.CallbackRequest{LocalTime: r.LocalTime, Timezone: r.Timezone, WindowMinutes: r.WindowMinutes, Routing: models.Routing(r.Routing),
		AgentStrict: r.AgentStrict, Team: r.Team, WorkerSid: r.WorkerSid, Reason: r.Reason, Notes: r.Notes, Phone: r.Phone}
	if o := r.Override; o != nil {
		request.Override = &models.OverrideRequest{RequestedBy: o.RequestedBy, CapturedVia: o.CapturedVia, Wording: o.Wording, RecordingSid: o.RecordingSid}
	}
	return request
}

func recordOf(a twilio.Attributes) models.RecordRef {
	if a.Record == nil {
		return models.RecordRef{ExternalID: a.RecordExternalID}
	}
	r := a.Record
	return models.RecordRef{ExternalID: cmp.Or(r.ExternalID, a.RecordExternalID), Name: r.Name, Phone: r.Phone, Timezone: r.Timezone,
		Region: r.Region, Campaign: r.Campaign, Team: r.Team}
}
