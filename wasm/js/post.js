// Posts, read from the items of a JSON Feed. Nothing in a feed is trusted: a
// value of another type than expected counts as absent, texts are cut at a
// length, and only addresses of the web come through.

import { begun, over, readDate } from './dates.js';

const maxLine = 500; // characters of a subject, label or name
const maxText = 64 << 10; // characters of a post shown as plain text
const maxAddress = 2048;

/** readPost gives the post an item holds. The base is its feed's address. */
export function readPost(item, base) {
  item = record(item);
  const board = record(item._board);
  const date = readDate(board.date) ?? readDate(item.date_published);
  const url = webAddress(item.url, base) || webAddress(item.external_url, base);
  const subject = line(item.title) || line(item.summary) || line(plainText(item)) || url;
  return {
    id: line(board.id) || line(item.id) || url || subject,
    subject,
    label: line(board.label),
    date,
    by: line(record(board.by).name) || line(author(item).name),
    url,
    pinned: board.pinned === true,
    lang: language(item.language),
    item,
    base,
  };
}

/** publicPost is what the partner's page gets to see of a post. */
export function publicPost({ id, subject, label, date, by, url, pinned }) {
  return { id, subject, label, date: date?.iso ?? '', by, url, pinned };
}

/** isDue reports whether a post is to be shown now. */
export function isDue({ item, date }) {
  const { draft, expires } = record(item._board);
  const end = readDate(expires);
  return draft !== true && (!date || begun(date)) && !(end && over(end));
}

/**
 * webAddress resolves an address against the feed's: http or https, or ''.
 * One without a scheme stays on the feed's origin, whatever tricks it plays
 * with slashes; one with a user name in it looks like another host.
 */
export function webAddress(value, base) {
  if (typeof value !== 'string' || !value || value.length > maxAddress) return '';
  try {
    const url = new URL(value, base);
    const own = /^https?:\/\//i.test(value) || url.origin === new URL(base).origin;
    return own && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : '';
  } catch {
    return '';
  }
}

/** plainText is the text of a post, for pages where the engine cannot run. */
export function plainText(item) {
  return string(item.content_text) || withoutTags(string(item.content_html)) || string(item.summary);
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

/** language passes what looks like a language tag. */
const language = (value) => (/^[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}$/i.test(string(value)) ? value : '');

const author = (item) => record(Array.isArray(item.authors) ? item.authors[0] : item.author);

const record = (value) => (value !== null && typeof value === 'object' ? value : {});

const string = (value) => (typeof value === 'string' ? value.slice(0, maxText) : '');

const line = (value) => string(value).trim().slice(0, maxLine);
