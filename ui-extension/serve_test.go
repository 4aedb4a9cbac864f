package uiextension

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func get(t *testing.T, s *Screens, path string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// Whether or not the screens are part of this build, / is a page and what is not there is a 404.
func TestTheFirstPage(t *testing.T) {
	t.Parallel()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	if page := get(t, s, "/"); page.Code != http.StatusOK || page.Header().Get("Cache-Control") != askAgain || !strings.Contains(page.Body.String(), "<title>Ringback</title>") {
		t.Errorf("%d %v", page.Code, page.Header())
	}
	if packed := get(t, s, "/", "Accept-Encoding", "gzip, br"); packed.Header().Get("Content-Encoding") != "gzip" || !strings.HasPrefix(packed.Body.String(), "\x1f\x8b") {
		t.Errorf("packed: %v", packed.Header())
	}
	for _, path := range []string{"/assets/none.js", "/plugin/0.0.0/plugin-ringback.js", "/../package.json"} {
		if got := get(t, s, path); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Code)
		}
	}
}

// The bundle stands at an address of its own, for ever, for pages of any origin, and is what its hash says.
func TestThePluginCanBeTrusted(t *testing.T) {
	t.Parallel()
	built := fstest.MapFS{consolePage: {Data: []byte("<title>Ringback</title>")}, consoleFiles + "/console.js": {Data: []byte("{}")}, pluginFile: {Data: []byte("(()=>{})()")}}
	release, err := pluginOf(built)
	if err != nil {
		t.Fatal(err)
	}
	s, err := screensOf(built)
	if err != nil {
		t.Fatal(err)
	}
	got := get(t, s, release.Path)
	sum := sha512.Sum384(got.Body.Bytes())
	if got.Code != http.StatusOK || release.Integrity != "sha384-"+base64.StdEncoding.EncodeToString(sum[:]) || release.Bytes != got.Body.Len() {
		t.Errorf("%d, %d bytes, %s", got.Code, got.Body.Len(), release.Integrity)
	}
	for name, want := range map[string]string{"Content-Type": jsMedia, "Cache-Control": forEver, "Access-Control-Allow-Origin": "*"} {
		if value := got.Header().Get(name); value != want {
			t.Errorf("%s is %q, want %q", name, value, want)
		}
	}
	if !strings.Contains(release.Path, "/"+release.Version+"/") {
		t.Errorf("%s does not name %s", release.Path, release.Version)
	}
	var told Release
	if err := json.Unmarshal(get(t, s, "/plugin/release.json").Body.Bytes(), &told); err != nil || told.Integrity != release.Integrity || told.Path != release.Path {
		t.Errorf("release.json: %+v, %v", told, err)
	}
}

// A program built without its screens says so.
func TestWithoutScreens(t *testing.T) {
	t.Parallel()
	if _, err := pluginOf(fstest.MapFS{}); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("plugin: %v", err)
	}
	s, err := screensOf(fstest.MapFS{})
	if err != nil || s.Built() || !strings.Contains(get(t, s, "/").Body.String(), "<title>Ringback</title>") {
		t.Errorf("built %v, %v", s.Built(), err)
	}
}
