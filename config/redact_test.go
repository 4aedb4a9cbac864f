package config

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretsAreNotPrinted(t *testing.T) {
	t.Parallel()
	c, err := Load(nil, served("RINGBACK_DATABASE_URL=mysql://u:hush@db:3306/ringback?tls=hush", "RINGBACK_WELCOME_SECRET=whsec_aHVzaA==",
		"TWILIO_AUTH_TOKEN=hush1", "TWILIO_AUTH_TOKEN_SECONDARY=hush2", "TWILIO_API_KEY=SK"+hex32, "TWILIO_API_SECRET=hush3"), Serve)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	logger.Info("settings", "config", c, "twilio", c.Twilio)
	for kind, text := range map[string]string{
		"%v": fmt.Sprintf("%v", c), "%+v": fmt.Sprintf("%+v", c), "%#v": fmt.Sprintf("%#v", c), "pointer": fmt.Sprintf("%+v", &c),
		"Twilio %+v": fmt.Sprintf("%+v", c.Twilio), "Twilio %#v": fmt.Sprintf("%#v", c.Twilio), "slog": log.String(),
	} {
		if strings.Contains(text, "hush") || strings.Contains(text, "aHVzaA") {
			t.Errorf("%s shows a secret: %s", kind, text)
		}
		if !strings.Contains(text, "WS"+hex32) {
			t.Errorf("%s does not show the workspace: %s", kind, text)
		}
	}
	if text := c.String(); !strings.Contains(text, "@db:3306/ringback") || !strings.Contains(text, "TWILIO_AUTH_TOKEN=(set)") {
		t.Errorf("String = %s", text)
	}
}
