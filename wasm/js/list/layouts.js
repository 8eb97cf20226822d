// The layouts of the list: the element that holds the rows, a row, and a
// placeholder. view.js calls it. It does not know which posts are shown, nor
// what opening one does.

import { button, el, postLink } from '../dom.js';
import { formatDate } from '../feed/dates.js';
import { picture } from './picture.js';

const columns = ['number', 'subject', 'by', 'date'];

/** newList returns the list of a layout. It holds the rows itself, or in the table's body. */
export function newList(layout, words) {
  if (layout !== 'table') return el('ol', { part: 'list', role: 'list' });
  const head = columns.map((name) => el('th', { part: `cell ${name}-cell`, scope: 'col', role: 'columnheader' }, words[name]));
  return el('table', { part: 'list', role: 'table' },
    el('thead', { part: 'head', role: 'rowgroup' }, el('tr', { role: 'row' }, ...head)), el('tbody', { role: 'rowgroup' }));
}

/** newRow returns the row of a post; open is called when the reader chooses it. */
export function newRow(layout, post, { words, images, open }) {
  const part = post.pinned ? 'row pinned' : 'row';
  const pin = post.pinned && el('span', { part: 'pin' }, words.pinned);
  const subject = title(post, open);
  const when = date(post, words);
  const by = post.by && el('bdi', {}, post.by);
  if (layout === 'table') {
    return el('tr', { part, role: 'row' }, ...[pin || `${post.number}`, subject, by, when].map(cell));
  }
  const pictured = layout === 'cards' || layout === 'tiles';
  return el('li', { part },
    pictured && picture(post, images, layout === 'tiles'),
    el('p', { part: 'meta' }, pin, when),
    subject,
    layout === 'cards' && post.summary && el('p', { part: 'summary', lang: post.lang, dir: 'auto' }, post.summary),
    by && el('p', { part: 'by' }, by));
}

/** newPlaceholder returns an element that reserves the space of a row. */
export const newPlaceholder = (layout) => el(layout === 'table' ? 'tr' : 'li', { part: 'placeholder' });

const cell = (content, i) => el('td', { part: `cell ${columns[i]}-cell`, role: 'cell' }, content);

function title(post, open) {
  const words = [
    post.label && el('span', { part: 'label' }, post.label),
    post.label && ' ',
    el('bdi', { lang: post.lang }, post.subject),
  ];
  if (!post.url) return button('subject', open, ...words);
  return postLink(post.url, { part: 'subject' }, open, ...words);
}

function date({ date }, words) {
  return date && el('time', { part: 'date', datetime: date.iso }, formatDate(date, words.locale, 'medium'));
}
