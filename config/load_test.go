package config

import (
	"errors"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
)

const hex32 = "0123456789abcdef0123456789ABCDEF"

// served is an environment that serve can run with.
func served(more ...string) []string {
	return append([]string{
		"PATH=/bin", "RINGBACK_PUBLIC_URL=https://ringback.example.org/",
		"TWILIO_ACCOUNT_SID=AC" + hex32, "TWILIO_AUTH_TOKEN=token",
		"TWILIO_WORKSPACE_SID=WS" + hex32, "TWILIO_WORKFLOW_SID=WW" + hex32,
	}, more...)
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	got, err := Load(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Listen: "127.0.0.1:8080", DatabaseURL: "sqlite:data/ringback.db",
		TaskRouterURL: "https://taskrouter.twilio.com", IAMURL: "https://iam.twilio.com",
		FlexOrigins: []string{"https://flex.twilio.com"}, DispatchConcurrency: 32, Lease: 30 * time.Second,
		LogFormat: "text", LogLevel: slog.LevelInfo, Directory: file{}.directory(),
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("defaults:\n got %v\nwant %v", got, want)
	}
}

func TestEachSettingIsReadFromEnvironmentAndFlag(t *testing.T) {
	t.Parallel()
	values := map[string]string{
		"RINGBACK_LISTEN": ":9090", "RINGBACK_PUBLIC_URL": "https://a.example/ringback",
		"RINGBACK_DATABASE_URL": "mysql://u:p@db:3306/ringback", "RINGBACK_CONFIG": "testdata/full.yaml",
		"RINGBACK_TASKROUTER_URL": "http://127.0.0.1:1", "RINGBACK_IAM_URL": "http://127.0.0.1:2",
		"RINGBACK_FLEX_ORIGINS":   "https://flex.twilio.com,http://localhost:3000",
		"RINGBACK_WELCOME_SECRET": "whsec_b25l,whsec_dHdv", "RINGBACK_DISPATCH_CONCURRENCY": "7",
		"RINGBACK_DISPATCH_RATE": "2.5", "RINGBACK_LEASE": "1m0s", "RINGBACK_LOG_FORMAT": "json",
		"RINGBACK_LOG_LEVEL": "debug", "TWILIO_ACCOUNT_SID": "AC" + hex32, "TWILIO_AUTH_TOKEN": "one",
		"TWILIO_AUTH_TOKEN_SECONDARY": "two", "TWILIO_API_KEY": "SK" + hex32, "TWILIO_API_SECRET": "three",
		"TWILIO_WORKSPACE_SID": "WS" + hex32, "TWILIO_WORKFLOW_SID": "WW" + hex32,
	}
	var env, args []string
	for name, value := range values {
		env = append(env, name+"="+value)
		args = append(args, "--"+setting{name: name}.flag()+"="+value)
	}
	for kind, load := range map[string]func() (Config, error){
		"environment": func() (Config, error) { return Load(nil, env, Serve, Setup) },
		"flags":       func() (Config, error) { return Load(args, nil, Serve, Setup) },
	} {
		c, err := load()
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		for _, s := range settings() {
			if got := s.field.show(&c); got != values[s.name] {
				t.Errorf("%s: %s = %q, want %q", kind, s.name, got, values[s.name])
			}
		}
	}
}

func TestFlagsWinOverEnvironment(t *testing.T) {
	t.Parallel()
	env := []string{"RINGBACK_LISTEN=:1", "RINGBACK_LEASE=10s", "RINGBACK_LOG_LEVEL= "}
	c, err := Load([]string{"--listen", ":2", "--demo"}, env, Serve)
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != ":2" || c.Lease != 10*time.Second || c.LogLevel != slog.LevelInfo || !c.Demo {
		t.Errorf("got listen %s, lease %s, level %s, demo %t", c.Listen, c.Lease, c.LogLevel, c.Demo)
	}
}

func TestAWrongFlagHidesARightVariable(t *testing.T) {
	t.Parallel()
	_, err := Load([]string{"--lease", "soon"}, []string{"RINGBACK_LEASE=10s"})
	wantProblems(t, err, "--lease")
}

