package main

import (
	"context"
	"errors"
	"os"
	"strings"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/site"
)

// openSite is the installation that the settings describe, with its ledger where there is one; to be closed. A ledger that cannot be
// opened is a fact about the site, and the error too.
func openSite(ctx context.Context, cfg config.Config, problems config.Problems) (*site.Site, *models.Store, error) {
	settings := app.SiteOf(cfg, clockwork.NewRealClock(), lines(problems)...)
	if !hasDatabase(cfg.DatabaseURL) {
		settings.NoStore = "there is no database file yet; serve makes it"
		return site.New(settings, nil), nil, nil
	}
	store, err := models.Open(ctx, models.Config{URL: cfg.DatabaseURL, Clock: clockwork.NewRealClock(), Log: logger(cfg)})
	if err != nil {
		settings.NoStore = err.Error()
		return site.New(settings, nil), nil, err
	}
	return site.New(settings, store), store, nil
}

func lines(problems config.Problems) []string {
	var all []string
	for _, p := range problems {
		all = append(all, p.Name+": "+p.Detail)
	}
	return all
}

// closeStore adds what went wrong in closing a store, if there is one.
func closeStore(store *models.Store, err *error) {
	if store != nil {
		*err = errors.Join(*err, store.Close())
	}
}

// hasDatabase says whether there is one to ask: an embedded one that is not there yet must not be made by looking.
func hasDatabase(url string) bool {
	path, embedded := strings.CutPrefix(url, "sqlite:")
	if !embedded {
		return true
	}
	_, err := os.Stat(path)
	return err == nil
}
