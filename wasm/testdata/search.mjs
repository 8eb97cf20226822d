// Holds the widget's search to the cases of internal/search/testdata, which Go's
// tests read, too. Each line is "text → result".

import { readFileSync } from 'node:fs';
import { passageOf } from '../js/search/passage.js';
import { parse } from '../js/search/query.js';
import { termsOf, wordsOf } from '../js/search/words.js';

let failures = 0;

function each(name, result) {
  let cases = 0;
  for (const line of readFileSync(new URL(`../../internal/search/testdata/${name}`, import.meta.url), 'utf8').trimEnd().split('\n')) {
    const [text, want] = line.split(' → ');
    if (want === undefined) continue;
    cases++;
    const got = result(text);
    if (got === want) continue;
    failures++;
    console.error(`${name}: ${text}\n got ${got}\nwant ${want}`);
  }
  if (!cases) throw new Error(`${name}: wanted cases, found none`);
}

each('words.txt', (text) => wordsOf(text).flatMap(([word]) => termsOf(word)).join(' '));

const described = ({ terms, phrase }) => (phrase ? `"${terms.join(' ')}"` : terms.join('+'));

each('queries.txt', (text) => {
  const { words, not, tag, by, year } = parse(text);
  return [...words.map(described), ...not.map((word) => `-${described(word)}`),
    tag && `tag=${tag}`, by && `by=${by}`, year && `year=${year}`].filter(Boolean).join(' ');
});

each('passages.txt', (line) => {
  const [query, text] = line.split(' | ');
  return passageOf(text, parse(query)).map((piece, i) => (i % 2 ? `[${piece}]` : piece)).join('');
});

process.exitCode = failures ? 1 : 0;
