package twilio

import (
	"context"
	"fmt"

	"github.com/twilio/twilio-go/client"
	flex "github.com/twilio/twilio-go/rest/flex/v1"
)

// pluginPhase is when Flex loads a plugin; 3 is the only one that Twilio's tools use.
const pluginPhase = 3

// Plugin is a version of a Flex plugin, as it is to be released.
type Plugin struct {
	// Name is unique in the account.
	Name string
	// Version says which text; one version has one address for ever.
	Version string
	// URL is where the bundle lies, readable by anybody.
	URL string
	// About is for people who look at the list of plugins.
	About string
}

// PluginStep is one thing that a release did, or found done already.
type PluginStep struct {
	What string // plugin, version, configuration or release
	Sid  string
	Made bool // false: it was there
}

// Plugins speaks to Flex's Plugins API, for one account.
type Plugins struct{ client *Client }

// NewPlugins checks the address and the credentials. Workspace and workflow are not needed.
func NewPlugins(cfg Config) (*Plugins, error) {
	cfg = cfg.withDefaults()
	base, err := parseBase(cfg.BaseURL)
	switch {
	case err != nil:
		return nil, fmt.Errorf("plugins API: %w", err)
	case !validSid("AC", cfg.AccountSid) || cfg.Username == "" || cfg.Password == "" || cfg.Clock == nil:
		return nil, fmt.Errorf("plugins API: want the account, its credentials and a clock")
	}
	return &Plugins{&Client{cfg: cfg, base: base, http: newHTTPClient(newTransport(1, cfg.Timeout)), clock: cfg.Clock}}, nil
}

// Close drops the idle connections.
func (p *Plugins) Close() { p.client.Close() }

// active is what agents load now: a configuration, and the plugins in it.
type active struct {
	configuration string
	plugins       []flex.FlexV1ConfiguredPlugin
}

// with is the list of a configuration that has one version in the place of whatever version of its plugin there was. A release holds all
// plugins of an account: the others must stay.
func (a active) with(plugin, version string) []any {
	list := []any{configured(version, pluginPhase)}
	for _, each := range a.plugins {
		if text(each.PluginSid) != plugin {
			list = append(list, configured(text(each.PluginVersionSid), each.Phase))
		}
	}
	return list
}

func configured(version string, phase int) map[string]any {
	return map[string]any{"plugin_version": version, "phase": phase}
}

// runs says whether agents load that version already.
func (a active) runs(version string) bool {
	for _, each := range a.plugins {
		if text(each.PluginVersionSid) == version {
			return true
		}
	}
	return false
}

// Release makes a version of a plugin the one that agents load at their next start of Flex, beside all other plugins that they load now.
// What is there already is left as it is, so that it may be run at each start of a deployment. With dry nothing is made: the steps that
// would be have no sid.
func (p *Plugins) Release(ctx context.Context, wanted Plugin, dry bool) ([]PluginStep, error) {
	plugin, err := p.plugin(ctx, wanted, dry)
	if err != nil {
		return nil, err
	}
	version, err := p.version(ctx, plugin.Sid, wanted, dry)
	steps := []PluginStep{plugin, version}
	if err != nil {
		return steps[:1], err
	}
	now, err := p.active(ctx)
	if err != nil {
		return steps, err
	}
	if version.Sid != "" && now.runs(version.Sid) {
		return append(steps, PluginStep{What: "release", Sid: now.configuration}), nil
	}
	if dry {
		return append(steps, PluginStep{What: "configuration", Made: true}, PluginStep{What: "release", Made: true}), nil
	}
	made, err := p.release(ctx, wanted, now.with(plugin.Sid, version.Sid))
	return append(steps, made...), err
}

// plugin finds the plugin by its name, or makes it.
func (p *Plugins) plugin(ctx context.Context, wanted Plugin, dry bool) (PluginStep, error) {
	var found *flex.FlexV1Plugin
	err := p.do(ctx, "fetch plugin", func(api *flex.ApiService) (err error) {
		found, err = api.FetchPlugin(wanted.Name, nil)
		return err
	})
	if err == nil {
		return PluginStep{What: "plugin", Sid: text(found.Sid)}, nil
	}
	if err.Class != Gone {
		return PluginStep{}, err
	}
	if dry {
		return PluginStep{What: "plugin", Made: true}, nil
	}
	params := (&flex.CreatePluginParams{}).SetUniqueName(wanted.Name).SetFriendlyName(wanted.Name).SetDescription(wanted.About)
	if err := p.do(ctx, "create plugin", func(api *flex.ApiService) (err error) {
		found, err = api.CreatePlugin(params)
		return err
	}); err != nil {
		return PluginStep{}, err
	}
	return PluginStep{"plugin", text(found.Sid), true}, nil
}

