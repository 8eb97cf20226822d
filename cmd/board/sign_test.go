package main

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const passphrase = "correct horse battery"

// newKeyFile makes a key, and returns its file, the file of its passphrase, and the
// public key.
func newKeyFile(t *testing.T, flags ...string) (file, secret, public string) {
	t.Helper()
	dir := tree(t, map[string]string{"secret": passphrase + "\nnot this\n"})
	file, secret = filepath.Join(dir, "board.key"), filepath.Join(dir, "secret")
	public, _ = run(t, 0, append([]string{"key", "new", "-name", "secretariat.example/news", "-passphrase-file", secret, file}, flags...)...)
	return file, secret, strings.TrimSpace(public)
}

// TestSign: a board is published with a signature, verified in its directory and on
// a web server, and nothing changes if it is published again.
func TestSign(t *testing.T) {
	key, secret, public := newKeyFile(t)
	posts, site := tree(t, map[string]string{"1.txt": post(1, "One"), "2.txt": post(2, "Two")}), t.TempDir()
	publish := []string{"publish", "-sign", key, "-passphrase-file", secret, posts, site}
	said, _ := run(t, 0, publish...)
	if want := "publish again at " + time.Now().Add(84*time.Hour).UTC().Format("2006-01-02"); !strings.Contains(strings.ReplaceAll(said, "\n", " "), want) || !strings.Contains(said, "the signature has to be renewed") {
		t.Errorf("got %q, want %q", said, want)
	}
	if said, _ := run(t, 0, publish...); !strings.Contains(said, "0 added, 0 changed, 0 removed") {
		t.Errorf("the second time: got %q", said)
	}
	if _, said := run(t, 2, "publish", posts, site); !strings.Contains(said, "wanted -sign for a board that has been signed") {
		t.Errorf("without -sign: got %q", said)
	}
	server := httptest.NewServer(http.FileServerFS(os.DirFS(site)))
	defer server.Close()
	for _, where := range []string{site, server.URL} {
		if said, _ := run(t, 0, "verify", "-key", public, where); !strings.HasPrefix(said, "signed by secretariat.example/news at ") {
			t.Errorf("%s: got %q", where, said)
		}
	}
	write(t, filepath.Join(site, "posts/evil.html"), "not of the board")
	if _, said := run(t, 1, "verify", "-key", public, site); !strings.Contains(said, "posts/evil.html: ") {
		t.Errorf("got %q", said)
	}
}

// TestVerifyAddress: whatever characters are in the name of a file, a web server is
// asked for that file, in a folder with such a name, too.
func TestVerifyAddress(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"a%20b.pdf", "50%.pdf", "a b.pdf", "a?b#c;d.pdf", "é/국.pdf", "a+b&c.pdf", "é/index.html", "index.html"} {
		files["a%2Fb/"+name] = &fstest.MapFile{Data: []byte(name)}
	}
	server := httptest.NewServer(http.FileServerFS(files))
	defer server.Close()
	site := openSite(server.URL + "/a%252Fb")
	for name, f := range files {
		name = strings.TrimPrefix(name, "a%2Fb/")
		if content, err := fs.ReadFile(site, name); string(content) != string(f.Data) || err != nil {
			t.Errorf("%s: got %q, %v", name, content, err)
		}
	}
}

// TestVerifyLater: a post that was rewritten without saying so is found, and named.
func TestVerifyLater(t *testing.T) {
	key, secret, public := newKeyFile(t)
	posts, site := tree(t, map[string]string{"1.txt": post(1, "One"), "2.txt": post(2, "Two")}), t.TempDir()
	run(t, 0, "publish", "-sign", key, "-passphrase-file", secret, posts, site)
	earlier := t.TempDir()
	if err := os.CopyFS(earlier, os.DirFS(site)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(posts, "1.txt"), post(1, "One, and more"))
	run(t, 0, "publish", "-sign", key, "-passphrase-file", secret, posts, site)
	out, said := run(t, 1, "verify", "-key", public, earlier, site)
	if !strings.Contains(out, " changed 0 ") || !strings.Contains(said, "rewritten or dropped without saying so") {
		t.Errorf("got %q, %q", out, said)
	}
}

