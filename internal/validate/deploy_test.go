package validate

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	batch "k8s.io/api/batch/v1"
	"sigs.k8s.io/yaml"
)

const (
	deploy     = "../../docs/deploy"
	actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
)

// TestWorkflows: the workflows that our users copy to GitHub are right by
// actionlint, which also checks their scripts' expressions and the inputs of the
// actions.
func TestWorkflows(t *testing.T) {
	files, err := filepath.Glob(deploy + "/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("wanted %s/*.yml, found none (%v)", deploy, err)
	}
	judged := 0
	for _, file := range files {
		if other := filepath.Base(file); other == "gitlab-ci.yml" || other == "kubernetes.yml" {
			continue
		}
		judged++
		if printed, err := lint(t, file); err != nil {
			t.Errorf("%s: %v\n%s", file, err, printed)
		}
	}
	if judged < 2 {
		t.Errorf("wanted two workflows or more, found %d", judged)
	}
	wrong := filepath.Join(t.TempDir(), "wrong.yml")
	write(t, wrong, strings.Replace(read(t, deploy+"/github-pages.yml"), "path: site", "pahts: site", 1))
	if printed, err := lint(t, wrong); err == nil || !strings.Contains(printed, "pahts") {
		t.Errorf("actionlint overlooks a wrong input of an action: %v\n%s", err, printed)
	}
}

func lint(t *testing.T, file string) (printed string, err error) {
	t.Helper()
	out, err := exec.Command("go", "run", actionlint, "-no-color", file).CombinedOutput()
	return string(out), err
}

// TestGitLab: the file that our users copy to GitLab is right by GitLab's schema.
func TestGitLab(t *testing.T) {
	source := read(t, deploy+"/gitlab-ci.yml")
	if printed, err := gitlab(t, source); err != nil || !strings.Contains(printed, "json schema validated") {
		t.Errorf("%v\n%s", err, printed)
	}
	if printed, err := gitlab(t, strings.Replace(source, "artifacts:", "artefacts:", 1)); err == nil || !strings.Contains(printed, "artefacts") {
		t.Errorf("the judge overlooks a name that GitLab does not know: %v\n%s", err, printed)
	}
}

func gitlab(t *testing.T, source string) (printed string, err error) {
	t.Helper()
	program, repository := filepath.Join(tools(t), "node_modules/.bin/gitlab-ci-local"), t.TempDir()
	write(t, filepath.Join(repository, ".gitlab-ci.yml"), source)
	for _, args := range [][]string{
		{"git", "init", "--quiet"}, {"git", "remote", "add", "origin", "https://gitlab.example/secretariat/news.git"},
		{"git", "add", "."}, {"git", "-c", "user.name=A", "-c", "user.email=a@gitlab.example", "commit", "--quiet", "--message=x"},
		{program, "--list"},
	} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = repository
		out, err := cmd.CombinedOutput()
		if printed = string(out); err != nil {
			return printed, err
		}
	}
	return printed, nil
}

// TestKubernetes: the Job that our users copy has only fields that Kubernetes knows.
func TestKubernetes(t *testing.T) {
	source := read(t, deploy+"/kubernetes.yml")
	var job batch.Job
	if err := yaml.UnmarshalStrict([]byte(source), &job); err != nil {
		t.Error(err)
	}
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || *job.Spec.Completions < 2 || *job.Spec.CompletionMode != batch.IndexedCompletion {
		t.Errorf("got %+v", job)
	}
	wrong := strings.Replace(source, "backoffLimitPerIndex", "backoffLimitForIndex", 1)
	if err := yaml.UnmarshalStrict([]byte(wrong), new(batch.Job)); err == nil || !strings.Contains(err.Error(), "backoffLimitForIndex") {
		t.Errorf("the judge overlooks a name that Kubernetes does not know: %v", err)
	}
}
