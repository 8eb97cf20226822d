// What surrounds a post's content, in the same words and elements as the
// engine's (render.go), so that nothing moves when the engine's result replaces
// it; and the content as paragraphs, if there is no better. article.js calls it.

import { el, outLink } from '../dom.js';
import { readDate } from '../feed/dates.js';
import { plainText } from '../feed/plain.js';
import { authorsOf } from '../feed/post.js';
import { line, record, records, text } from '../feed/values.js';
import { fileName, linkAddress } from './href.js';
import { updated } from './words.js';

/** frame returns a post as an <article> around its content. */
export function frame(post, options, content) {
  const { label, subject, lang } = post;
  return el('article', { lang, dir: 'auto' },
    el('header', {},
      el(`h${options.headingLevel}`, { dir: 'auto' }, label && `[${label}] `, subject),
      dates(post)),
    '\n', ...content, footer(post, options));
}

function dates({ date, lang, own, item }) {
  if (!date) return '';
  const later = readDate(own ? item._board.updated : item.date_modified);
  const primary = lang.toLowerCase().split('-')[0];
  const word = Object.hasOwn(updated, primary) ? updated[primary] : updated.en;
  return el('p', {}, time(date), ...later ? [` · ${word} `, time(later)] : []);
}

const time = ({ iso }) => el('time', { datetime: iso }, iso);

function footer({ own, item }, options) {
  const authors = own ? [record(item._board.by), ...records(item._board.coauthors)] : authorsOf(item);
  const parts = [
    ...authors.map((by) => byline(by, options)),
    attachments(records(item.attachments), options),
    tags(item.tags),
    source(own ? item.external_url : item.url ?? item.external_url, options),
  ].filter(Boolean);
  return parts[0] && el('footer', {}, ...parts);
}

function byline({ name, email, url }, options) {
  const contacts = [];
  if (line(email)) contacts.push(' (', anchor(`mailto:${line(email)}`, email, options), ')');
  if (line(url)) contacts.push(' (', anchor(url, url, options), ')');
  return (line(name) || contacts[0]) && el('address', {}, line(name), ...contacts);
}

const attachments = (files, options) => files[0]
  && el('ul', {}, ...files.map((file) => el('li', {}, anchor(file.url, line(file.title) || fileName(text(file.url)), options), about(file))));

/** about returns the type and the size of an attachment. */
function about({ url, mime_type: type, size_in_bytes: size }) {
  const ext = type !== 'application/octet-stream' && /\.(\w+)$/.exec(text(url))?.[1].toUpperCase();
  const bytes = typeof size === 'number' ? size : 0; // comparing some objects throws
  const weight = bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes > 0 && `${Math.ceil(bytes / 1e3)} kB`;
  const words = [ext, weight].filter(Boolean);
  return words[0] && ` (${words.join(', ')})`;
}

function tags(names) {
  const words = Array.isArray(names) ? names.map(line).filter(Boolean) : [];
  return words[0] && el('p', {}, `#${words.join(' #')}`);
}

/** source links to the original of a copy. */
const source = (address, options) => text(address)
  && el('p', {}, anchor(address, /^https?:\/\/([^/?#]*)/.exec(address)?.[1] || address, options));

/** anchor returns a link, or only its words if the policy allows no link. */
function anchor(address, words, { policy, base }) {
  const href = policy !== 'text' && linkAddress(address, base);
  return href ? outLink(href, {}, words) : words;
}

const maxText = 128 << 10; // characters, which a browser lays out in less than a second
const maxParagraphs = 10_000;

/** paragraphs returns an item's text, with the captions at its start as figures. */
export function paragraphs(item) {
  let words = plainText(item, maxText);
  const figures = [];
  for (const photo of records(record(item._board).photos)) {
    const caption = line(photo.caption);
    if (!caption || !words.startsWith(caption)) continue;
    words = words.slice(caption.length).trimStart();
    figures.push(el('figure', {}, el('figcaption', {}, caption)));
  }
  return [...figures, ...split(words).map((paragraph) => el('p', { dir: 'auto' }, paragraph))];
}

/** split splits a text at blank lines; a line of spaces is blank. */
function split(words) {
  const lines = words.split('\n').map((words) => words.trimEnd());
  return lines.join('\n').split(/\n{2,}/).filter(Boolean).slice(0, maxParagraphs);
}