// version finds the version of the plugin, or registers it. A version that is there under another address is an error: Flex would load
// another text than this program serves.
func (p *Plugins) version(ctx context.Context, plugin string, wanted Plugin, dry bool) (PluginStep, error) {
	var found *flex.FlexV1PluginVersion
	if plugin != "" {
		err := p.do(ctx, "fetch plugin version", func(api *flex.ApiService) (err error) {
			found, err = api.FetchPluginVersion(plugin, wanted.Version, nil)
			return err
		})
		if err == nil && text(found.PluginUrl) != wanted.URL {
			return PluginStep{}, fmt.Errorf("version %s of %s is registered at %s already: a version has one address for ever", wanted.Version, wanted.Name, text(found.PluginUrl))
		}
		if err == nil {
			return PluginStep{What: "version", Sid: text(found.Sid)}, nil
		}
		if err.Class != Gone {
			return PluginStep{}, err
		}
	}
	if dry {
		return PluginStep{What: "version", Made: true}, nil
	}
	params := (&flex.CreatePluginVersionParams{}).SetVersion(wanted.Version).SetPluginUrl(wanted.URL).SetPrivate(false)
	if err := p.do(ctx, "create plugin version", func(api *flex.ApiService) (err error) {
		found, err = api.CreatePluginVersion(plugin, params)
		return err
	}); err != nil {
		return PluginStep{}, err
	}
	return PluginStep{"version", text(found.Sid), true}, nil
}

// active reads what agents load now; nothing where nothing was ever released.
func (p *Plugins) active(ctx context.Context) (active, error) {
	var now *flex.FlexV1PluginRelease
	err := p.do(ctx, "fetch active release", func(api *flex.ApiService) (err error) {
		now, err = api.FetchPluginRelease("active", nil)
		return err
	})
	if err != nil && err.Class == Gone {
		return active{}, nil
	}
	if err != nil {
		return active{}, err
	}
	found := active{configuration: text(now.ConfigurationSid)}
	params := (&flex.ListConfiguredPluginParams{}).SetPageSize(pageSize)
	err = p.do(ctx, "list configured plugins", func(api *flex.ApiService) error {
		page, err := api.PageConfiguredPlugin(found.configuration, params, "", "")
		if err != nil {
			return err
		}
		if text(page.Meta.NextPageUrl) != "" { // an account has a handful; one left out would vanish from every agent's desktop
			return fmt.Errorf("more than %d plugins are released", pageSize)
		}
		found.plugins = page.Plugins
		return nil
	})
	if err != nil {
		return active{}, err
	}
	return found, nil
}

func (p *Plugins) release(ctx context.Context, wanted Plugin, list []any) ([]PluginStep, error) {
	name := wanted.Name + " " + wanted.Version
	var configuration *flex.FlexV1PluginConfiguration
	params := (&flex.CreatePluginConfigurationParams{}).SetName(name).SetDescription(wanted.About).SetPlugins(list)
	if err := p.do(ctx, "create plugin configuration", func(api *flex.ApiService) (err error) {
		configuration, err = api.CreatePluginConfiguration(params)
		return err
	}); err != nil {
		return nil, err
	}
	steps := []PluginStep{{"configuration", text(configuration.Sid), true}}
	var made *flex.FlexV1PluginRelease
	if err := p.do(ctx, "create plugin release", func(api *flex.ApiService) (err error) {
		made, err = api.CreatePluginRelease((&flex.CreatePluginReleaseParams{}).SetConfigurationId(text(configuration.Sid)))
		return err
	}); err != nil {
		return steps, err
	}
	return append(steps, PluginStep{"release", text(made.Sid), true}), nil
}

// do runs one call under a deadline, as [Client.do] does for TaskRouter.
func (p *Plugins) do(ctx context.Context, op string, run func(*flex.ApiService) error) *Error {
	ctx, cancel := context.WithTimeout(ctx, p.client.cfg.Timeout)
	defer cancel()
	one := &call{ctx: ctx, client: p.client}
	if err := run(flex.NewApiService(&client.RequestHandler{Client: one})); err != nil {
		return one.failure(op, err)
	}
	return nil
}
