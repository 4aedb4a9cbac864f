package config

import "strings"

// setting is one row of the table that the environment, the flags, the defaults,
// the help and docs/CONFIGURATION.md are all made from.
type setting struct {
	name     string // of the environment variable
	fallback string // the default, written and checked like a given value
	meaning  string // for the help and the documentation
	secret   bool   // its value is never shown, not even in an error
	field    field
}

// settings is the table. Defaults are those of the interface's Environment table.
func settings() []setting {
	return append(processSettings(), twilioSettings()...)
}

func processSettings() []setting {
	return []setting{
		{name: "RINGBACK_LISTEN", fallback: "127.0.0.1:8080",
			meaning: "address to serve HTTP on, `host:port`",
			field:   text(func(c *Config) *string { return &c.Listen }, address)},
		{name: "RINGBACK_PUBLIC_URL",
			meaning: "the URL Twilio calls, for signatures; required unless `--demo`",
			field:   text(func(c *Config) *string { return &c.PublicURL }, webURL)},
		{name: "RINGBACK_DATABASE_URL", fallback: "sqlite:data/ringback.db", secret: true,
			meaning: "`sqlite:PATH` or `mysql://user:password@host:3306/name` (MySQL 8.0+, MariaDB 10.6+)",
			field:   text(func(c *Config) *string { return &c.DatabaseURL }, databaseURL)},
		{name: "RINGBACK_CONFIG",
			meaning: "path of the YAML file with calling hours, teams, outcomes and reasons",
			field:   text(func(c *Config) *string { return &c.ConfigFile }, anyText)},
		{name: "RINGBACK_TASKROUTER_URL", fallback: "https://taskrouter.twilio.com",
			meaning: "base URL of TaskRouter",
			field:   text(func(c *Config) *string { return &c.TaskRouterURL }, webURL)},
		{name: "RINGBACK_IAM_URL", fallback: "https://iam.twilio.com",
			meaning: "base URL that Flex tokens are validated at",
			field:   text(func(c *Config) *string { return &c.IAMURL }, webURL)},
		{name: "RINGBACK_FLEX_ORIGINS", fallback: "https://flex.twilio.com",
			meaning: "comma list of origins whose pages may call the API",
			field:   list(func(c *Config) *[]string { return &c.FlexOrigins }, origin)},
		{name: "RINGBACK_WELCOME_SECRET", secret: true,
			meaning: "comma list of `whsec_...` secrets that sign welcome-call webhooks; several allow rotation",
			field:   list(func(c *Config) *[]string { return &c.WelcomeSecrets }, webhookSecret)},
		{name: "RINGBACK_DISPATCH_CONCURRENCY", fallback: "32",
			meaning: "ceiling of the adaptive number of calls to Twilio in flight, 1 to 1000",
			field:   whole(func(c *Config) *int { return &c.DispatchConcurrency }, 1, 1000)},
		{name: "RINGBACK_DISPATCH_RATE", fallback: "0",
			meaning: "Task creations per second, at most; 0 is no limit",
			field:   rate(func(c *Config) *float64 { return &c.DispatchRate })},
		{name: "RINGBACK_LEASE", fallback: "30s",
			meaning: "how long a claim is held without a heartbeat, 1s to 1h",
			field:   lease()},
		{name: "RINGBACK_LOG_FORMAT", fallback: "text",
			meaning: "`text` or `json`",
			field:   text(func(c *Config) *string { return &c.LogFormat }, oneOf("text", "json"))},
		{name: "RINGBACK_LOG_LEVEL", fallback: "info",
			meaning: "`debug`, `info`, `warn` or `error`",
			field:   logLevel()},
	}
}

func twilioSettings() []setting {
	return []setting{
		{name: "TWILIO_ACCOUNT_SID",
			meaning: "the account, `AC...`",
			field:   text(func(c *Config) *string { return &c.Twilio.AccountSid }, sid("AC"))},
		{name: "TWILIO_AUTH_TOKEN", secret: true,
			meaning: "verifies signatures; makes calls when there is no API key",
			field:   text(func(c *Config) *string { return &c.Twilio.AuthToken }, oneWord)},
		{name: "TWILIO_AUTH_TOKEN_SECONDARY", secret: true,
			meaning: "also verifies signatures, while the token is being rotated",
			field:   text(func(c *Config) *string { return &c.Twilio.AuthTokenSecondary }, oneWord)},
		{name: "TWILIO_API_KEY",
			meaning: "makes calls, with the secret; `SK...`",
			field:   text(func(c *Config) *string { return &c.Twilio.APIKey }, sid("SK"))},
		{name: "TWILIO_API_SECRET", secret: true,
			meaning: "the API key's secret",
			field:   text(func(c *Config) *string { return &c.Twilio.APISecret }, oneWord)},
		{name: "TWILIO_WORKSPACE_SID",
			meaning: "the TaskRouter workspace, `WS...`, printed by `ringback setup`",
			field:   text(func(c *Config) *string { return &c.Twilio.WorkspaceSid }, sid("WS"))},
		{name: "TWILIO_WORKFLOW_SID",
			meaning: "the workflow callbacks are routed by, `WW...`, printed by `ringback setup`",
			field:   text(func(c *Config) *string { return &c.Twilio.WorkflowSid }, sid("WW"))},
	}
}

// flag is the name of the flag of the same meaning: RINGBACK_PUBLIC_URL and
// --public-url, TWILIO_API_KEY and --twilio-api-key.
func (s setting) flag() string {
	name := strings.TrimPrefix(s.name, ownPrefix)
	return strings.ToLower(strings.ReplaceAll(name, "_", "-"))
}
