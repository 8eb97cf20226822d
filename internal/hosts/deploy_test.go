package hosts

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

const deploy = "../../docs/deploy/"

// TestDeployNginx: nginx accepts the configuration that our users copy, with the
// file of headers that it includes.
func TestDeployNginx(t *testing.T) {
	program, err := exec.LookPath("nginx")
	if err != nil {
		missing(t, "nginx")
	}
	dir := publicDir(t)
	key, cert := filepath.Join(dir, "key.pem"), filepath.Join(dir, "cert.pem")
	certify := exec.Command("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=parliament.example", "-keyout", key, "-out", cert)
	if out, err := certify.CombinedOutput(); err != nil {
		t.Fatalf("openssl: %v\n%s", err, out)
	}
	_, headers, err := File("nginx", "/news/")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "news/nginx.conf"), headers)
	source := strings.NewReplacer(
		"/etc/letsencrypt/live/parliament.example/fullchain.pem", cert, "/etc/letsencrypt/live/parliament.example/privkey.pem", key,
		"/var/www/board", dir, "listen 443", "listen "+freeAddress(t), "\tlisten [::]:443 ssl http2;\n", "",
	).Replace(readDeploy(t, "nginx.conf"))
	for text, right := range map[string]bool{source: true, strings.Replace(source, "gzip_static on", "gzip_statik on", 1): false} {
		config := filepath.Join(dir, "config")
		write(t, config, "pid "+dir+"/pid; error_log stderr; events {}\nhttp { types { text/html html; }\n"+text+"}\n")
		out, err := exec.Command(program, "-e", "stderr", "-t", "-c", config).CombinedOutput()
		if (err == nil) != right {
			t.Errorf("wanted a right configuration: %v; found %v\n%s", right, err, out)
		}
	}
}

// TestDeployNetlify: the file that our users copy is TOML with the settings that
// Netlify reads, and a command that a shell can parse.
func TestDeployNetlify(t *testing.T) {
	var config struct {
		Build struct {
			Publish, Command string
			Environment      map[string]string
		}
	}
	decoder := toml.NewDecoder(strings.NewReader(readDeploy(t, "netlify.toml"))).DisallowUnknownFields()
	if err := decoder.Decode(&config); err != nil {
		t.Fatal(err)
	}
	if config.Build.Publish != "site" || config.Build.Environment["BOARD_VERSION"] == "" || !strings.Contains(config.Build.Command, "board publish -plain -headers netlify posts site") {
		t.Errorf("got %+v", config)
	}
	if !strings.Contains(config.Build.Command, `grep "  $archive\$"`) {
		t.Errorf("the escapes of TOML and of the shell get mixed up: %s", config.Build.Command)
	}
	if out, err := exec.Command("bash", "-n", "-c", config.Build.Command).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func readDeploy(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(deploy + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
