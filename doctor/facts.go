package doctor

import (
	"time"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models"
)

// Facts are what was seen. A part that could not be looked at has its error instead.
type Facts struct {
	// Problems are wrong settings, each "NAME: what is wrong".
	Problems    []string
	PublicURL   string
	FlexOrigins []string
	HasAPIKey   bool
	Now         time.Time
	Zones       string // release of the tz database, such as 2025c

	Serve    Serve
	Twilio   Twilio
	Database Database
}

// Serve is what was seen of a running instance through its public URL.
type Serve struct {
	Err         string // why it could not be reached; empty when it was
	Ready       bool
	NotReady    string    // what /readyz says is wrong
	CertExpires time.Time // zero over plain http
	// Signed are the answers to a signed probe, by the form of the URL it was signed over; 0 for none.
	Signed map[Form]int
	// Refused is how many webhooks were refused for their signature since the instance started; negative when unknown.
	Refused int
}

// Form is a form of the public URL that a signature can be over.
type Form string

// The forms: as configured, and as a proxy's other side would have it.
const (
	AsConfigured Form = "as configured"
	OtherScheme  Form = "the other scheme"
	WithoutPath  Form = "without the path"
)

// Twilio is what was seen of the workspace.
type Twilio struct {
	Err          string
	Unauthorised bool           // the credentials were refused
	Skew         *time.Duration // our clock less Twilio's; nil when its answer had no date
	WorkflowSid  string         // as configured
	State        setup.State
	Steps        []setup.Step    // what setup would do now
	Workers      map[string]bool // sids of the workers there are
	// Members are the sids of the workers whom TaskRouter counts to a queue, by the name of each of Ringback's queues.
	Members map[string]map[string]bool
	// Loopback is nil when it was not asked for.
	Loopback *Loopback
}

// Loopback is what became of a test Task.
type Loopback struct {
	Err  string
	Took time.Duration // from asking for the Task to its event being stored; 0 when none came
}

// Database is what was seen of the ledger.
type Database struct {
	Err         string
	Server      string // "mariadb 10.11.6-MariaDB"
	Has, Brings int64  // schema
	Connection  models.Connection
	Broken      []models.Broken
	Teams       []models.Team
	Agents      []models.Agent
	// Overridden are the sections of the configuration file that a later version from the console has replaced.
	Overridden []string
}
