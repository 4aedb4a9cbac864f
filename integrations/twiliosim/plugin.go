package twiliosim

import (
	"encoding/json"
	"net/http"
	"time"
)

// plugin is one of Flex's, and its versions.
type plugin struct {
	sid, name, friendlyName, description string
	createdAt                            time.Time
	versions                             []*pluginVersion
}

type pluginVersion struct {
	plugin                       *plugin
	sid, version, url, changelog string
	private                      bool
	createdAt                    time.Time
}

// pluginConfiguration is a set of versions that may be released together.
type pluginConfiguration struct {
	sid, name, description string
	createdAt              time.Time
	plugins                []configuredPlugin
}

type configuredPlugin struct {
	version *pluginVersion
	phase   int
}

type pluginRelease struct {
	sid           string
	configuration *pluginConfiguration
	createdAt     time.Time
}

// pluginService is Flex's Plugins API: what agents' desktops load. Newest last.
type pluginService struct {
	plugins        []*plugin
	configurations []*pluginConfiguration
	releases       []*pluginRelease
}

func (p *pluginService) plugin(key string) *plugin {
	for _, each := range p.plugins {
		if key == each.sid || key == each.name {
			return each
		}
	}
	return nil
}

func (p *plugin) version(key string) *pluginVersion {
	for _, each := range p.versions {
		if key == each.sid || key == each.version {
			return each
		}
	}
	return nil
}

func (p *pluginService) versionBySid(sid string) *pluginVersion {
	for _, each := range p.plugins {
		for _, version := range each.versions {
			if version.sid == sid {
				return version
			}
		}
	}
	return nil
}

func (p *pluginService) configuration(sid string) *pluginConfiguration {
	for _, each := range p.configurations {
		if each.sid == sid {
			return each
		}
	}
	return nil
}

// release finds one by its sid; "active" is the newest.
func (p *pluginService) release(sid string) *pluginRelease {
	for i := len(p.releases) - 1; i >= 0; i-- {
		if sid == "active" || sid == p.releases[i].sid {
			return p.releases[i]
		}
	}
	return nil
}

func (s *Server) pluginOperations() []operation {
	return []operation{
		{"CreatePlugin", "POST", "/Plugins", s.createPlugin},
		{"FetchPlugin", "GET", "/Plugins/{Sid}", s.fetchPlugin},
		{"CreatePluginVersion", "POST", "/Plugins/{PluginSid}/Versions", s.createPluginVersion},
		{"FetchPluginVersion", "GET", "/Plugins/{PluginSid}/Versions/{Sid}", s.fetchPluginVersion},
		{"CreatePluginConfiguration", "POST", "/Configurations", s.createPluginConfiguration},
		{"ListConfiguredPlugin", "GET", "/Configurations/{ConfigurationSid}/Plugins", s.listConfiguredPlugins},
		{"CreatePluginRelease", "POST", "/Releases", s.createPluginRelease},
		{"FetchPluginRelease", "GET", "/Releases/{Sid}", s.fetchPluginRelease},
	}
}

