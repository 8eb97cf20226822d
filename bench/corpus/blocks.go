package corpus

import (
	"fmt"
	"strings"
)

// block returns a random block. Most are paragraphs, as on real boards.
func (g *Generator) block() string {
	switch g.rand.IntN(10) {
	case 0:
		return g.list("-")
	case 1:
		return g.list("1.")
	case 2:
		return "> " + g.paragraph()
	case 3:
		return "## " + g.short()
	case 4:
		return fmt.Sprintf("![%s](pictures/%d.jpg)", g.short(), g.n)
	case 5, 6, 7:
		return g.decorated()
	}
	return g.paragraph()
}

func (g *Generator) list(marker string) string {
	items := make([]string, 3+g.rand.IntN(3))
	for i := range items {
		items[i] = marker + " **" + g.short() + "** " + g.short()
	}
	return strings.Join(items, "\n")
}

// decorated returns a paragraph with emphasis and links.
func (g *Generator) decorated() string {
	return fmt.Sprintf("%s **%s** %s *%s* [%s](https://secretariat.example/news/%d) %s",
		g.sentence(), g.short(), g.sentence(), g.short(), g.short(), g.n, g.sentence())
}

// rawHTML returns a paragraph as people paste it from other systems.
func (g *Generator) rawHTML() string {
	return fmt.Sprintf(`%s <b>%s</b> H<sub>2</sub>O <span class="x" onclick="y()">%s</span><br> <a href="https://secretariat.example/%d" target="_blank">%s</a>`,
		g.sentence(), g.short(), g.sentence(), g.n, g.short())
}
