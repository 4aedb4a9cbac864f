package site

import (
	"context"
	"sync"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/models/hours"
)

// Examine looks at settings, instance, workspace and ledger, side by side, and says what is sound. What cannot be seen is a finding too. With
// loopback it makes a test Task besides.
func (s *Site) Examine(ctx context.Context, c Choice, loopback bool) []doctor.Finding {
	f := doctor.Facts{Problems: s.cfg.Problems, PublicURL: s.cfg.PublicURL, FlexOrigins: s.cfg.FlexOrigins, HasAPIKey: s.cfg.HasAPIKey,
		Now: s.cfg.Clock.Now(), Zones: hours.TZDataVersion}
	var looks sync.WaitGroup
	looks.Go(func() { f.Serve = lookAtInstance(ctx, s.cfg) })
	looks.Go(func() { f.Database = s.lookAtLedger(ctx) })
	looks.Go(func() { f.Twilio = s.lookAtTwilio(ctx, c) })
	looks.Wait()
	if loopback && f.Twilio.Err == "" && f.Database.Err == "" {
		f.Twilio.Loopback = s.Loopback(ctx)
	}
	return doctor.Examine(f)
}