func TestFlagsThatACommandDoesNotDefineAreNotGiven(t *testing.T) {
	t.Parallel()
	c, err := FromFlags(pflag.NewFlagSet("version", pflag.ContinueOnError), []string{"RINGBACK_LISTEN=:1"})
	if err != nil || c.Listen != ":1" || c.Demo {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestAllWrongValuesAreReportedAtOnce(t *testing.T) {
	t.Parallel()
	env := []string{
		"RINGBACK_LISTEN=8080", "RINGBACK_PUBLIC_URL=ringback.example.org", "RINGBACK_DATABASE_URL=postgres://u:hush@db/x",
		"RINGBACK_TASKROUTER_URL=https://u:hush@x", "RINGBACK_FLEX_ORIGINS=*", "RINGBACK_WELCOME_SECRET=whsec_b25l,hush",
		"RINGBACK_DISPATCH_CONCURRENCY=0", "RINGBACK_DISPATCH_RATE=NaN", "RINGBACK_LEASE=30", "RINGBACK_LOG_FORMAT=xml",
		"RINGBACK_LOG_LEVEL=loud", "TWILIO_ACCOUNT_SID=SK" + hex32, "TWILIO_AUTH_TOKEN=hush hush", "TWILIO_API_KEY=SK1",
		"TWILIO_WORKSPACE_SID=WS" + hex32 + "0", "TWILIO_WORKFLOW_SID=x", "RINGBACK_CONFIG=testdata/none.yaml",
	}
	c, err := Load(nil, env, Serve)
	var names []string
	for _, entry := range env {
		name, _, _ := strings.Cut(entry, "=")
		names = append(names, name)
	}
	wantProblems(t, err, names...)
	if c.Listen != "127.0.0.1:8080" || c.Lease != 30*time.Second {
		t.Errorf("after a wrong value: listen %s, lease %s; want the defaults", c.Listen, c.Lease)
	}
	for _, secret := range []string{"hush", "postgres"} {
		if text := err.Error(); strings.Contains(strings.ReplaceAll(text, `"https://u:hush@x"`, ""), secret) {
			t.Errorf("the error shows a secret:\n%s", text)
		}
	}
}

func TestUnknownNames(t *testing.T) {
	t.Parallel()
	env := []string{
		"RINGBACK_DATABSE_URL=sqlite:x", "RINGBACK_SERVICE_HOST=10.0.0.1", "RINGBACK_SERVICE_PORT_HTTP=80",
		"RINGBACK_PORT=tcp://10.0.0.1:80", "RINGBACK_PORT_80_TCP=tcp://10.0.0.1:80", "TWILIO_REGION=au1", "RINGBACK_DEMO=1",
	}
	_, err := Load(nil, env)
	wantProblems(t, err, "RINGBACK_DATABSE_URL", "RINGBACK_DEMO")
	if !strings.Contains(err.Error(), "did you mean RINGBACK_DATABASE_URL?") {
		t.Errorf("no suggestion in %q", err)
	}
	if _, err := Load([]string{"--databse-url=x"}, nil); err == nil || !strings.Contains(err.Error(), "--databse-url") {
		t.Errorf("an unknown flag: %v", err)
	}
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	key := []string{"RINGBACK_PUBLIC_URL=https://a.example", "TWILIO_ACCOUNT_SID=AC" + hex32, "TWILIO_API_KEY=SK" + hex32}
	for name, c := range map[string]struct {
		args, env []string
		needs     []Need
		want      []string
	}{
		"nothing asked":   {},
		"serve":           {env: served(), needs: []Need{Serve}},
		"serve, all gone": {needs: []Need{Serve}, want: []string{"RINGBACK_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WORKSPACE_SID", "TWILIO_WORKFLOW_SID"}},
		"serve --demo":    {args: []string{"--demo"}, needs: []Need{Serve}},
		"setup, all gone": {needs: []Need{Setup}, want: []string{"RINGBACK_PUBLIC_URL", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"}},
		"setup by key":    {env: append(key, "TWILIO_API_SECRET=s"), needs: []Need{Setup}},
		"half a key":      {env: key, needs: []Need{Setup}, want: []string{"TWILIO_API_SECRET"}},
		"the other half":  {env: []string{"TWILIO_API_SECRET=s"}, want: []string{"TWILIO_API_KEY"}},
		"wrong, not missing": {args: []string{"--twilio-workflow-sid=WW"}, env: served("TWILIO_WORKFLOW_SID="), needs: []Need{Serve},
			want: []string{"--twilio-workflow-sid"}},
	} {
		_, err := Load(c.args, c.env, c.needs...)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantProblems(t, err, c.want...)
		})
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	account := Twilio{AccountSid: "AC1", AuthToken: "token"}
	if name, password := account.Credentials(); name != "AC1" || password != "token" {
		t.Errorf("by token: %s %s", name, password)
	}
	if got := account.AuthTokens(); !slices.Equal(got, []string{"token"}) {
		t.Errorf("tokens = %v", got)
	}
	account.APIKey, account.APISecret, account.AuthTokenSecondary = "SK1", "secret", "next"
	if name, password := account.Credentials(); name != "SK1" || password != "secret" {
		t.Errorf("by key: %s %s", name, password)
	}
	if got := account.AuthTokens(); !slices.Equal(got, []string{"token", "next"}) {
		t.Errorf("tokens = %v", got)
	}
}

// wantProblems holds the error to these names, in any order and no others.
func wantProblems(t *testing.T, err error, names ...string) {
	t.Helper()
	var problems Problems
	if err != nil && !errors.As(err, &problems) {
		t.Fatalf("error %v, want Problems", err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.Name)
	}
	slices.Sort(got)
	slices.Sort(names)
	if !slices.Equal(got, names) {
		t.Errorf("problems of %v, want %v\n%v", got, names, err)
	}
}
