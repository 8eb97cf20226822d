// The plain text of a post.

import { text } from './values.js';

/** plainText is the text of an item. */
export const plainText = (item) => text(item.content_text) || withoutTags(text(item.content_html)) || text(item.summary);

/**
 * withoutTags makes text of HTML, roughly. It need not be a sanitiser: its
 * result is only ever used as text. The patterns cannot backtrack.
 */
function withoutTags(html) {
  return html
    .replace(/<(script|style)[^<>]*>[^<]*|<[^/<>]*>/gi, '')
    .replace(/<\/(p|h\d|li|tr|div|blockquote)>/gi, '\n\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&([#\w]{2,4});/g, (all, name) => entities[name] ?? all);
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', nbsp: ' ' };
