// The plain text of a post, for subjects without a title, for search, and for
// what is shown before the reader has come. It is used as text only.

import { text } from './values.js';

/** plainText returns the text of an item, cut at a length. */
export const plainText = (item, length) => text(item.content_text, length) || withoutTags(text(item.content_html, length)) || text(item.summary);

/**
 * withoutTags turns HTML into text, roughly. It is not a sanitiser and need not
 * be one: its result is only used as text. The patterns cannot backtrack.
 */
function withoutTags(html) {
  return html
    .replace(/<(script|style)[^<>]*>[^<]*|<[^/<>]*>/gi, '')
    .replace(/<\/(p|h\d|li|tr|div|blockquote)>/gi, '\n\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&([#\w]{2,4});/g, (all, name) => entities[name] ?? all);
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', nbsp: ' ' };
