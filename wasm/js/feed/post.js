// Posts, read from the items of a JSON Feed. board.js calls it. It trusts no
// value: texts are cut, and only http and https addresses are accepted.

import { webAddress } from './address.js';
import { over, readDate } from './dates.js';
import { plainText } from './plain.js';
import { line, record, records, text } from './values.js';

/** readPost returns the post of an item. base is the feed's folder; root is the board's, where addresses in a post's source start. */
export function readPost(item, base, root) {
  item = record(item);
  const board = record(item._board);
  const own = item._board === board;
  const date = readDate(board.date) ?? readDate(item.date_published);
  const url = webAddress(item.url, base) || webAddress(item.external_url, base);
  const id = line(board.id) || line(item.id) || url;
  const subject = line(item.title) || line(item.summary) || line(plainText(item)) || id;
  return {
    id: id || subject,
    subject,
    label: line(board.label),
    date,
    by: authorsOf(item).map(({ name }) => line(name)).filter(Boolean).join(', ') || line(record(board.by).name),
    url,
    summary: line(item.summary),
    pinned: board.pinned === true,
    lang: language(item.language),
    own, // published by Board View, not by another program
    item,
    base,
    root: own ? root : base,
    file: '', // the name of the source file that it is made of; reader.js knows
  };
}

/** publicPost returns what the page may see of a post. */
export function publicPost({ id, subject, label, date, by, url, pinned }) {
  return { id, subject, label, date: date?.iso ?? '', by, url, pinned };
}

/**
 * isDue reports whether a post may be shown now; has reports whether a date has
 * been reached. A post with a date that cannot be read is held back.
 */
export function isDue({ item, date }, has) {
  const { draft, date: day, expires } = record(item._board);
  const end = readDate(expires);
  const unread = (day && !readDate(day)) || (expires && !end);
  return draft !== true && !unread && (!date || has(date)) && !(end && over(end));
}

/** authorsOf returns the authors of an item, in JSON Feed 1.1 or 1.0, that have a name or a URL. */
export function authorsOf({ authors, author }) {
  const named = ({ name, url }) => line(name) || webAddress(url, url); // no relative one
  const list = records(authors).filter(named);
  return list[0] ? list : [record(author)].filter(named);
}

/** language returns a value that looks like a language tag, or ''. */
export const language = (value) => (/^[a-z]{2,8}(-[a-z0-9]{1,8}){0,4}$/i.test(text(value)) ? value : '');

/** tagsOf returns the tags of a post. */
export const tagsOf = ({ item: { tags } }) => (Array.isArray(tags) ? tags.slice(0, 50).map(line).filter(Boolean) : []);

/** yearOf returns the year in a post's date as it is written, or ''. */
export const yearOf = ({ date }) => date?.iso.slice(0, 4) ?? '';
