// Prints the microformats of pages, one line of JSON for each page.
import { readFileSync } from 'node:fs';
import { mf2 } from 'microformats-parser';

for (const name of process.argv.slice(2)) {
	const { items } = mf2(readFileSync(name, 'utf8'), { baseUrl: 'https://board.example/news/posts/x/index.html' });
	console.log(JSON.stringify(items.map(({ type, properties, children = [] }) => ({ type: type.join(), properties, children: children.length }))));
}
