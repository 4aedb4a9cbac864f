package config

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
)

// deployFile is a file of the folder deploy.
func deployFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The examples name only variables that there are, so that a renamed one cannot live on in them.
func TestExamplesNameSettingsThatExist(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile(`\b(?:RINGBACK|TWILIO)_[A-Z_]*\*?`)
	found := 0
	for _, name := range []string{"Dockerfile", "compose.yaml", "kubernetes.yaml", "ringback.service", "README.md"} {
		for _, variable := range named.FindAllString(deployFile(t, name), -1) {
			found++
			if variable == "TWILIO_*" || variable == "RINGBACK_PORT" { // all of them; what an orchestrator makes up
				continue
			}
			if !slices.ContainsFunc(settings(), func(s setting) bool { return s.name == variable }) {
				t.Errorf("deploy/%s names %s, which is no setting", name, variable)
			}
		}
	}
	if found < 6 {
		t.Errorf("only %d variables were found", found)
	}
}

func TestComposeIsReadAndItsSettingsAreGood(t *testing.T) {
	t.Parallel()
	var file struct {
		Services map[string]struct {
			Image       string
			Build       map[string]string
			Environment map[string]string
			Ports       []string
			EnvFile     string                       `yaml:"env_file"`
			DependsOn   map[string]map[string]string `yaml:"depends_on"`
			Grace       string                       `yaml:"stop_grace_period"`
			Healthcheck struct{ Test []string }
		}
	}
	if err := yaml.Unmarshal([]byte(deployFile(t, "compose.yaml")), &file); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ringback1", "ringback2"} {
		s := file.Services[name]
		grace, err := time.ParseDuration(s.Grace)
		if err != nil || grace < endsWithin || s.EnvFile != ".env" || s.DependsOn["mysql"]["condition"] != "service_healthy" {
			t.Errorf("%s: %+v", name, s)
		}
		if _, err := os.Stat(filepath.Join("..", s.Build["dockerfile"])); err != nil {
			t.Error(err)
		}
		env := []string{"RINGBACK_PUBLIC_URL=https://a.example", "TWILIO_ACCOUNT_SID=AC" + hex32, "TWILIO_AUTH_TOKEN=token",
			"TWILIO_WORKSPACE_SID=WS" + hex32, "TWILIO_WORKFLOW_SID=WW" + hex32}
		for variable, value := range s.Environment {
			env = append(env, variable+"="+regexp.MustCompile(`\$\{[^}]*\}`).ReplaceAllString(value, "word"))
		}
		cfg, err := Load(nil, env, Serve)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if database, err := url.Parse(cfg.DatabaseURL); err != nil || file.Services[database.Hostname()].Image == "" {
			t.Errorf("%s: the database is %s, and there is no such service", name, database)
		}
	}
	if len(file.Services["mysql"].Healthcheck.Test) == 0 {
		t.Error("nobody knows when MySQL is there")
	}
}

// endsWithin is how soon serve ends when told to (docs/OPERATING.md).
const endsWithin = 12 * time.Second

// manifest is what is looked at of a Kubernetes document.
type manifest struct {
	Kind string
	Spec struct {
		Replicas int
		Selector map[string]any
		Template struct {
			Spec struct {
				EnableServiceLinks *bool `yaml:"enableServiceLinks"`
				Grace              int   `yaml:"terminationGracePeriodSeconds"`
				Containers         []struct {
					EnvFrom []map[string]map[string]string `yaml:"envFrom"`
					Ports   []struct {
						Name          string
						ContainerPort int `yaml:"containerPort"`
					}
					LivenessProbe  probe `yaml:"livenessProbe"`
					ReadinessProbe probe `yaml:"readinessProbe"`
					StartupProbe   probe `yaml:"startupProbe"`
				}
			}
		}
		Ports []struct {
			TargetPort string `yaml:"targetPort"`
		}
	}
}

type probe struct {
	HTTPGet struct{ Path, Port string } `yaml:"httpGet"`
}

func TestKubernetesExampleIsRead(t *testing.T) {
	t.Parallel()
	found := map[string]manifest{}
	for _, text := range strings.Split(deployFile(t, "kubernetes.yaml"), "\n---\n") {
		var m manifest
		if err := yaml.Unmarshal([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		found[m.Kind] = m
	}
	pod := found["Deployment"].Spec.Template.Spec
	if len(found) != 2 || len(pod.Containers) != 1 || len(found["Service"].Spec.Ports) != 1 {
		t.Fatalf("read %+v", found)
	}
	c := pod.Containers[0]
	if pod.EnableServiceLinks == nil || *pod.EnableServiceLinks || time.Duration(pod.Grace)*time.Second < endsWithin || found["Deployment"].Spec.Replicas < 2 {
		t.Errorf("pod %+v", pod)
	}
	if c.LivenessProbe.HTTPGet.Path != "/healthz" || c.ReadinessProbe.HTTPGet.Path != "/readyz" || c.StartupProbe.HTTPGet.Path != "/healthz" {
		t.Errorf("probes %+v %+v %+v", c.LivenessProbe, c.ReadinessProbe, c.StartupProbe)
	}
	for _, port := range []string{c.LivenessProbe.HTTPGet.Port, c.ReadinessProbe.HTTPGet.Port, c.StartupProbe.HTTPGet.Port, found["Service"].Spec.Ports[0].TargetPort} {
		if len(c.Ports) != 1 || port != c.Ports[0].Name {
			t.Errorf("port %q is none of %+v", port, c.Ports)
		}
	}
	if !strings.Contains(deployFile(t, "Dockerfile"), "RINGBACK_LISTEN=0.0.0.0:8080\n") || c.Ports[0].ContainerPort != 8080 {
		t.Errorf("the image does not listen on %d", c.Ports[0].ContainerPort)
	}
}

// The unit starts a command that there is, and gives it the time that it needs to end.
func TestUnitEndsInTime(t *testing.T) {
	t.Parallel()
	lines := strings.Split(deployFile(t, "ringback.service"), "\n")
	for _, line := range []string{"ExecStart=/usr/local/bin/ringback serve", "TimeoutStopSec=20", "StateDirectory=ringback", "WorkingDirectory=/var/lib/ringback",
		"SystemCallErrorNumber=EPERM"} {
		if !slices.Contains(lines, line) {
			t.Errorf("the unit has no line %s", line)
		}
	}
}
