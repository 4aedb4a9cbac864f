package models_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

const maya, ben = "WK000000000000000000000000000000a1", "WK000000000000000000000000000000b2"

// A team that is given by hand stays, whatever TaskRouter tells, until it is taken back; then TaskRouter's holds again.
func TestTeamsGivenByHand(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		tell := func(worker, team string) {
			l.clock.Advance(time.Minute)
			l.must(l.PutAgents(l.ctx, models.Agent{WorkerSid: worker, Name: "Maya", Team: team, Available: true, SeenAt: models.At(l.clock.Now())}))
		}
		is := func(worker, want string) {
			l.t.Helper()
			if team, err := l.TeamOf(l.ctx, worker); err != nil || team != want {
				l.t.Errorf("%s is of team %q, %v; want %q", worker, team, err, want)
			}
		}
		tell(maya, "welcome")
		l.save(models.ReplaceAgents([]models.AgentSetting{{WorkerSid: maya, Team: "retain"}, {WorkerSid: ben, Team: "street"}}))
		is(maya, "retain")
		is(ben, "street") // whom TaskRouter has not told of yet
		tell(maya, "renewals")
		tell(maya, "")
		tell(ben, "welcome")
		is(maya, "retain")
		is(ben, "street")
		l.save(models.ReplaceAgents([]models.AgentSetting{{WorkerSid: ben, Team: "street"}}))
		is(maya, "renewals")
		l.save(models.BackTo(models.PolicyAgents, 1))
		is(maya, "retain")
		l.save(models.BackTo(models.PolicyAgents, 0))
		is(maya, "renewals")
		is(ben, "welcome")
	})
}
