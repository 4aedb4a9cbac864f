package config

import "strings"

// Reference is the table of docs/CONFIGURATION.md, in Markdown, made from the
// same rows that the environment and the flags are read by.
func Reference() string {
	var b strings.Builder
	b.WriteString("| environment | flag | default | meaning |\n| --- | --- | --- | --- |\n")
	for _, s := range settings() {
		b.WriteString("| `" + s.name + "` | `--" + s.flag() + "` | " + code(s.fallback) + " | " + s.meaning + " |\n")
	}
	return b.String()
}

func code(value string) string {
	if value == "" {
		return "none"
	}
	return "`" + value + "`"
}
