// Package config reads how this process is set up: defaults, then the YAML file,
// then the environment, then flags, each overriding the one before.
//
// The file (see Directory) holds what a call centre decides: teams, outcomes,
// reasons. The environment and flags hold what an operator decides: addresses,
// the database, credentials. Both are checked in full, and everything that is
// wrong is reported at once.
package config

import (
	"log/slog"
	"time"
)

// Config is the checked settings of one process. Print it freely: String, GoString
// and LogValue leave secrets out.
type Config struct {
	// Listen is the address the HTTP server binds, host:port.
	Listen string
	// PublicURL is the address Twilio calls, without a slash at its end. Signatures
	// are computed over it. Empty unless set; see Serve.
	PublicURL string
	// DatabaseURL is sqlite:PATH or mysql://user:password@host:port/name.
	DatabaseURL string
	// ConfigFile is the path of the YAML file, empty when there is none.
	ConfigFile string
	// TaskRouterURL and IAMURL are Twilio's base URLs, without a slash at the end.
	TaskRouterURL, IAMURL string
	// FlexOrigins are the origins whose pages may call the API (CORS).
	FlexOrigins []string
	// WelcomeSecrets are the secrets, each whsec_ and base64, of which any one may
	// have signed a welcome-call webhook. Several allow rotation.
	WelcomeSecrets []string
	// DispatchConcurrency is the ceiling of the adaptive number of calls to Twilio
	// in flight.
	DispatchConcurrency int
	// DispatchRate is the most Task creations per second; 0 means no limit.
	DispatchRate float64
	// Lease bounds how long a claim is held without a heartbeat.
	Lease time.Duration
	// LogFormat is text or json.
	LogFormat string
	// LogLevel is the lowest level that is logged.
	LogLevel slog.Level
	// Twilio is the account to work with.
	Twilio Twilio
	// Demo is set by the flag --demo alone: a built-in TaskRouter, nothing of Twilio's.
	Demo bool
	// Directory is what ConfigFile holds, or its defaults when there is no file.
	Directory Directory
}

// Twilio is an account, its credentials, and the workspace in it.
type Twilio struct {
	// AccountSid is AC and 32 hexadecimal digits.
	AccountSid string
	// AuthToken verifies signatures, and makes calls when there is no API key.
	// AuthTokenSecondary verifies signatures while the primary is being rotated.
	AuthToken, AuthTokenSecondary string
	// APIKey (SK and 32 hexadecimal digits) and APISecret make calls. Both or none.
	APIKey, APISecret string
	// WorkspaceSid (WS...) and WorkflowSid (WW...) are printed by `ringback setup`.
	WorkspaceSid, WorkflowSid string
}

// Credentials returns the name and password for calls to Twilio: the API key pair
// when there is one, else the account's sid and token.
func (t Twilio) Credentials() (name, password string) {
	if t.APIKey != "" {
		return t.APIKey, t.APISecret
	}
	return t.AccountSid, t.AuthToken
}

// AuthTokens returns the tokens that may have signed a webhook, the primary first.
func (t Twilio) AuthTokens() []string {
	var tokens []string
	for _, token := range []string{t.AuthToken, t.AuthTokenSecondary} {
		if token != "" {
			tokens = append(tokens, token)
		}
	}
	return tokens
}
