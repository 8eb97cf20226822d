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
	fastHead      string // the head with preload lines; empty if the README has none
}

const documentedBoard = "https://secretariat.example/news"

func readDocumented(root string) (d documented, err error) {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		return d, err
	}
	for _, m := range fence.FindAllStringSubmatch(string(readme), -1) {
		lines := strings.ReplaceAll(m[1], documentedBoard, "{{board}}")
		switch {
		case strings.Contains(lines, "<board-view ") && d.element == "":
			d.head, d.element = split(lines)
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
