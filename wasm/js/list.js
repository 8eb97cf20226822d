// Rows of the list.

import { formatDate } from './dates.js';
import { button, el, outLink } from './dom.js';

/** newRow makes the row of a post; open is called when a reader chooses it. */
export function newRow(post, words, open) {
  return el('li', { part: post.pinned ? 'row pinned' : 'row' },
    el('p', { part: 'meta' }, date(post, words), post.pinned && el('span', { part: 'pin' }, words.pinned)),
    title(post, open),
    post.by && el('p', { part: 'by' }, el('bdi', {}, post.by)));
}

/** title is a real link: only a plain click opens the post in place. */
function title(post, open) {
  const words = [
    post.label && el('bdi', { part: 'label' }, post.label),
    post.label && ' ',
    el('bdi', { lang: post.lang }, post.subject),
  ];
  if (!post.url) return button('subject', open, ...words);
  return outLink(post.url, { part: 'subject', click: (event) => isPlain(event) && open(event) }, ...words);
}

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

function date({ date }, words) {
  return date && el('time', { part: 'date', datetime: date.iso }, formatDate(date, words.locale, 'medium'));
}
