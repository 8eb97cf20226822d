package browser

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
)

// documented returns the policy in SECURITY.md between these words, for this
// board.
func documented(t testing.TB, board *publisher, begin, end string) string {
	t.Helper()
	b, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(b), begin)
	policy, _, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("wanted a policy from %q to %q in SECURITY.md", begin, end)
	}
	return strings.ReplaceAll(strings.Join(strings.Fields(policy), " "), "https://board.example", board.URL)
}

// The widget works under the exact policy that SECURITY.md recommends to
// partners, without violations.
func TestDocumentedPolicy(t *testing.T) {
	board := publish(t, three(t))
	policy := documented(t, board, "    Content-Security-Policy: ", "\n\n")
	page := board.embedUnder(t, policy, script+element, recorder)
	opensAs(page, "html")
	page.quiet()
}

// A self-hosted widget needs less, even with a board of another origin.
func TestDocumentedSelfHosted(t *testing.T) {
	board, partner := publish(t, three(t)), publish(t, three(t))
	policy := "default-src 'none'; " + documented(t, board, "page's own origin `", "`")
	partner.instead("/own", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", policy)
		fmt.Fprint(w, "<!DOCTYPE html><title>Own</title>"+partner.at(script)+board.at(element))
	})
	page := newPage(t, recorder)
	page.open(partner.URL + "/own")
	opensAs(page, "html")
	page.quiet()
}
