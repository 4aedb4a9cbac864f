package config

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// ownPrefix begins the names that are ours: an unknown one is an error, since it
// is most likely a misspelt setting that would silently not apply.
const ownPrefix = "RINGBACK_"

// demoFlag has no variable of its own, so that no environment left over from a
// trial can turn a production server into a demonstration.
const demoFlag = "demo"

// Load reads args (without the program's name) and env (as from os.Environ), and
// checks that what the needs ask for is there. The error is Problems, with all
// that is wrong at once; the Config then holds what could be read.
func Load(args, env []string, needs ...Need) (Config, error) {
	flags := pflag.NewFlagSet("ringback", pflag.ContinueOnError)
	AddFlags(flags)
	AddDemoFlag(flags)
	if err := flags.Parse(args); err != nil {
		return Config{}, fmt.Errorf("read flags: %w", err)
	}
	return FromFlags(flags, env, needs...)
}

// AddFlags defines a flag for each setting. The defaults are shown in the help but
// not set, since the environment comes between them and a flag.
func AddFlags(flags *pflag.FlagSet) {
	for _, s := range settings() {
		help := s.meaning + " [" + s.name + "]"
		if s.fallback != "" {
			help += " (default " + s.fallback + ")"
		}
		// Without the back quotes, which pflag would take for the value's name.
		flags.String(s.flag(), "", strings.ReplaceAll(help, "`", ""))
	}
}

// AddDemoFlag defines --demo, for the commands that know one.
func AddDemoFlag(flags *pflag.FlagSet) {
	flags.Bool(demoFlag, false, "built-in TaskRouter simulator, agents and donors; nothing of Twilio's is needed")
}

// FromFlags is Load for flags that are parsed already, as cobra leaves them. Flags
// that are not defined in the set count as not given.
func FromFlags(flags *pflag.FlagSet, env []string, needs ...Need) (Config, error) {
	var c Config
	var problems Problems
	set := variables(env)
	for _, s := range settings() {
		s.apply(&c, flags, set, &problems)
	}
	if demo := flags.Lookup(demoFlag); demo != nil {
		c.Demo = demo.Value.String() == "true"
	}
	problems = append(problems, unknown(env)...)
	problems = append(problems, missing(c, needs, problems)...)
	problems = append(problems, readFile(&c)...)
	return c, problems.asError()
}

// variables maps names to values. An empty value counts as not set, for that is
// how compose files and unit files leave a variable out.
func variables(env []string) map[string]string {
	set := make(map[string]string, len(env))
	for _, entry := range env {
		if name, value, _ := strings.Cut(entry, "="); strings.TrimSpace(value) != "" {
			set[name] = strings.TrimSpace(value)
		}
	}
	return set
}

// apply sets the default first, so that a value which is refused leaves it.
func (s setting) apply(c *Config, flags *pflag.FlagSet, set map[string]string, problems *Problems) {
	if s.fallback != "" {
		if err := s.field.set(c, s.fallback); err != nil {
			problems.add(s.name, "its default: %v", err)
		}
	}
	name, value := s.name, set[s.name]
	if f := flags.Lookup(s.flag()); f != nil && f.Changed {
		name, value = "--"+s.flag(), strings.TrimSpace(f.Value.String())
	}
	if value == "" {
		return
	}
	err := s.field.set(c, value)
	if err == nil {
		return
	}
	if s.secret {
		problems.add(name, "%v", err)
		return
	}
	problems.add(name, "%v; got %q", err, value)
}

// readFile fills in the Directory, which has its defaults when there is no file.
func readFile(c *Config) Problems {
	if c.ConfigFile == "" {
		c.Directory = file{}.directory()
		return nil
	}
	var err error
	if c.Directory, err = ReadDirectory(c.ConfigFile); err == nil {
		return nil
	}
	var problems Problems
	if !errors.As(err, &problems) {
		problems.add("RINGBACK_CONFIG", "%v", err)
	}
	return problems
}
