package twiliosim

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Statuses of a sink (OpenAPI document of Events v1).
const (
	sinkInitialized = "initialized"
	sinkActive      = "active"
)

// productTypes begins the names of TaskRouter's events in Event Streams.
const productTypes = "com.twilio.taskrouter."

// sink is where Event Streams sends to. Only one of type webhook delivers here.
type sink struct {
	sid         string
	description string
	kind        string
	config      map[string]any
	status      string
	createdAt   time.Time
}

// subscription says which events go to a sink.
type subscription struct {
	sid         string
	description string
	sinkSid     string
	types       []streamType
	createdAt   time.Time
}

type streamType struct {
	Type          string `json:"type"`
	SchemaVersion int    `json:"schema_version"`
}

type sinkResource struct {
	DateCreated       *string           `json:"date_created"`
	DateUpdated       *string           `json:"date_updated"`
	Description       string            `json:"description"`
	Sid               string            `json:"sid"`
	SinkConfiguration map[string]any    `json:"sink_configuration"`
	SinkType          string            `json:"sink_type"`
	Status            string            `json:"status"`
	URL               string            `json:"url"`
	Links             map[string]string `json:"links"`
}

func (s *Server) streamOperations() []operation {
	return []operation{
		{"ListSink", "GET", "/v1/Sinks", s.listSinks},
		{"CreateSink", "POST", "/v1/Sinks", s.createSink},
		{"FetchSink", "GET", "/v1/Sinks/{Sid}", s.fetchSink},
		{"DeleteSink", "DELETE", "/v1/Sinks/{Sid}", s.deleteSink},
		{"ListSubscription", "GET", "/v1/Subscriptions", s.listSubscriptions},
		{"CreateSubscription", "POST", "/v1/Subscriptions", s.createSubscription},
		{"DeleteSubscription", "DELETE", "/v1/Subscriptions/{Sid}", s.deleteSubscription},
		{"ListSubscribedEvent", "GET", "/v1/Subscriptions/{SubscriptionSid}/SubscribedEvents", s.listSubscribedEvents},
		{"CreateSubscribedEvent", "POST", "/v1/Subscriptions/{SubscriptionSid}/SubscribedEvents", s.createSubscribedEvent},
		{"DeleteSubscribedEvent", "DELETE", "/v1/Subscriptions/{SubscriptionSid}/SubscribedEvents/{Type}", s.deleteSubscribedEvent},
	}
}

func (s *Server) sinkResource(c *call, k *sink) sinkResource {
	url := c.origin + "/v1/Sinks/" + k.sid
	return sinkResource{DateCreated: stamp(k.createdAt), DateUpdated: stamp(k.createdAt), Description: k.description, Sid: k.sid,
		SinkConfiguration: k.config, SinkType: k.kind, Status: k.status, URL: url,
		Links: map[string]string{"sink_test": url + "/Test", "sink_validate": url + "/Validate"}}
}

func (s *Server) listSinks(c *call) (reply, error) {
	c.only("InUse", "Status", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []sinkResource{}
	for _, k := range s.sinks {
		if c.fields.agrees("Status", k.status) {
			all = append(all, s.sinkResource(c, k))
		}
	}
	return listReply(c, "sinks", p, all)
}

// createSink answers that it is being set up; the sink is active from then on, as if Twilio had looked at it at once (assumed).
func (s *Server) createSink(c *call) (reply, error) {
	c.only("Description", "SinkConfiguration", "SinkType")
	k := &sink{description: c.fields.required("Description"), kind: c.fields.required("SinkType"), config: map[string]any{}, status: sinkInitialized}
	if err := json.Unmarshal([]byte(c.fields.required("SinkConfiguration")), &k.config); err != nil {
		c.fields.fail("SinkConfiguration is not a JSON object")
	}
	if destination, _ := k.config["destination"].(string); k.kind == "webhook" && destination == "" {
		c.fields.fail("SinkConfiguration names no destination")
	}
	if !slices.Contains([]string{"kinesis", "webhook", "segment", "email"}, k.kind) {
		c.fields.fail("SinkType is none of kinesis, webhook, segment, email")
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	k.sid, k.createdAt = s.sids.next("DG"), s.now
	s.sinks = append(s.sinks, k)
	made := s.sinkResource(c, k)
	k.status = sinkActive
	return reply{status: http.StatusCreated, body: made}, nil
}

func (s *Server) sinkBySid(sid string) *sink {
	for _, k := range s.sinks {
		if k.sid == sid {
			return k
		}
	}
	return nil
}

func (s *Server) fetchSink(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	k := s.sinkBySid(c.path("Sid"))
	if k == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return reply{status: http.StatusOK, body: s.sinkResource(c, k)}, nil
}

func (s *Server) deleteSink(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	k := s.sinkBySid(c.path("Sid"))
	if k == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	if slices.ContainsFunc(s.subscriptions, func(each *subscription) bool { return each.sinkSid == k.sid }) {
		return reply{}, invalid("the Sink has Subscriptions")
	}
	s.sinks = slices.DeleteFunc(s.sinks, func(each *sink) bool { return each == k })
	return reply{status: http.StatusNoContent}, nil
}

// redirectStream makes the outbox send where the newest subscription to a webhook says (of several, the others are
// kept and shown only).
func (s *Server) redirectStream() {
	s.outbox.streamURL, s.outbox.streamTypes = "", nil
	for _, each := range s.subscriptions {
		k := s.sinkBySid(each.sinkSid)
		if k == nil || k.kind != "webhook" {
			continue
		}
		s.outbox.streamURL, _ = k.config["destination"].(string)
		s.outbox.streamTypes = nil
		for _, t := range each.types {
			s.outbox.streamTypes = append(s.outbox.streamTypes, strings.TrimPrefix(t.Type, productTypes))
		}
	}
}
