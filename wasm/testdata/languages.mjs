// Asks the queries of a file in an index, as the widget does: languages.mjs FILE, where
// FILE has a list of {lang, folder, posts: {id: text}, queries: [{line, text, want, missed}]}.

import { readFileSync } from 'node:fs';
import { Index, Search } from '../js/search/find.js';
import { hasPhrases, parse } from '../js/search/query.js';

globalThis.location = new URL('https://board.example/');
globalThis.fetch = async (address) => new Response(readFileSync(new URL(address)));

const options = { signal: new AbortController().signal };
let failures = 0;
let queries = 0;

for (const { lang, folder, posts, queries: list } of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const index = await Index.open(folder, options);
  for (const { line, text, want, missed } of list) {
    queries++;
    const query = parse(text);
    const search = new Search(index, query);
    await search.start(options);
    const found = search.hits().reverse().map((place) => posts[place]).filter((post) => hasPhrases(query, post.text)).map(({ id }) => id).join(' ');
    if ((found === want) !== missed) continue;
    failures++;
    console.error(`languages.txt:${line}: ${lang}: ${text} finds "${found}", want "${want}" (known to be missed: ${missed})`);
  }
}
if (!queries) throw new Error('wanted queries, found none');
process.exitCode = failures ? 1 : 0;
