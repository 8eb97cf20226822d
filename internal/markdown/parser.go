package markdown

import (
	"sync"

	"github.com/yuin/goldmark/extension"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// parser is goldmark's parser for CommonMark with tables, task
// lists, strikethrough and bare links, without attributes or ids.
var parser = sync.OnceValue(func() gm.Parser {
	return newParser(
		util.Prioritized(words{extension.NewLinkifyParser()}, 999),
		util.Prioritized(emphasis{}, 450), // before goldmark's own
	)
})

func newParser(extra ...util.PrioritizedValue) gm.Parser {
	return gm.NewParser(
		gm.WithBlockParsers(blockParsers()...),
		gm.WithInlineParsers(inlineParsers(extra)...),
		gm.WithParagraphTransformers(
			util.Prioritized(definitions{gm.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
		),
		gm.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
}

func blockParsers() []util.PrioritizedValue {
	ps := gm.DefaultBlockParsers()
	for i, p := range ps {
		switch p.Priority {
		case 300, 400, 800: // list, list item, block quote
			ps[i].Value = boundedBlock{p.Value.(gm.BlockParser)}
		}
	}
	return append(ps, util.Prioritized(boundedBlock{&noteBlocks{}}, 900))
}

func inlineParsers(extra []util.PrioritizedValue) []util.PrioritizedValue {
	ps := []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(gm.NewCodeSpanParser(), 100),
		util.Prioritized(gm.NewLinkParser(), 200),
		util.Prioritized(gm.NewAutoLinkParser(), 300),
		util.Prioritized(gm.NewRawHTMLParser(), 400),
		util.Prioritized(emphases, 500),
		util.Prioritized(strikethroughs, 500),
	}
	for i, p := range ps {
		ps[i].Value = bounded(p.Value.(gm.InlineParser))
	}
	ps = append(ps, util.Prioritized(&noteReferences{}, 150)) // before links; it looks at no more than its label
	return append(ps, extra...)
}
