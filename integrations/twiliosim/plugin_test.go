package twiliosim_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/ringback/ringback/integrations/twilio"
)

// pluginDesk is the Plugins API of an office, held to Twilio's document where that is at hand, and a client of it.
func pluginDesk(t *testing.T) (*office, *twilio.Plugins) {
	t.Helper()
	o := open(t)
	plugins, err := twilio.NewPlugins(twilio.Config{BaseURL: o.web.URL, AccountSid: o.sim.AccountSid(), Username: o.sim.AccountSid(), Password: o.sim.AuthToken(), Clock: o.clock})
	must(t, err)
	t.Cleanup(plugins.Close)
	return o, plugins
}

func wantedPlugin(version string) twilio.Plugin {
	return twilio.Plugin{Name: "plugin-ringback", Version: version, URL: "https://ringback.example.org/plugin/" + version + "/plugin-ringback.js", About: "Ringback"}
}

func made(steps []twilio.PluginStep) string {
	var all []string
	for _, each := range steps {
		if each.Made {
			all = append(all, each.What)
		}
	}
	return strings.Join(all, " ")
}

// released are the versions that agents load.
func released(t *testing.T, o *office) []string {
	t.Helper()
	var now struct {
		Configuration string `json:"configuration_sid"`
	}
	must(t, json.Unmarshal([]byte(o.send(http.MethodGet, o.web.URL+"/v1/PluginService/Releases/active", "")), &now))
	var page struct {
		Plugins []struct {
			Name    string `json:"unique_name"`
			Version string `json:"version"`
		} `json:"plugins"`
	}
	must(t, json.Unmarshal([]byte(o.send(http.MethodGet, o.web.URL+"/v1/PluginService/Configurations/"+now.Configuration+"/Plugins", "")), &page))
	var all []string
	for _, each := range page.Plugins {
		all = append(all, each.Name+" "+each.Version)
	}
	slices.Sort(all)
	return all
}

func TestPluginIsReleasedOnce(t *testing.T) {
	t.Parallel()
	o, plugins := pluginDesk(t)
	for i, want := range []string{"plugin version configuration release", ""} {
		steps, err := plugins.Release(t.Context(), wantedPlugin("0.1.0-b1"), false)
		must(t, err)
		if got := made(steps); got != want {
			t.Errorf("release %d made %q, want %q", i, got, want)
		}
	}
	steps, err := plugins.Release(t.Context(), wantedPlugin("0.1.0-b2"), false)
	must(t, err)
	if got := made(steps); got != "version configuration release" {
		t.Errorf("the next version made %q", got)
	}
	if got := released(t, o); !slices.Equal(got, []string{"plugin-ringback 0.1.0-b2"}) {
		t.Errorf("agents load %q", got)
	}
	steps, err = plugins.Release(t.Context(), wantedPlugin("0.1.0-b1"), false)
	must(t, err)
	if got := made(steps); got != "configuration release" {
		t.Errorf("going back made %q", got)
	}
}

func TestReleaseKeepsOtherPlugins(t *testing.T) {
	t.Parallel()
	o, plugins := pluginDesk(t)
	other := twilio.Plugin{Name: "plugin-other", Version: "3.1.4", URL: "https://other.example.org/3.1.4.js", About: "somebody else's"}
	_, err := plugins.Release(t.Context(), other, false)
	must(t, err)
	for _, version := range []string{"1", "2"} {
		_, err := plugins.Release(t.Context(), wantedPlugin(version), false)
		must(t, err)
	}
	if got := released(t, o); !slices.Equal(got, []string{"plugin-other 3.1.4", "plugin-ringback 2"}) {
		t.Errorf("agents load %q", got)
	}
}

func TestDryRunOfARelease(t *testing.T) {
	t.Parallel()
	o, plugins := pluginDesk(t)
	steps, err := plugins.Release(t.Context(), wantedPlugin("1"), true)
	must(t, err)
	if got := made(steps); got != "plugin version configuration release" {
		t.Errorf("would make %q", got)
	}
	for _, request := range o.sim.Requests() {
		if strings.HasPrefix(request.Op, "Create") {
			t.Errorf("a dry run sent %s", request.Op)
		}
	}
}

func TestVersionElsewhereIsRefused(t *testing.T) {
	t.Parallel()
	_, plugins := pluginDesk(t)
	_, err := plugins.Release(t.Context(), wantedPlugin("1"), false)
	must(t, err)
	moved := wantedPlugin("1")
	moved.URL = "https://elsewhere.example.org/plugin.js"
	if _, err := plugins.Release(t.Context(), moved, false); err == nil || !strings.Contains(err.Error(), "one address for ever") {
		t.Errorf("a version moved: %v", err)
	}
}
