// The plain text of a post, for browsers that can show no other yet.

import { el } from './dom.js';
import { line, record, records, text } from './values.js';

const maxParagraphs = 1000;

/** plainText is the text of an item. */
export const plainText = (item) => text(item.content_text) || withoutTags(text(item.content_html)) || text(item.summary);

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

/**
 * withoutTags makes text of HTML, roughly. It need not be a sanitiser: its
 * result is only ever used as text. The patterns cannot backtrack.
 */
function withoutTags(html) {
  return html
    .replace(/<(script|style)[^<>]*>[^<]*|<[^/<>]*>/gi, '')
    .replace(/<\/(p|h\d|li|tr|div|blockquote)>/gi, '\n\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|#34|nbsp);/g, (_, name) => entities[name]);
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', nbsp: ' ' };
