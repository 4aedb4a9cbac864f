package uiextension

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

const (
	forEver   = "public, max-age=31536000, immutable" // the address changes with the content
	askAgain  = "no-cache"
	htmlMedia = "text/html; charset=utf-8"
	jsMedia   = "text/javascript; charset=utf-8"
	jsonMedia = "application/json"
)

// asset is an answer that is the same for everybody.
type asset struct {
	text, packed []byte
	media, cache string
	open         bool // pages of other origins may read it
}

// Screens are the addresses of the built user interface, and what is there.
type Screens struct{ assets map[string]asset }

// New reads the built pages. A program built without them has a page that says so, and what is there to look at instead.
func New() (*Screens, error) { return screensOf(dist) }

func screensOf(dist fs.FS) (*Screens, error) {
	s := &Screens{assets: map[string]asset{}}
	page, err := fs.ReadFile(dist, consolePage)
	if errors.Is(err, fs.ErrNotExist) {
		return s, s.add("/", placeholder, htmlMedia, askAgain, false)
	}
	if err != nil {
		return nil, fmt.Errorf("read the console's page: %w", err)
	}
	if err := s.add("/", page, htmlMedia, askAgain, false); err != nil {
		return nil, err
	}
	if err := s.addFiles(dist); err != nil {
		return nil, err
	}
	return s, s.addPlugin(dist)
}

func (s *Screens) addFiles(dist fs.FS) error {
	files, err := fs.ReadDir(dist, consoleFiles)
	if err != nil {
		return fmt.Errorf("read the console's files: %w", err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(dist, path.Join(consoleFiles, file.Name()))
		if err != nil {
			return fmt.Errorf("read the console's files: %w", err)
		}
		media := mime.TypeByExtension(path.Ext(file.Name()))
		if path.Ext(file.Name()) == ".js" { // a machine's own table may say otherwise
			media = jsMedia
		}
		if err := s.add("/assets/"+file.Name(), text, media, forEver, false); err != nil {
			return err
		}
	}
	return nil
}

func (s *Screens) addPlugin(dist fs.FS) error {
	release, err := pluginOf(dist)
	if errors.Is(err, ErrNotBuilt) {
		return nil
	}
	if err != nil {
		return err
	}
	told, err := json.Marshal(release)
	if err != nil {
		return fmt.Errorf("describe the plugin: %w", err)
	}
	if err := s.add("/plugin/release.json", told, jsonMedia, askAgain, true); err != nil {
		return err
	}
	return s.add(release.Path, release.text, jsMedia, forEver, true)
}

func (s *Screens) add(at string, text []byte, media, cache string, open bool) error {
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	if _, err := zip.Write(text); err != nil {
		return fmt.Errorf("pack %s: %w", at, err)
	}
	if err := zip.Close(); err != nil {
		return fmt.Errorf("pack %s: %w", at, err)
	}
	s.assets[at] = asset{text, packed.Bytes(), media, cache, open}
	return nil
}

// Built is false for a program without screens.
func (s *Screens) Built() bool { return len(s.assets) > 1 }

// Page serves the console's page, whatever the request's path.
func (s *Screens) Page(w http.ResponseWriter, r *http.Request) { s.assets["/"].serve(w, r) }

// ServeHTTP serves what the request's path names.
func (s *Screens) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found, ok := s.assets[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	found.serve(w, r)
}

func (a asset) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", a.media)
	header.Set("Cache-Control", a.cache)
	header.Add("Vary", "Accept-Encoding")
	if a.open { // a script with an integrity hash is fetched by the rules of CORS, without cookies
		header.Set("Access-Control-Allow-Origin", "*")
		header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	body := a.text
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader who has gone needs no answer
	}
}
