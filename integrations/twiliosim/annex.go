package twiliosim

import (
	"errors"
	"net/http"
	"slices"
)

// An account can have further workspaces beside its first. Each is a Server of its own, with the same clock and credentials, to which the
// first hands the requests that name it. They send no webhooks, and nothing in them happens by time.

func (s *Server) annexOperations() []operation {
	return []operation{
		{"CreateWorkspace", "POST", "", s.createAnnex},
		{"DeleteWorkspace", "DELETE", "/{Sid}", s.deleteAnnex},
	}
}

// annex is the further workspace of that sid, or nil.
func (s *Server) annex(sid string) *Server {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.annexes, func(r *Server) bool { return r.workspace.Sid == sid })
	if i < 0 {
		return nil
	}
	return s.annexes[i]
}

func (s *Server) createAnnex(c *call) (reply, error) {
	c.only("FriendlyName", "Template")
	name, template := c.fields.required("FriendlyName"), c.fields.text("Template")
	if template != "" && template != "NONE" {
		c.fields.fail("parameter %q: this simulator knows NONE", "Template")
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	made := New(Config{Clock: s.clock, AccountSid: s.account, AuthToken: s.token, APIKey: s.key, APISecret: s.secret, Seed: s.chance.Uint64()})
	made.workspace.Name = name
	s.annexes = append(s.annexes, made)
	return reply{status: http.StatusCreated, body: made.workspaceResource(c)}, nil
}

// deleteAnnex deletes a workspace with all that is in it. The first one stays: Flex would be lost with it.
func (s *Server) deleteAnnex(c *call) (reply, error) {
	c.only()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	if c.path("Sid") == s.workspace.Sid {
		return reply{}, invalid("the first workspace cannot be deleted")
	}
	annex := s.annex(c.path("Sid"))
	if annex == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	s.lock()
	defer s.mu.Unlock()
	s.annexes = slices.DeleteFunc(s.annexes, func(r *Server) bool { return r == annex })
	return reply{status: http.StatusNoContent}, annex.Close()
}

// closeAnnexes ends the further workspaces.
func (s *Server) closeAnnexes() error {
	s.mu.Lock()
	annexes := s.annexes
	s.annexes = nil
	s.mu.Unlock()
	var failed error
	for _, annex := range annexes {
		failed = errors.Join(failed, annex.Close())
	}
	return failed
}
