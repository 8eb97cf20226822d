// A post as paragraphs of plain text, for browsers that can show no other yet.

import { el } from '../dom.js';
import { plainText } from '../plain.js';
import { line, record, records } from '../values.js';

const maxParagraphs = 1000;

/** paragraphs are an item's text, and the captions that stand above it. */
export function paragraphs(item) {
  let words = plainText(item);
  const figures = [];
  for (const photo of records(record(item._board).photos)) {
    const caption = line(photo.caption);
    if (!caption || !words.startsWith(caption)) continue;
    words = words.slice(caption.length).trimStart();
    figures.push(el('figure', {}, el('figcaption', {}, caption)));
  }
  return [...figures, ...split(words).map((paragraph) => el('p', { dir: 'auto' }, paragraph))];
}

/** split cuts a text at blank lines; spaces do not make a line less blank. */
function split(words) {
  const lines = words.split('\n').map((words) => words.trimEnd());
  return lines.join('\n').split(/\n{2,}/).filter(Boolean).slice(0, maxParagraphs);
}
