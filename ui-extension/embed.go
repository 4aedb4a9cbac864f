// Package uiextension hands the built user interface to the program that serves it.
package uiextension

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed all:dist
var dist embed.FS

//go:embed placeholder.html
var placeholder []byte

// Handler serves the built pages. A program built without them says so, and what is there to look at instead.
func Handler() (http.Handler, error) {
	pages, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(pages, "index.html"); err == nil {
		return http.FileServerFS(pages), nil
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(placeholder) // a reader who has gone needs no answer
	}), nil
}
