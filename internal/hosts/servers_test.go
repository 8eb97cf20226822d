package hosts

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestServers publishes a few files with nginx and Apache, each configured by
// the file for it, and looks at what they answer. Without the server it is
// skipped, but not in CI.
func TestServers(t *testing.T) {
	t.Run("nginx", func(t *testing.T) {
		serve(t, "nginx", "nginx", func(dir, address string) (string, []string) {
			return fmt.Sprintf(`user root; daemon off; pid %[1]s/pid; error_log stderr; events {}
http {
	types { text/html html; image/svg+xml svg; text/plain txt; text/xml xml; application/javascript js; }
	default_type application/octet-stream;
	client_body_temp_path %[1]s/t; proxy_temp_path %[1]s/t; fastcgi_temp_path %[1]s/t; uwsgi_temp_path %[1]s/t; scgi_temp_path %[1]s/t;
	access_log off;
	server { listen %[2]s; root %[1]s; location /news/ { include %[1]s/news/nginx.conf; } }
}
`, dir, address), []string{"-e", "stderr", "-c"}
		})
	})
	t.Run("apache", func(t *testing.T) {
		const modules = "/usr/lib/apache2/modules/mod_"
		if _, err := os.Stat(modules + "headers.so"); err != nil {
			missing(t, "Debian's apache2")
		}
		serve(t, "apache", "apache2", func(dir, address string) (string, []string) {
			return fmt.Sprintf(`Listen %[2]s
ServerName localhost
PidFile %[1]s/pid
ErrorLog /dev/stderr
DefaultRuntimeDir %[1]s
User nobody
Group nogroup
LoadModule mpm_event_module %[3]smpm_event.so
LoadModule authz_core_module %[3]sauthz_core.so
LoadModule headers_module %[3]sheaders.so
LoadModule mime_module %[3]smime.so
LoadModule dir_module %[3]sdir.so
TypesConfig /dev/null
AddType text/html .html
AddType image/svg+xml .svg
AddType text/plain .txt
DocumentRoot %[1]s
<Directory %[1]s>
AllowOverride FileInfo
</Directory>
`, dir, address, modules), []string{"-X", "-f"}
		})
	})
}

// serve starts a server with the configuration and checks its answers.
func serve(t *testing.T, host, program string, configure func(dir, address string) (config string, args []string)) {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		missing(t, program)
	}
	dir := publicDir(t)
	file, content, err := File(host, "/news/")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		file: content, "index.html": "x", "feed.json": "{}", "feed.xml": "<x/>", "atom.xml": "<x/>", "a.txt": "x", "posts/a.json": "{}",
		"posts/index.html": "x", "x.svg": "<svg/>", "x.wasm": "x", "x.hwp": "x",
	} {
		write(t, filepath.Join(dir, "news", name), content)
	}
	address := freeAddress(t)
	config, args := configure(dir, address)
	write(t, filepath.Join(dir, "config"), config)
	server := exec.Command(path, append(args, filepath.Join(dir, "config"))...)
	var messages strings.Builder
	server.Stderr = &messages
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		server.Process.Signal(os.Interrupt)
		server.Wait()
		if t.Failed() {
			t.Log(messages.String())
		}
	}()
	checkAnswers(t, "http://"+address+"/news/")
}

func missing(t *testing.T, program string) {
	t.Helper()
	if os.Getenv("BOARD_BROWSER") == "required" {
		t.Fatalf("wanted %s, found none", program)
	}
	t.Skip("needs " + program)
}

// publicDir is a directory that servers may read, whoever they run as.
func publicDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "hosts")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func checkAnswers(t *testing.T, board string) {
	t.Helper()
	for name, wantType := range map[string]string{
		"": "text/html", "posts/index.html": "text/html", "feed.json": "application/feed+json", "feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml",
		"posts/a.json": "application/json", "a.txt": "text/plain", "x.svg": "image/svg+xml", "x.wasm": "application/wasm", "x.hwp": "application/x-hwp",
	} {
		answer := get(t, board+name)
		if got, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";"); answer.StatusCode != http.StatusOK || got != wantType {
			t.Errorf("%q: %s of the type %s, wanted %s", name, answer.Status, got, wantType)
		}
		checkHeaders(t, name, answer)
	}
	if got := get(t, board+"a.txt").Header.Get("Content-Type"); !strings.HasSuffix(strings.ToLower(got), "charset=utf-8") {
		t.Errorf("a text is %s, wanted UTF-8", got)
	}
	checkHeaders(t, "gone", get(t, board+"gone"))
}

func checkHeaders(t *testing.T, name string, answer *http.Response) {
	t.Helper()
	for _, h := range headers {
		if got := answer.Header.Values(h.name); len(got) != 1 || got[0] != h.value {
			t.Errorf("%q: wanted %s: %s once, found %q", name, h.name, h.value, got)
		}
	}
}

// get waits for a server that has just been started.
func get(t *testing.T, address string) *http.Response {
	t.Helper()
	for range 500 {
		answer, err := http.Get(address)
		if err == nil {
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			return answer
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("the server does not answer")
	return nil
}
