package main_test

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// page is one Markdown file of the repository.
type page struct {
	name string // from the module's root, with slashes
	text string // without what stands in fenced code
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	all := pages(t)
	t.Run("links lead somewhere", func(t *testing.T) { t.Parallel(); linksLeadSomewhere(t, all) })
	t.Run("README names every package", func(t *testing.T) { t.Parallel(); packagesAreNamed(t, all) })
	t.Run("tests that are named exist", func(t *testing.T) { t.Parallel(); testsExist(t, all) })
}

// link is a Markdown link or picture: [text](target).
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

func linksLeadSomewhere(t *testing.T, all []page) {
	t.Helper()
	for _, p := range all {
		for _, found := range link.FindAllStringSubmatch(p.text, -1) {
			target, err := url.Parse(found[1])
			if err != nil || target.Scheme != "" {
				continue // another site's
			}
			to := filepath.ToSlash(filepath.Join(filepath.Dir(p.name), target.Path))
			if target.Path == "" {
				to = p.name
			}
			if _, err := os.Stat(filepath.Join("../..", to)); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", p.name, found[1])
			}
			if target.Fragment != "" && !slices.Contains(anchorsOf(all, to), target.Fragment) {
				t.Errorf("%s: %s has no heading #%s", p.name, to, target.Fragment)
			}
		}
	}
}

var (
	heading  = regexp.MustCompile(`(?m)^#+ +(.+)$`)
	unlinked = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// anchorsOf are the names by which a page's headings can be linked to, made as GitHub and GitLab make them.
func anchorsOf(all []page, name string) []string {
	var anchors []string
	for _, p := range all {
		if p.name != name {
			continue
		}
		for _, found := range heading.FindAllStringSubmatch(p.text, -1) {
			plain := unlinked.ReplaceAllString(strings.ToLower(found[1]), "")
			anchors = append(anchors, strings.ReplaceAll(plain, " ", "-"))
		}
	}
	return anchors
}

func packagesAreNamed(t *testing.T, all []page) {
	t.Helper()
	at := slices.IndexFunc(all, func(p page) bool { return p.name == "README.md" })
	if at < 0 {
		t.Fatal("there is no README.md")
	}
	var folders []string
	for _, s := range sources(t) {
		folders = append(folders, s.folder())
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		if !strings.Contains(all[at].text, "\n| [`"+folder+"`]") {
			t.Errorf("README.md: the table of folders has no row for %s", folder)
		}
	}
}

// testName is a test that a page names as a proof.
var testName = regexp.MustCompile("`(Test[A-Z][A-Za-z0-9]*)`")

func testsExist(t *testing.T, all []page) {
	t.Helper()
	there := map[string]bool{}
	for _, s := range sources(t) {
		for _, f := range s.functions() {
			there[f.Name.Name] = s.isTest()
		}
	}
	for _, p := range all {
		for _, found := range testName.FindAllStringSubmatch(p.text, -1) {
			if !there[found[1]] {
				t.Errorf("%s names %s, which is not there", p.name, found[1])
			}
		}
	}
}

var codeBlock = regexp.MustCompile("(?ms)^```.*?^```$")

// pages reads every Markdown file.
func pages(t *testing.T) []page {
	t.Helper()
	var all []page
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skip(name, d)
		}
		if !strings.HasSuffix(name, ".md") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err == nil {
			all = append(all, page{strings.TrimPrefix(filepath.ToSlash(name), "../../"), codeBlock.ReplaceAllString(string(text), "")})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
