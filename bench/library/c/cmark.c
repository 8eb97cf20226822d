#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include "race.h"

static void render(const char *text, size_t size) {
	static const char *names[] = {"table", "strikethrough", "tasklist", "autolink"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_UNSAFE);
	for (int i = 0; i < 4; i++) cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(parser, text, size);
	cmark_node *document = cmark_parser_finish(parser);
	free(cmark_render_html(document, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser)));
	cmark_node_free(document);
	cmark_parser_free(parser);
}

int main(void) {
	cmark_gfm_core_extensions_ensure_registered();
	return race(render);
}
