package scheduler

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// claimAt is a claim whose window of half an hour begins at a wall time of Perth (UTC+8).
func claimAt(t *testing.T, start string, routing models.Routing) models.Claim {
	t.Helper()
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		t.Fatal(err)
	}
	return models.Claim{
		Callback: models.Callback{ID: "cb_1", RecordID: "rec_1", Routing: routing, WorkerSid: "WK00000000000000000000000000000001", Team: "welcome", Timezone: "Australia/Perth",
			WindowStart: models.At(at), WindowEnd: models.At(at.Add(30 * time.Minute)), Dispatch: 3, ChainID: "cb_0", ReasonCode: "driving", Phone: "+61491570156", Notes: "ring twice"},
		Donor: models.Record{Name: "Aroha Ngata"},
		Rungs: models.Rungs{Owner: 10 * time.Minute, Team: 20 * time.Minute},
	}
}

func TestTaskTimeout(t *testing.T) {
	t.Parallel()
	perth := time.FixedZone("AWST", 8*3600)
	const grace = 15 * time.Minute
	for name, c := range map[string]struct {
		start   string
		late    time.Duration
		routing models.Routing
		away    bool
		want    time.Duration
	}{
		"window, grace, both rungs":     {"2026-12-01T10:00:00+08:00", 0, models.ToAgent, false, 75 * time.Minute},
		"the owner is away":             {"2026-12-01T10:00:00+08:00", 0, models.ToAgent, true, 65 * time.Minute},
		"the team's rung alone":         {"2026-12-01T10:00:00+08:00", 0, models.ToTeam, false, 65 * time.Minute},
		"no rungs":                      {"2026-12-01T10:00:00+08:00", 0, models.ToAnyone, false, 45 * time.Minute},
		"within the window":             {"2026-12-01T10:00:00+08:00", 20 * time.Minute, models.ToAnyone, false, 25 * time.Minute},
		"days late, all rungs from now": {"2026-12-01T10:00:00+08:00", 48 * time.Hour, models.ToAgent, false, 45 * time.Minute},
		"calling hours end before":      {"2026-12-01T20:50:00+08:00", 0, models.ToAgent, false, 10 * time.Minute},
		"not a second longer":           {"2026-12-01T20:59:50+08:00", 0, models.ToAgent, false, 10 * time.Second},
	} {
		claim := claimAt(t, c.start, c.routing)
		claim.OwnerAway = c.away
		claim.Gate = hours.Question{Loc: perth, Legal: []hours.Set{hours.Fallback()}}
		if got := taskTimeout(claim, claim.WindowStart.Time().Add(c.late), grace); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// wire is what of the attributes decides the routing and what they tell of the donor.
type wire struct {
	TaskType   string  `json:"taskType"`
	CallbackID string  `json:"callback_id"`
	Dispatch   int     `json:"dispatch"`
	Routing    string  `json:"cb_routing"`
	AgentSid   *string `json:"cb_agent_sid"`
	Team       string  `json:"cb_team"`
	Name       string  `json:"name"`
	Data       struct {
		Number string `json:"numberToCall"`
		Notes  string `json:"notes"`
	} `json:"callBackData"`
	Conversations struct {
		ID string `json:"conversation_id"`
	} `json:"conversations"`
}

func written(t *testing.T, d *Dispatcher, claim models.Claim) wire {
	t.Helper()
	text, err := d.attributes(claim).Encode()
	if err != nil {
		t.Fatal(err)
	}
	var w wire
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAttributesRoute(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		routing      models.Routing
		strict, away bool
		team         string
		want         string
		owner        bool
	}{
		"owner first":                 {models.ToAgent, false, false, "welcome", "agent", true},
		"owner only":                  {models.ToAgent, true, false, "welcome", "agent_strict", true},
		"owner only, though away":     {models.ToAgent, true, true, "welcome", "agent_strict", true},
		"owner away: the team":        {models.ToAgent, false, true, "welcome", "team", false},
		"owner away, no team: anyone": {models.ToAgent, false, true, "", "anyone", false},
		"team":                        {models.ToTeam, false, false, "welcome", "team", false},
		"anyone":                      {models.ToAnyone, false, false, "", "anyone", false},
	} {
		claim := claimAt(t, "2026-12-01T10:00:00+08:00", c.routing)
		claim.AgentStrict, claim.OwnerAway, claim.Team = c.strict, c.away, c.team
		w := written(t, &Dispatcher{}, claim)
		if w.Routing != c.want || (w.AgentSid != nil) != c.owner || w.TaskType != "callback" || w.CallbackID != "cb_1" || w.Dispatch != 3 || w.Conversations.ID != "cb_0" {
			t.Errorf("%s: %+v", name, w)
		}
	}
}

func TestAttributesTellNoMoreThanTheyMust(t *testing.T) {
	t.Parallel()
	claim := claimAt(t, "2026-12-01T10:00:00+08:00", models.ToTeam)
	if w := written(t, &Dispatcher{}, claim); w.Name != "A. N." || w.Data.Number != "" || w.Data.Notes != "" {
		t.Errorf("minimal: %+v", w)
	}
	if w := written(t, &Dispatcher{fullAttributes: true}, claim); w.Name != "Aroha Ngata" || w.Data.Number != "+61491570156" || w.Data.Notes != "ring twice" {
		t.Errorf("full: %+v", w)
	}
}
