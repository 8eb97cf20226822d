package phone

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// The pages are made of the README's own examples, so that the benchmark
// measures what the README tells partners to write.

// fence finds a block of HTML.
var fence = regexp.MustCompile("(?s)```html\n(.*?)```")

// documented holds the README's lines for a partner's page.
type documented struct {
	head, element string
	fastHead      string // the head with preload lines
	signed        string // the element with a key
	signedHead    string // the further preload lines of a signed board
}

const documentedBoard = "https://secretariat.example/news"

// documentedVerifier has the hash and the address of the script that verifies.
var documentedVerifier = regexp.MustCompile(`integrity="[^"]*" href="[^"]*/verifier\.[0-9a-f]{12}\.js"`)

func readDocumented(root string) (d documented, err error) {
	var text []byte
	for _, name := range []string{"README.md", "wasm/README.md"} {
		readme, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return d, err
		}
		text = append(text, readme...)
	}
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		lines := strings.ReplaceAll(m[1], documentedBoard, "{{board}}")
		switch {
		case strings.Contains(lines, "<board-view ") && d.element == "":
			d.head, d.element = split(lines)
		case strings.Contains(lines, ` key="`) && d.signed == "":
			_, d.signed = split(lines)
		case strings.Contains(lines, "signed/checkpoint") && d.signedHead == "":
			d.signedHead, _ = split(lines)
		case strings.Contains(lines, `rel="preload"`) && d.fastHead == "":
			d.fastHead, _ = split(lines)
		}
	}
	return d, nil
}

// split separates the line of the element from the lines of the head.
func split(lines string) (head, element string) {
	for line := range strings.Lines(lines) {
		if strings.HasPrefix(line, "<board-view") {
			element += line
		} else {
			head += line
		}
	}
	return head, element
}