func (s *Server) createPlugin(c *call) (reply, error) {
	c.only("UniqueName", "FriendlyName", "Description")
	name := c.fields.required("UniqueName")
	s.lock()
	defer s.mu.Unlock()
	if s.flex.plugin(name) != nil {
		c.fields.fail("there is a plugin %q already", name)
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	made := &plugin{sid: s.sids.next("FP"), name: name, friendlyName: c.fields.text("FriendlyName"), description: c.fields.text("Description"), createdAt: s.now}
	s.flex.plugins = append(s.flex.plugins, made)
	return reply{status: http.StatusCreated, body: s.pluginResource(c, made)}, nil
}

func (s *Server) fetchPlugin(c *call) (reply, error) {
	s.lock()
	defer s.mu.Unlock()
	found := s.flex.plugin(c.path("Sid"))
	if found == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return reply{status: http.StatusOK, body: s.pluginResource(c, found)}, nil
}

func (s *Server) createPluginVersion(c *call) (reply, error) {
	c.only("Version", "PluginUrl", "Changelog", "Private", "CliVersion", "ValidateStatus")
	version, url, private := c.fields.required("Version"), c.fields.required("PluginUrl"), c.fields.truth("Private", false)
	s.lock()
	defer s.mu.Unlock()
	of := s.flex.plugin(c.path("PluginSid"))
	if of == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	if of.version(version) != nil {
		c.fields.fail("there is a version %q already", version)
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	made := &pluginVersion{plugin: of, sid: s.sids.next("FV"), version: version, url: url, changelog: c.fields.text("Changelog"), private: private, createdAt: s.now}
	of.versions = append(of.versions, made)
	return reply{status: http.StatusCreated, body: s.versionResource(c, made)}, nil
}

func (s *Server) fetchPluginVersion(c *call) (reply, error) {
	s.lock()
	defer s.mu.Unlock()
	if of := s.flex.plugin(c.path("PluginSid")); of != nil {
		if found := of.version(c.path("Sid")); found != nil {
			return reply{status: http.StatusOK, body: s.versionResource(c, found)}, nil
		}
	}
	return reply{}, notFound(c.request.URL.Path)
}

// createPluginConfiguration takes the list as Twilio's clients send it: one parameter for each plugin, with JSON in it.
func (s *Server) createPluginConfiguration(c *call) (reply, error) {
	c.fields.only([]string{"Name", "Description"}, []string{"Plugins"})
	name := c.fields.required("Name")
	s.lock()
	defer s.mu.Unlock()
	made := &pluginConfiguration{name: name, description: c.fields.text("Description"), createdAt: s.now}
	for _, text := range c.fields.values["Plugins"] {
		var wanted struct {
			Version string `json:"plugin_version"`
			Phase   int    `json:"phase"`
		}
		err := json.Unmarshal([]byte(text), &wanted)
		version := s.flex.versionBySid(wanted.Version)
		if err != nil || version == nil {
			c.fields.fail("Plugins: %q names no version of a plugin", text)
			break
		}
		made.plugins = append(made.plugins, configuredPlugin{version, wanted.Phase})
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	made.sid = s.sids.next("FJ")
	s.flex.configurations = append(s.flex.configurations, made)
	return reply{status: http.StatusCreated, body: s.configurationResource(c, made)}, nil
}

func (s *Server) listConfiguredPlugins(c *call) (reply, error) {
	c.only("PageSize", "Page", "PageToken")
	p := c.fields.readPage()
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	s.lock()
	defer s.mu.Unlock()
	of := s.flex.configuration(c.path("ConfigurationSid"))
	if of == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	all := []map[string]any{}
	for _, each := range of.plugins {
		all = append(all, s.configuredResource(c, of, each))
	}
	return listReply(c, "plugins", p, all)
}

func (s *Server) createPluginRelease(c *call) (reply, error) {
	c.only("ConfigurationId")
	wanted := c.fields.required("ConfigurationId")
	s.lock()
	defer s.mu.Unlock()
	configuration := s.flex.configuration(wanted)
	if configuration == nil {
		c.fields.fail("ConfigurationId names no configuration")
	}
	if err := c.fields.err(); err != nil {
		return reply{}, err
	}
	made := &pluginRelease{sid: s.sids.next("FK"), configuration: configuration, createdAt: s.now}
	s.flex.releases = append(s.flex.releases, made)
	return reply{status: http.StatusCreated, body: s.releaseResource(c, made)}, nil
}

func (s *Server) fetchPluginRelease(c *call) (reply, error) {
	s.lock()
	defer s.mu.Unlock()
	found := s.flex.release(c.path("Sid"))
	if found == nil {
		return reply{}, notFound(c.request.URL.Path)
	}
	return reply{status: http.StatusOK, body: s.releaseResource(c, found)}, nil
}

func pluginBase(c *call) string { return c.origin + "/v1/PluginService" }

func (s *Server) pluginResource(c *call, p *plugin) map[string]any {
	url := pluginBase(c) + "/Plugins/" + p.sid
	return map[string]any{"sid": p.sid, "account_sid": s.account, "unique_name": p.name, "friendly_name": p.friendlyName, "description": p.description,
		"archived": false, "date_created": stamp(p.createdAt), "date_updated": stamp(p.createdAt), "url": url, "links": map[string]string{"plugin_versions": url + "/Versions"}}
}

func (s *Server) versionResource(c *call, v *pluginVersion) map[string]any {
	return map[string]any{"sid": v.sid, "plugin_sid": v.plugin.sid, "account_sid": s.account, "version": v.version, "plugin_url": v.url, "changelog": v.changelog,
		"private": v.private, "archived": false, "validated": false, "date_created": stamp(v.createdAt), "url": pluginBase(c) + "/Plugins/" + v.plugin.sid + "/Versions/" + v.sid}
}

func (s *Server) configurationResource(c *call, f *pluginConfiguration) map[string]any {
	url := pluginBase(c) + "/Configurations/" + f.sid
	return map[string]any{"sid": f.sid, "account_sid": s.account, "name": f.name, "description": f.description, "archived": false,
		"date_created": stamp(f.createdAt), "url": url, "links": map[string]string{"plugins": url + "/Plugins"}}
}

func (s *Server) configuredResource(c *call, f *pluginConfiguration, p configuredPlugin) map[string]any {
	v := p.version
	return map[string]any{"account_sid": s.account, "configuration_sid": f.sid, "plugin_sid": v.plugin.sid, "plugin_version_sid": v.sid, "phase": p.phase,
		"plugin_url": v.url, "unique_name": v.plugin.name, "friendly_name": v.plugin.friendlyName, "description": v.plugin.description, "plugin_archived": false,
		"version": v.version, "changelog": v.changelog, "plugin_version_archived": false, "private": v.private, "date_created": stamp(v.createdAt),
		"url": pluginBase(c) + "/Configurations/" + f.sid + "/Plugins/" + v.plugin.sid}
}

func (s *Server) releaseResource(c *call, r *pluginRelease) map[string]any {
	return map[string]any{"sid": r.sid, "account_sid": s.account, "configuration_sid": r.configuration.sid, "date_created": stamp(r.createdAt),
		"url": pluginBase(c) + "/Releases/" + r.sid}
}
