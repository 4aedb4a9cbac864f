package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/mux"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/ringback/ringback/api"
	uiextension "github.com/ringback/ringback/ui-extension"
)

// writeWithin is how long a reader may take for the next piece of a long answer.
const writeWithin = 30 * time.Second

// routes is the HTTP tree of an instance.
func (a *App) routes(version string) (http.Handler, error) {
	root := mux.NewRouter()
	root.UseEncodedPath()
	a.webhooks.Register(root)
	limits := a.cfg.Directory.Limits
	handler, err := api.New(api.Config{Store: a.store, Clock: a.clock, Log: a.log, Wake: a.scheduler.Wake, Version: version, Ready: a.checks(),
		Site: a.site, Flex: a.flex, Origins: a.cfg.FlexOrigins, Secure: a.secure(), Limits: api.Limits{PerSecond: limits.PerSecond, Burst: limits.Burst},
		WriteBy: func() time.Time { return time.Now().Add(writeWithin) }})
	if err != nil {
		return nil, err
	}
	handler.Register(root)
	a.endStreams = handler.Close
	root.Handle("/metrics", promhttp.HandlerFor(a.metrics, promhttp.HandlerOpts{})).Methods(http.MethodGet)
	if err := serveScreens(root); err != nil {
		return nil, err
	}
	return a.recovered(a.guarded(root)), nil
}

// serveScreens adds the console's page, its files, and the plugin that Flex loads. The console signs people in itself; a program without
// it has a page for that alone.
func serveScreens(root *mux.Router) error {
	screens, err := uiextension.New()
	if err != nil {
		return fmt.Errorf("read user interface: %w", err)
	}
	if screens.Built() {
		root.HandleFunc(SignInPath, screens.Page).Methods(http.MethodGet, http.MethodHead)
	}
	if err := serveSignIn(root); err != nil {
		return err
	}
	root.Handle("/", screens).Methods(http.MethodGet, http.MethodHead)
	for _, below := range []string{"/assets/", "/plugin/"} {
		root.PathPrefix(below).Handler(screens).Methods(http.MethodGet, http.MethodHead)
	}
	return nil
}

// checks are what readiness asks. The provider's health is told and changes nothing: an instance out of service could not even take
// messages in.
func (a *App) checks() []api.Check {
	return []api.Check{
		{Name: "database", Run: a.store.Ping},
		{Name: "migrations", Run: a.migrated},
		{Name: "scheduler", Run: func(context.Context) error { return a.scheduler.Beating() }},
		{Name: "provider", Run: a.client.CheckWorkspace, Advisory: true},
	}
}

func (a *App) migrated(ctx context.Context) error {
	has, brings, err := a.store.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if has < brings { // a newer schema is another instance's upgrade: what one version adds, the version before it can live with
		return fmt.Errorf("the schema is %d, this program's is %d", has, brings)
	}
	return nil
}

// recovered keeps one request's panic from the others, and out of the answer.
func (a *App) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			failed := recover()
			if failed == nil {
				return
			}
			if err, ok := failed.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(failed) // net/http's own way to cut a connection
			}
			a.log.Error("a request panicked", "path", r.URL.Path, "panic", failed)
			w.WriteHeader(http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}
