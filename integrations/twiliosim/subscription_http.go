package twiliosim

import (
	"encoding/json"
	"net/http"
	"slices"
)

type subscriptionResource struct {
	AccountSid  string            `json:"account_sid"`
	DateCreated *string           `json:"date_created"`
	DateUpdated *string           `json:"date_updated"`
	Description string            `json:"description"`
	Sid         string            `json:"sid"`
	SinkSid     string            `json:"sink_sid"`
	URL         string            `json:"url"`
	Links       map[string]string `json:"links"`
}

type subscribedEventResource struct {
	AccountSid      string `json:"account_sid"`
	Type            string `json:"type"`
	SchemaVersion   int    `json:"schema_version"`
	SubscriptionSid string `json:"subscription_sid"`
	URL             string `json:"url"`
}

func (s *Server) subscriptionResource(c *call, b *subscription) subscriptionResource {
	url := c.origin + "/v1/Subscriptions/" + b.sid
	return subscriptionResource{AccountSid: s.account, DateCreated: stamp(b.createdAt), DateUpdated: stamp(b.createdAt), Description: b.description,
		Sid: b.sid, SinkSid: b.sinkSid, URL: url, Links: map[string]string{"subscribed_events": url + "/SubscribedEvents"}}
}

func (s *Server) listSubscriptions(c *call) (reply, error) {
	c.only("SinkSid", "PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	all := []subscriptionResource{}
	for _, b := range s.subscriptions {
		if c.fields.agrees("SinkSid", b.sinkSid) {
			all = append(all, s.subscriptionResource(c, b))
		}
	}
	return listReply(c, "subscriptions", p, all)
}

// createSubscription wants an active sink (OpenAPI document) and at least one type.
func (s *Server) createSubscription(c *call) (reply, error) {
	c.fields.only([]string{"Description", "SinkSid", "Types"}, []string{"Types"})
	b := &subscription{description: c.fields.required("Description"), sinkSid: c.fields.required("SinkSid")}
	for _, text := range c.fields.values["Types"] {
		var t streamType
		if err := json.Unmarshal([]byte(text), &t); err != nil || t.Type == "" {
			c.fields.fail("Types holds something that is no type")
		}
		b.types = append(b.types, t)
	}
	if len(b.types) == 0 {
		c.fields.fail("parameter %q is required", "Types")
	}
	s.lock()
	defer s.mu.Unlock()
	if k := s.sinkBySid(b.sinkSid); k == nil || k.status != sinkActive {
		c.fields.fail("SinkSid names no active Sink")
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	b.sid, b.createdAt = s.sids.next("DF"), s.now
	s.subscriptions = append(s.subscriptions, b)
	s.redirectStream()
	return reply{status: http.StatusCreated, body: s.subscriptionResource(c, b)}, nil
}

func (s *Server) subscriptionBySid(sid string) *subscription {
	for _, b := range s.subscriptions {
		if b.sid == sid {
			return b
		}
	}
	return nil
}

func (s *Server) deleteSubscription(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	b := s.subscriptionBySid(c.path("Sid"))
	if b == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	s.subscriptions = slices.DeleteFunc(s.subscriptions, func(each *subscription) bool { return each == b })
	s.redirectStream()
	return reply{status: http.StatusNoContent}, nil
}

func (s *Server) subscribedEventResource(c *call, b *subscription, t streamType) subscribedEventResource {
	return subscribedEventResource{AccountSid: s.account, Type: t.Type, SchemaVersion: t.SchemaVersion, SubscriptionSid: b.sid,
		URL: c.origin + "/v1/Subscriptions/" + b.sid + "/SubscribedEvents/" + t.Type}
}

func (s *Server) listSubscribedEvents(c *call) (reply, error) {
	c.only("PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	b := s.subscriptionBySid(c.path("SubscriptionSid"))
	if b == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	all := []subscribedEventResource{}
	for _, t := range b.types {
		all = append(all, s.subscribedEventResource(c, b, t))
	}
	return listReply(c, "types", p, all)
}

func (s *Server) createSubscribedEvent(c *call) (reply, error) {
	c.only("Type", "SchemaVersion")
	t := streamType{Type: c.fields.required("Type"), SchemaVersion: c.fields.number("SchemaVersion", 1, 100, 1)}
	s.lock()
	defer s.mu.Unlock()
	b := s.subscriptionBySid(c.path("SubscriptionSid"))
	if b == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	if slices.ContainsFunc(b.types, func(each streamType) bool { return each.Type == t.Type }) {
		c.fields.fail("the type is subscribed to already")
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	b.types = append(b.types, t)
	s.redirectStream()
	return reply{status: http.StatusCreated, body: s.subscribedEventResource(c, b, t)}, nil
}

func (s *Server) deleteSubscribedEvent(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	b := s.subscriptionBySid(c.path("SubscriptionSid"))
	if b == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	before := len(b.types)
	b.types = slices.DeleteFunc(b.types, func(t streamType) bool { return t.Type == c.path("Type") })
	if len(b.types) == before {
		return reply{}, notFound(c.request.URL.Path)
	}
	s.redirectStream()
	return reply{status: http.StatusNoContent}, nil
}
