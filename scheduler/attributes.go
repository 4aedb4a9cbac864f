package scheduler

import (
	"fmt"
	"time"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// leastTimeout is the shortest a Task may wait for an agent: less and it would be gone before one could accept.
const leastTimeout = time.Minute

// newTask is what TaskRouter is asked for, for a claim.
func (d *Dispatcher) newTask(claim models.Claim, now time.Time) (twilio.NewTask, error) {
	attributes, err := d.attributes(claim).Encode()
	if err != nil {
		return twilio.NewTask{}, fmt.Errorf("attributes of %s: %w", claim.ID, err)
	}
	if _, err := d.store.Zone(claim.Timezone); err != nil {
		return twilio.NewTask{}, fmt.Errorf("zone of %s: %w", claim.ID, err)
	}
	grace := d.store.Policy().Grace
	return twilio.NewTask{Attributes: attributes, Timeout: taskTimeout(claim, now, grace), Priority: priority(claim.BrokenFor(now, grace))}, nil
}

// taskTimeout is how long a Task may wait for an agent: until the window's end (or now, when that is over), the grace and the ladder
// have passed, or until the donor's calling hours end, if that is earlier. Never TaskRouter's own default of a day, with which a
// promise for ten o'clock could ring the next morning.
func taskTimeout(claim models.Claim, now time.Time, grace time.Duration) time.Duration {
	until := claim.WindowEnd.Time()
	if until.Before(now) {
		until = now // a late promise is still offered on every rung
	}
	until = until.Add(grace + ladder(claim))
	wait := max(until.Sub(now), leastTimeout)
	if closes, open := claim.AllowedUntil(now); open && closes.Sub(now) < wait {
		wait = max(closes.Sub(now).Truncate(time.Second), time.Second) // whole seconds are all that TaskRouter takes
	}
	return wait
}

// ladder is how long the rungs before the last take.
func ladder(claim models.Claim) time.Duration {
	switch {
	case claim.Routing == models.ToAnyone:
		return 0
	case claim.Routing == models.ToTeam || ownerPassed(claim):
		return claim.Rungs.Team
	}
	return claim.Rungs.Owner + claim.Rungs.Team
}

// ownerPassed says whether the owner's rung is left out: an owner who is known to be away must not hold a promise up that others may
// keep.
func ownerPassed(claim models.Claim) bool {
	return claim.Routing == models.ToAgent && !claim.AgentStrict && claim.OwnerAway
}

// attributes are what the Task carries: enough to route it and to find the callback again, and of the donor no more than initials
// unless the site chose otherwise.
func (d *Dispatcher) attributes(claim models.Claim) twilio.TaskAttributes {
	a := twilio.TaskAttributes{
		CallbackID: claim.ID, Dispatch: claim.Dispatch, RecordID: claim.RecordID, Routing: string(claim.Routing), Team: claim.Team,
		Name: models.MaskName(claim.Donor.Name), ReasonCode: claim.ReasonCode, ConversationID: claim.ConversationID,
		CallBackData: twilio.CallBackData{Attempts: claim.Attempts, MainTimeZone: claim.Timezone, ReceivedAt: claim.CreatedAt.Time().Format(time.RFC3339)},
	}
	if a.ConversationID == "" {
		a.ConversationID = claim.ChainID
	}
	if claim.Routing == models.ToAgent {
		a.AgentSid = claim.WorkerSid
	}
	switch {
	case ownerPassed(claim) && claim.Team != "":
		a.Routing, a.AgentSid = string(models.ToTeam), ""
	case ownerPassed(claim):
		a.Routing, a.AgentSid = string(models.ToAnyone), ""
	case claim.Routing == models.ToAgent && claim.AgentStrict:
		a.Routing = "agent_strict"
	}
	if d.fullAttributes {
		a.Name = claim.Donor.Name
		a.CallBackData.NumberToCall, a.CallBackData.Reason, a.CallBackData.Notes = claim.Phone, claim.Reason, claim.Notes
	}
	return a
}
