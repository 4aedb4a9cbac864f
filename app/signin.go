package app

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"

	"github.com/gorilla/mux"
)

//go:embed signin
var signInFiles embed.FS

// SignInPath is the page that a sign-in link opens; the code stands behind it as #code=...
const SignInPath = "/signin"

// serveSignIn adds the page by which a person gets a session.
func serveSignIn(root *mux.Router) error {
	for path, file := range map[string]struct{ name, media string }{
		SignInPath:         {"signin/signin.html", "text/html; charset=utf-8"},
		SignInPath + ".js": {"signin/signin.js", "text/javascript; charset=utf-8"},
	} {
		text, err := fs.ReadFile(signInFiles, file.name)
		if err != nil {
			return fmt.Errorf("read sign-in page: %w", err)
		}
		root.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", file.media)
			w.Header().Set("Cache-Control", "no-cache")
			_, _ = w.Write(text) // a reader who has gone needs no answer
		}).Methods(http.MethodGet, http.MethodHead)
	}
	return nil
}
