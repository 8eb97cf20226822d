// The plain text of a post, for subjects without a title, for search, and for
// what is shown before the reader has come. It is used as text only.

import { text } from './values.js';

/** plainText returns the text of an item, cut at a length. HTML is several times as long as its text: links have long addresses. */
export const plainText = (item, length) => text(item.content_text, length) || text(withoutTags(text(item.content_html, 1e6)), length) || text(item.summary);

/**
 * lead returns the paragraphs and captions at the start of an item, as far as it
 * is known where they will stand in the article: those before a picture, a list,
 * or what else has a height of its own. A caption begins with the mark "\x01".
 * The policy "text" has other paragraphs, which only the engine knows.
 */
export function lead({ _board, content_html, content_text }) {
  const html = text(content_html).split(block)[0].replace(/<figcaption[^<>]*>/g, '</p>\x01');
  const words = content_html ? withoutTags(_board ? html : html.replace(/\s+/g, ' ')) : text(content_text);
  return words.split(/\n\s*\n/).filter((paragraph) => paragraph.trim()).slice(0, 100);
}

// The start tag of an element that is more than a paragraph, a caption, or words in one.
const block = /<(?!\/?(?:a|b|del|em|fig\w+|i|p|s|strong)\b)/i;

/**
 * withoutTags turns HTML into text, roughly. It is not a sanitiser and need not
 * be one: its result is only used as text. The patterns cannot backtrack.
 */
function withoutTags(html) {
  return html
    .replace(/<(script|style)[^<>]*>[^<]*|<[^/<>]*>/gi, '')
    .replace(/<\/(p|h\d|li|tr|div|blockquote|figcaption)>/gi, '\n\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&([#\w]{2,4});/g, (all, name) => entities[name] ?? all);
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', nbsp: ' ' };
