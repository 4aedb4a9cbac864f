package twiliosim

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// Config is what a Server is made of. Everything has a usable zero value.
type Config struct {
	// Clock tells all times; the real one when nil. A test passes clockwork.NewFakeClockAt.
	Clock clockwork.Clock
	// AccountSid and AuthToken are accepted as credentials; the token also signs webhooks.
	// A sid made from the seed and "simulatedauthtoken" when empty.
	AccountSid, AuthToken string
	// APIKey and APISecret are a second pair that is accepted, when both are set. They never sign.
	APIKey, APISecret string
	// Seed decides every id and every fault with a probability.
	Seed uint64
	// Log receives what a person at a demo wants to know; nothing is logged when nil.
	Log *slog.Logger
	// Transport carries webhooks out; a tuned copy of http.DefaultTransport when nil.
	Transport http.RoundTripper
}

// Server is one TaskRouter workspace, and the account's identity service. It is an http.Handler for Twilio's paths and for its own
// under /_sim/.
type Server struct {
	clock   clockwork.Clock
	account string
	token   string
	key     string
	secret  string
	log     *slog.Logger
	mux     *http.ServeMux
	client  *http.Client
	wake    chan struct{} // the timer loop's; one place

	mu       sync.Mutex // guards everything below
	now      time.Time  // the present as the state sees it: a timer acts at its own time
	timers   timerHeap
	timerSeq uint64
	sids     *sidSource
	chance   *rand.Rand

	workspace    Workspace
	annexes      []*Server // further workspaces
	activities   []*activity
	channels     []*taskChannel
	queues       []*queue
	workers      []*worker
	workersBySid map[string]*worker
	workflows    []*workflow
	tasks        taskStore
	reservations map[string]*reservation
	waiting      waitingRoom
	ready        map[string]map[*worker]struct{} // channel sid to the workers with room on it
	offers       uint64                          // reservations made so far; orders workers by their last one
	callback     *workflow                       // of SeedRingback
	outbound     *workflow                       // carries agents' own calls, as Flex's outbound call flow does

	sinks         []*sink // of Event Streams
	subscriptions []*subscription

	assumptions Assumptions
	events      eventLog
	outbox      outbox
	flexTokens  map[string]FlexToken // by text
	flex        pluginService
	board       faultBoard
	limits      limitState
	traffic     traffic
	stopRunning context.CancelFunc
	running     sync.WaitGroup
}

// New makes a workspace with the activities Offline, Available and Unavailable and the task channels default and
// voice, and nothing else. [Server.SeedRingback] fills it.
func New(c Config) *Server {
	s := &Server{clock: c.Clock, account: c.AccountSid, token: c.AuthToken, key: c.APIKey, secret: c.APISecret,
		log: c.Log, wake: make(chan struct{}, 1), sids: newSidSource(c.Seed),
		chance:       rand.New(rand.NewPCG(c.Seed, 0x9e3779b97f4a7c15)),
		workersBySid: map[string]*worker{}, reservations: map[string]*reservation{},
		ready: map[string]map[*worker]struct{}{}, tasks: newTaskStore(), flexTokens: map[string]FlexToken{}, waiting: newWaitingRoom(),
		assumptions: defaultAssumptions()}
	s.setDefaults()
	s.client = newWebhookClient(c.Transport)
	s.now = s.clock.Now()
	s.traffic.init()
	s.outbox.init()
	s.board.release = make(chan struct{})
	s.createWorkspace()
	s.mux = s.routes()
	return s
}

func (s *Server) setDefaults() {
	if s.clock == nil {
		s.clock = clockwork.NewRealClock()
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if generated := s.sids.next("AC"); s.account == "" {
		s.account = generated
	}
	if s.token == "" {
		s.token = "simulatedauthtoken"
	}
}

// AccountSid is the account every resource belongs to.
func (s *Server) AccountSid() string { return s.account }

// AuthToken is what webhooks are signed with.
func (s *Server) AuthToken() string { return s.token }

// WorkspaceSid is the one workspace's id.
func (s *Server) WorkspaceSid() string { return s.workspace.Sid }

// ServeHTTP answers Twilio's API under /v1/ and the simulator's own under /_sim/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }
