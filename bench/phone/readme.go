package phone

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// What a partner writes is read from README.md, so that what is measured is
// what is documented.

var fence = regexp.MustCompile("(?s)```html\n(.*?)```")

// documented are the README's lines for a partner's page.
type documented struct {
	head, fastHead, element string // fastHead has preloads; empty if none are documented
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

// split takes the element's own line from those of the head.
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
