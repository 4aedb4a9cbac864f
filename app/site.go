package app

import (
	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/site"
	uiextension "github.com/ringback/ringback/ui-extension"
)

// SiteOf is the part of the settings by which an installation is looked at and set up. problems are wrong settings, each "NAME: what is wrong".
func SiteOf(cfg config.Config, clock clockwork.Clock, problems ...string) site.Config {
	user, password := cfg.Twilio.Credentials()
	return site.Config{PublicURL: cfg.PublicURL, TaskRouterURL: cfg.TaskRouterURL, PluginURL: pluginURL(cfg), FlexOrigins: cfg.FlexOrigins,
		AccountSid: cfg.Twilio.AccountSid, AuthToken: cfg.Twilio.AuthToken, User: user, Password: password, HasAPIKey: cfg.Twilio.APIKey != "",
		WorkspaceSid: cfg.Twilio.WorkspaceSid, WorkflowSid: cfg.Twilio.WorkflowSid, OwnerMinutes: config.DefaultOwnerMinutes,
		Teams: fileLadders(cfg.Directory), Sections: fileSections(cfg.Directory), Problems: problems, Clock: clock}
}

// pluginURL is where Flex finds the plugin; empty of a program that was built without it.
func pluginURL(cfg config.Config) string {
	release, err := uiextension.Plugin()
	if err != nil || cfg.PublicURL == "" {
		return ""
	}
	return cfg.PublicURL + release.Path
}

func fileLadders(d config.Directory) []setup.Team {
	var teams []setup.Team
	for _, t := range d.Teams {
		teams = append(teams, setup.Team{Name: t.Name, OwnerMinutes: t.Ladder.OwnerMinutes, TeamMinutes: t.Ladder.TeamMinutes})
	}
	return teams
}

func fileSections(d config.Directory) []models.PolicyKind {
	var kinds []models.PolicyKind
	if len(d.Teams) > 0 {
		kinds = append(kinds, models.PolicyTeams)
	}
	if len(d.Outcomes) > 0 {
		kinds = append(kinds, models.PolicyOutcomes)
	}
	if len(d.Reasons) > 0 {
		kinds = append(kinds, models.PolicyReasons)
	}
	if len(d.Welcome.Sources) > 0 {
		kinds = append(kinds, models.PolicyWelcome)
	}
	if d.CallingHours != nil {
		kinds = append(kinds, models.PolicyCallingHours)
	}
	return kinds
}
