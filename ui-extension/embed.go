// Package uiextension hands the built user interface to the program that serves it: the console's page, and the bundle that Flex loads.
package uiextension

import (
	"crypto/sha512"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed placeholder.html
var placeholder []byte

//go:embed package.json
var manifest []byte

// Where the build leaves what is served.
const (
	consolePage  = "dist/console/index.html"
	consoleFiles = "dist/console/assets"
	pluginFile   = "dist/plugin/plugin-ringback.js"
)

// PluginName is how the plugin is known in Flex.
const PluginName = "plugin-ringback"

// ErrNotBuilt says that the program was built without its screens.
var ErrNotBuilt = errors.New("this build has no screens: make ui, and build again")

// Release is the plugin as it is registered with Flex.
type Release struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	// Path is where the bundle is served. It names the version, and what is there never changes.
	Path string `json:"path"`
	// Integrity is for the script element's attribute of that name.
	Integrity string `json:"integrity"`
	Bytes     int    `json:"bytes"`

	text []byte
}

// Plugin is the bundle that this program holds. Its version ends in a digest of its text, so that no two bundles have one address.
func Plugin() (Release, error) { return pluginOf(dist) }

func pluginOf(dist fs.FS) (Release, error) {
	text, err := fs.ReadFile(dist, pluginFile)
	if errors.Is(err, fs.ErrNotExist) {
		return Release{}, ErrNotBuilt
	}
	if err != nil {
		return Release{}, fmt.Errorf("read the plugin: %w", err)
	}
	var pkg struct{ Version string }
	if err := json.Unmarshal(manifest, &pkg); err != nil {
		return Release{}, fmt.Errorf("read package.json: %w", err)
	}
	sum := sha512.Sum384(text)
	version := pkg.Version + "-b" + hex.EncodeToString(sum[:4])
	return Release{Name: PluginName, Version: version, Path: "/plugin/" + version + "/" + PluginName + ".js",
		Integrity: "sha384-" + base64.StdEncoding.EncodeToString(sum[:]), Bytes: len(text), text: text}, nil
}
