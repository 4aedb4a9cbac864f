// Package site looks at one installation of Ringback, and sets its Twilio workspace up: what the commands setup and doctor and the console's
// page have in common. What the workspace must be like is integrations/setup's, what is sound is doctor's.
package site

import (
	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// Config is the part of the settings that matters here. It holds credentials: it is for no log and no answer.
type Config struct {
	PublicURL     string // without a slash at its end
	TaskRouterURL string
	PluginURL     string // where Flex finds the plugin; empty when there is none
	FlexOrigins   []string
	AccountSid    string
	AuthToken     string // by which Twilio signs
	User          string // of calls: the API key's sid, or the account's
	Password      string
	HasAPIKey     bool
	WorkspaceSid  string
	WorkflowSid   string
	OwnerMinutes  int                 // of those without a team
	Teams         []setup.Team        // of the configuration file
	Sections      []models.PolicyKind // of rules that the file has
	Problems      []string            // wrong settings, each "NAME: what is wrong"
	NoStore       string              // why there is no store to look into, when there is none
	Clock         clockwork.Clock
}

// Site is one installation. Its methods may be called concurrently.
type Site struct {
	cfg   Config
	store *models.Store
}

// New returns the site with these settings and this ledger, which may be nil: then Config.NoStore says why.
func New(cfg Config, store *models.Store) *Site { return &Site{cfg: cfg, store: store} }

// Admin opens what setup talks to Twilio by; to be closed.
func (s *Site) Admin() (*twilio.Admin, error) { return twilio.NewAdmin(s.account()) }

func (s *Site) client() (*twilio.Client, error) { return twilio.New(s.account()) }

func (s *Site) account() twilio.Config {
	return twilio.Config{BaseURL: s.cfg.TaskRouterURL, AccountSid: s.cfg.AccountSid, Username: s.cfg.User, Password: s.cfg.Password,
		WorkspaceSid: s.cfg.WorkspaceSid, WorkflowSid: s.cfg.WorkflowSid, Clock: s.cfg.Clock}
}
