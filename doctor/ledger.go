package doctor

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models"
)

func ledgerChecks() []check {
	return []check{
		{"database", "it remembers the promises", func(f Facts) string { return f.Database.Server }, databaseCheck},
		{"schema", "an instance refuses to work with a schema it does not know", func(f Facts) string { return fmt.Sprintf("schema %d", f.Database.Has) }, schemaCheck},
		{"connection", "other settings cost deadlocks, or move instants", always("isolation and time zone are as they must be"), connectionCheck},
		{"ledger", "a broken invariant is a promise that may be lost or kept twice", always("every invariant holds, and the books balance"), invariantsCheck},
		{"teams", "callbacks of a team that nobody set up go to anyone", func(f Facts) string { return fmt.Sprintf("%d teams", len(f.Database.Teams)) }, teamsCheck},
		{"agents", "an agent who is not in the queue is never offered the callback", func(f Facts) string { return fmt.Sprintf("%d agents", len(f.Database.Agents)) }, agentsCheck},
		{"configuration file", "what the file says and what is in force should not surprise", always("no later version replaces what the file says"), fileCheck},
	}
}

// databaseCheck wants MySQL 8.0 or MariaDB 10.6: SKIP LOCKED came with them.
func databaseCheck(f Facts) []Finding {
	if f.Database.Err != "" {
		return []Finding{fail(f.Database.Err, "see that RINGBACK_DATABASE_URL names a database that is there, and that user and password are right")}
	}
	least := map[string][2]int{"mysql": {8, 0}, "mariadb": {10, 6}}
	kind, version, _ := strings.Cut(f.Database.Server, " ")
	want, bounded := least[kind]
	found := regexp.MustCompile(`(\d+)\.(\d+)`).FindStringSubmatch(version)
	if !bounded || found == nil {
		return nil
	}
	major, _ := strconv.Atoi(found[1]) // digits
	minor, _ := strconv.Atoi(found[2])
	if major > want[0] || major == want[0] && minor >= want[1] {
		return nil
	}
	return []Finding{fail(f.Database.Server+" is too old", fmt.Sprintf("upgrade it to %d.%d or newer", want[0], want[1]))}
}

func schemaCheck(f Facts) []Finding {
	switch {
	case f.Database.Err != "" || f.Database.Has == f.Database.Brings:
		return nil
	case f.Database.Has < f.Database.Brings:
		return []Finding{fail(fmt.Sprintf("the schema is %d, this program's is %d", f.Database.Has, f.Database.Brings), "make a backup, then run `ringback migrate up`, or start serve, which does it")}
	}
	return []Finding{fail(fmt.Sprintf("the schema is %d, newer than this program's %d", f.Database.Has, f.Database.Brings), "run the newer program, or restore the backup from before its upgrade")}
}

func connectionCheck(f Facts) []Finding {
	var all []Finding
	if c := f.Database.Connection; c.Isolation != "" && c.Isolation != "READ-COMMITTED" {
		all = append(all, fail("transactions are "+c.Isolation, "take isolation settings out of RINGBACK_DATABASE_URL and out of the proxy before the database"))
	}
	if c := f.Database.Connection; c.Zone != "" && c.Zone != "+00:00" {
		all = append(all, fail("the connection's time zone is "+c.Zone, "take time_zone out of RINGBACK_DATABASE_URL, and let no proxy set it"))
	}
	return all
}

func invariantsCheck(f Facts) []Finding {
	var all []Finding
	for _, b := range f.Database.Broken {
		all = append(all, fail("broken: "+b.Rule+": "+strings.Join(b.IDs, ", "), "keep a backup, look at these with GET /api/v1/callbacks/{id}, and report it as a fault: nothing but Ringback should write its tables"))
	}
	return all
}

func teamsCheck(f Facts) []Finding {
	var all []Finding
	for _, t := range f.Database.Teams {
		if !t.Configured {
			all = append(all, warn(fmt.Sprintf("team %q came with a booking and is not configured", t.Name), "add it in the console or the file and run `ringback setup`, or correct the name where bookings are made"))
		}
	}
	return all
}

// agentsCheck compares whom Ringback knows with whom TaskRouter would offer to.
func agentsCheck(f Facts) []Finding {
	var all []Finding
	for _, a := range f.Database.Agents {
		switch {
		case f.Twilio.Workers != nil && !f.Twilio.Workers[a.WorkerSid]:
			all = append(all, warn("agent "+a.WorkerSid+" is no worker of the workspace any more", "hand over their promises (POST /api/v1/agents/{worker_sid}/hand-over)"))
		case a.SetTeam != "" && a.ToldTeam != a.SetTeam:
			all = append(all, fail(fmt.Sprintf("agent %s is of team %q by hand, but their worker is not in its queue", a.WorkerSid, a.SetTeam),
				fmt.Sprintf("set the worker's attribute team to %q in TaskRouter", a.SetTeam)))
		default:
			all = append(all, queuesWithout(f, a)...)
		}
	}
	return all
}

// queuesWithout finds the queues that should hold an agent, and by TaskRouter's own count do not: the queue for everyone, through which
// owners are reached, and the team's.
func queuesWithout(f Facts, a models.Agent) []Finding {
	names := []string{setup.QueueOf("")}
	if a.Team != "" {
		names = append(names, setup.QueueOf(a.Team))
	}
	var all []Finding
	for _, name := range names {
		if members, known := f.Twilio.Members[name]; known && !members[a.WorkerSid] {
			all = append(all, fail(fmt.Sprintf("agent %s of team %q is not in the queue %q", a.WorkerSid, a.Team, name),
				"compare the worker's attributes with the queue's expression in TaskRouter: `ringback setup` puts the expression right, the attribute team is yours"))
		}
	}
	return all
}

func fileCheck(f Facts) []Finding {
	var all []Finding
	for _, section := range f.Database.Overridden {
		all = append(all, warn("a later version from the console is in force for "+section, "bring the file to the same, or take the console's change back (rollback)"))
	}
	return all
}