// TestOldSite: an old copy of SITE, or none, in the place of the last is not continued.
func TestOldSite(t *testing.T) {
	key, secret, _ := newKeyFile(t)
	posts, site := tree(t, map[string]string{"1.txt": post(1, "One")}), t.TempDir()
	run(t, 0, "publish", "-sign", key, "-passphrase-file", secret, posts, site)
	if _, said := run(t, 1, "publish", "-sign", key, "-passphrase-file", secret, posts, t.TempDir()); !strings.Contains(said, "restore it from a copy (nothing was changed)") {
		t.Errorf("got %q", said)
	}
}

// TestRootKey: partners who have a root key in their pages verify what the key signs
// that it names.
func TestRootKey(t *testing.T) {
	key, secret, public := newKeyFile(t)
	root, rootSecret, rootPublic := newKeyFile(t, "-root")
	list, _ := run(t, 0, "key", "name", "-passphrase-file", rootSecret, "-key", public, root)
	keys := filepath.Join(t.TempDir(), "board.keys")
	write(t, keys, list)
	posts, site := tree(t, map[string]string{"1.txt": post(1, "One")}), t.TempDir()
	run(t, 0, "publish", "-sign", key, "-passphrase-file", secret, "-keys", keys, posts, site)
	run(t, 0, "verify", "-key", rootPublic, site)
	if _, said := run(t, 1, "publish", "-sign", key, "-passphrase-file", secret, posts, site); !strings.Contains(said, "wanted the list of keys again (-keys)") {
		t.Errorf("without -keys: got %q", said)
	}
	run(t, 1, "publish", "-sign", root, "-passphrase-file", rootSecret, posts, t.TempDir())
}

// TestKeyFile: a key file is for the user alone, is never overwritten, and neither it
// nor any message tells the key or the passphrase.
func TestKeyFile(t *testing.T) {
	key, secret, public := newKeyFile(t)
	info, err := os.Stat(key)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v; want a file for the user alone", info.Mode(), err)
	}
	content, err := os.ReadFile(key)
	if err != nil || !strings.HasPrefix(string(content), "-----BEGIN AGE ENCRYPTED FILE-----\n") {
		t.Errorf("got %.40q, %v", content, err)
	}
	if said, _ := run(t, 0, "key", "show", "-passphrase-file", secret, key); strings.TrimSpace(said) != public {
		t.Errorf("got %q, want %q", said, public)
	}
	wrong := tree(t, map[string]string{"wrong": "another passphrase", "short": "short", "empty": "", "text.key": "not a key"})
	for _, args := range [][]string{
		{"show", "-passphrase-file", wrong + "/wrong", key},
		{"show", "-passphrase-file", wrong + "/empty", key},
		{"show", "-passphrase-file", wrong + "/none", key},
		{"show", "-passphrase-file", secret, wrong + "/text.key"},
		{"show", key}, // a test has no terminal
		{"new", "-name", "a", "-passphrase-file", wrong + "/short", wrong + "/new.key"},
		{"new", "-name", "a b", "-passphrase-file", secret, wrong + "/new.key"},
		{"new", "-name", "a", "-passphrase-file", secret, key},
	} {
		out, said := run(t, 1, append([]string{"key"}, args...)...)
		if strings.Contains(out+said, passphrase) || strings.Contains(out+said, "PRIVATE") || strings.Contains(out+said, "another passphrase") || !strings.HasPrefix(said, "board key: ") {
			t.Errorf("%q: got %q, %q", args, out, said)
		}
	}
	for _, args := range []string{"key old FILE", "key new FILE", "verify DIR", "verify -key junk DIR", "verify -key " + public + " A B C", "publish -keys FILE POSTS SITE"} {
		run(t, 2, strings.Fields(args)...)
	}
}
