// Asks Pagefind for words and counts what it reads: pagefind.mjs FOLDER QUERIES, where
// FOLDER has its files, and QUERIES is a file with a list of {lang, text}. It prints a list of
// {requests, bytes, cards}: until the results are known, and for the first ten.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, queries] = process.argv.slice(2);
const counted = [];
let count;

globalThis.fetch = async (address) => {
  const content = readFileSync(new URL(String(address).split('?')[0]));
  count.requests++;
  count.bytes += content.length;
  return new Response(content);
};
globalThis.window = globalThis;
globalThis.location = new URL('https://board.example/');
console.log = console.warn;

for (const [i, { lang, text }] of JSON.parse(readFileSync(queries, 'utf8')).entries()) {
  globalThis.document = { querySelector: () => ({ getAttribute: () => lang }), currentScript: null };
  count = { requests: 0, bytes: 0 };
  const pagefind = await import(`${pathToFileURL(folder)}/pagefind.js?${i}`); // nothing is cached
  await pagefind.init();
  const { results } = await pagefind.search(text);
  const { requests, bytes } = count;
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  counted.push({ requests, bytes, cards: count.bytes - bytes, found: results.length });
}
process.stdout.write(JSON.stringify(counted));
process.exit(0);
