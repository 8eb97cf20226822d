// Reads feeds with the libraries of newsreaders and prints what each finds: one
// line of JSON for each library that reads the format, with the posts in the same
// form for all of them. What a library does not read is null.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { extractFromJson, extractFromXml } from '@extractus/feed-extractor';
import { parseFeed as rowanmanning } from '@rowanmanning/feed-parser';
import FeedParser from 'feedparser';
import Parser from 'rss-parser';

const time = (text) => (text ? new Date(text).toISOString() : '');

// The whole text that @extractus/feed-extractor makes its description of.
const whole = ({ 'content:encoded': rss, content, content_html: json }) => ({ html: rss ?? content?.['#text'] ?? content ?? json ?? '' });

function feedparser(source) {
	return new Promise((resolve, reject) => {
		const posts = [];
		const parser = new FeedParser({ feedurl: 'https://board.example/news/', addmeta: false });
		parser.on('error', reject).on('end', () => resolve(posts)).on('data', ({ guid, link, title, description, pubdate }) => {
			posts.push({ id: guid, link, title, html: description ?? '', published: time(pubdate) });
		});
		Readable.from([source]).pipe(parser);
	});
}

async function rssParser(source) {
	const { items } = await new Parser().parseString(source);
	return items.map((i) => ({ id: i.guid ?? i.id, link: i.link, title: i.title, html: i['content:encoded'] ?? i.content ?? '', published: time(i.pubDate) }));
}

function extractus(source) {
	const read = source.startsWith('{') ? extractFromJson : extractFromXml;
	const { entries } = read(source.startsWith('{') ? JSON.parse(source) : source, { getExtraEntryFields: whole, descriptionMaxLen: 0 });
	return entries.map(({ id, link, title, html, published }) => ({ id, link, title, html, published: time(published) }));
}

const rowan = (source) => rowanmanning(source).items.map((i) => ({ id: i.id, link: i.url, title: i.title, html: i.content ?? '', published: time(i.published) }));

for (const name of process.argv.slice(2)) {
	const source = readFileSync(name, 'utf8');
	const libraries = source.startsWith('{') ? { extractus } : { rssParser, feedparser, extractus, rowan };
	for (const [library, read] of Object.entries(libraries)) {
		console.log(JSON.stringify({ name, library, posts: await read(source) }));
	}
}
