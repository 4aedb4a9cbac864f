package api

import (
	"net/http"

	"github.com/ringback/ringback/models"
)

// policyRoutes are the part of the table that is about rules and the directory. Each body of rules is read, saved as a new version, tried
// with dry_run, listed by its versions and gone back in, by the same paths.
func (h *Handler) policyRoutes() []route {
	const supervisor, admin = models.RoleSupervisor, models.RoleAdmin
	people := []models.Role{models.RoleAgent, supervisor, admin}
	managers, admins := []models.Role{supervisor, admin}, []models.Role{admin}
	const get, put, post = http.MethodGet, http.MethodPut, http.MethodPost
	page, try := []string{"version", "limit", "cursor"}, []string{"dry_run"}
	const hours, teams, outcomes = models.PolicyCallingHours, models.PolicyTeams, models.PolicyOutcomes
	const agents, reasons, welcome = models.PolicyAgents, models.PolicyReasons, models.PolicyWelcome
	return []route{
		{get, "/calling-hours", managers, nil, h.getCallingHours},
		{put, "/calling-hours", admins, try, h.putCallingHours},
		{get, "/calling-hours/versions", managers, page, h.versions(hours)},
		{post, "/calling-hours/rollback", admins, try, h.rollBack(hours, h.getCallingHours)},
		{post, "/calling-hours/confirm", admins, try, h.confirmSet},
		{get, "/holidays", people, []string{"region", "year"}, h.listHolidays},
		{put, "/holidays", admins, try, h.putHolidays},
		{get, "/teams", people, nil, h.listTeams},
		{put, "/teams", admins, try, h.putTeams},
		{get, "/teams/versions", managers, page, h.versions(teams)},
		{post, "/teams/rollback", admins, try, h.rollBack(teams, h.listTeams)},
		{get, "/outcomes", people, nil, h.listOutcomes},
		{put, "/outcomes", admins, try, h.putOutcomes},
		{get, "/outcomes/versions", managers, page, h.versions(outcomes)},
		{post, "/outcomes/rollback", admins, try, h.rollBack(outcomes, h.listOutcomes)},
		{get, "/agents", people, nil, h.listAgents},
		{put, "/agents", admins, try, h.putAgents},
		{get, "/agents/versions", managers, page, h.versions(agents)},
		{post, "/agents/rollback", admins, try, h.rollBack(agents, h.listAgents)},
		{get, "/reasons", people, nil, h.listReasons},
		{put, "/reasons", admins, try, h.putReasons},
		{get, "/reasons/versions", managers, page, h.versions(reasons)},
		{post, "/reasons/rollback", admins, try, h.rollBack(reasons, h.listReasons)},
		{get, "/welcome-sources", admins, nil, h.listWelcomeSources},
		{put, "/welcome-sources", admins, try, h.putWelcomeSources},
		{get, "/welcome-sources/versions", admins, page, h.versions(welcome)},
		{post, "/welcome-sources/rollback", admins, try, h.rollBack(welcome, h.listWelcomeSources)},
	}
}
