package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/jonboulle/clockwork"
	"github.com/spf13/cobra"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/twilio"
	uiextension "github.com/ringback/ringback/ui-extension"
)

func pluginCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "plugin", Short: "Make agents' Flex load the plugin that this program serves"}
	config.AddFlags(cmd.PersistentFlags())
	cmd.AddCommand(releaseCommand())
	return cmd
}

// releaseOptions are the flags of plugin release.
type releaseOptions struct {
	from string // where the plugin is served
	api  string
	dry  bool
}

func releaseCommand() *cobra.Command {
	var o releaseOptions
	cmd := &cobra.Command{Use: "release", Short: "Register the plugin with Flex and release it; what is done already is left as it is", Args: cobra.NoArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		cfg, err := config.FromFlags(cmd.Flags(), os.Environ())
		if err != nil {
			return err
		}
		return releasePlugin(cmd.Context(), cfg, o, cmd.OutOrStdout())
	}}
	cmd.Flags().StringVar(&o.from, "url", "", "where browsers reach this program, without a path; the public URL when left out")
	cmd.Flags().StringVar(&o.api, "plugins-api", "https://flex-api.twilio.com", "base URL of Flex's Plugins API")
	cmd.Flags().BoolVar(&o.dry, "dry-run", false, "say what would be done, and do nothing")
	return cmd
}

func releasePlugin(ctx context.Context, cfg config.Config, o releaseOptions, out io.Writer) error {
	plugin, err := pluginAt(cfg, o)
	if err != nil {
		return err
	}
	account, err := pluginsAPI(cfg, o)
	if err != nil {
		return err
	}
	defer account.Close()
	steps, err := account.Release(ctx, plugin, o.dry)
	if told := tellSteps(out, plugin, steps, o.dry); told != nil {
		return told
	}
	return err
}

// pluginAt is the plugin of this program under the address by which browsers reach it.
func pluginAt(cfg config.Config, o releaseOptions) (twilio.Plugin, error) {
	release, err := uiextension.Plugin()
	if err != nil {
		return twilio.Plugin{}, err
	}
	base := o.from
	if base == "" {
		base = cfg.PublicURL
	}
	address, err := url.Parse(strings.TrimRight(base, "/"))
	switch {
	case base == "":
		return twilio.Plugin{}, errors.New("where is this program reached? Give --url, or set RINGBACK_PUBLIC_URL")
	case err != nil || address.Host == "" || (address.Scheme != "https" && address.Hostname() != "127.0.0.1" && address.Hostname() != "localhost"):
		return twilio.Plugin{}, errors.New("--url: want https and a host, such as https://ringback.example.org: Flex loads nothing over http")
	}
	about := "Scheduled callbacks: promises to donors. " + release.Integrity
	return twilio.Plugin{Name: release.Name, Version: release.Version, URL: address.String() + release.Path, About: about}, nil
}

func pluginsAPI(cfg config.Config, o releaseOptions) (*twilio.Plugins, error) {
	user, password := cfg.Twilio.AccountSid, cfg.Twilio.AuthToken
	if cfg.Twilio.APIKey != "" {
		user, password = cfg.Twilio.APIKey, cfg.Twilio.APISecret
	}
	if cfg.Twilio.AccountSid == "" || password == "" {
		return nil, errors.New("set TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or an API key with its secret")
	}
	return twilio.NewPlugins(twilio.Config{BaseURL: o.api, AccountSid: cfg.Twilio.AccountSid, Username: user, Password: password, Clock: clockwork.NewRealClock()})
}

// tellSteps says one line a step.
func tellSteps(out io.Writer, plugin twilio.Plugin, steps []twilio.PluginStep, dry bool) error {
	lines := []string{fmt.Sprintf("%s %s at %s", plugin.Name, plugin.Version, plugin.URL)}
	for _, step := range steps {
		lines = append(lines, stepLine(step, dry))
	}
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}

func stepLine(step twilio.PluginStep, dry bool) string {
	switch {
	case !step.Made && step.What == "release":
		return "  released already: agents load it"
	case !step.Made:
		return fmt.Sprintf("  %s is there already (%s)", step.What, step.Sid)
	case dry:
		return "  " + step.What + " would be made"
	}
	return fmt.Sprintf("  %s made (%s)", step.What, step.Sid)
}
