// Parses feeds with a newsreader's library and prints the posts that it would
// show, one line of JSON for each feed, in the same form for all formats.
import { readFileSync } from 'node:fs';
import { parseFeed } from 'feedsmith';

const views = {
	rss: ({ items = [] }) => items.map((i) => ({
		id: i.guid.value, link: i.link, title: i.title, html: i.content?.encoded ?? '', published: i.pubDate, by: i.dc?.creators, tags: i.categories?.map((c) => c.name),
	})),
	atom: ({ entries = [] }) => entries.map((e) => ({
		id: e.id, link: e.links.find((l) => l.rel === 'alternate' && !l.hreflang).href, title: e.title.value, html: e.content?.value ?? '', published: e.published,
		by: e.authors?.map((a) => a.name), tags: e.categories?.map((c) => c.term),
	})),
	json: ({ items = [] }) => items.map((i) => ({
		id: i.id, link: i.url, title: i.title, html: i.content_html ?? '', published: i.date_published, by: i.authors?.map((a) => a.name), tags: i.tags,
	})),
};

// JSON allows some characters that XML forbids.
const plain = (text) => text.replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, '');
for (const name of process.argv.slice(2)) {
	const { format, feed } = parseFeed(readFileSync(name, 'utf8'));
	const posts = views[format](feed).map(({ id, link, title, html, published, by = [], tags = [] }) => ({
		id, link, title: plain(title).trim(), html: html.trim(), published: published ? new Date(published).toISOString() : '', by: by.join(), tags,
	}));
	console.log(JSON.stringify(posts));
}
