// The numbers of the pages, as a reader sees them.

import { button, el } from '../dom.js';

export class Pager {
  #go;
  #shown;
  node = el('nav', { part: 'pages', hidden: 'hidden' });

  constructor(go) {
    this.#go = go;
  }

  /** show offers the pages around this one, the first and the last; none where there is but one. */
  show(page, last, words) {
    this.node.hidden = last < 2;
    const shown = [page, last, words.locale].join();
    if (shown === this.#shown) return; // a reader may be on one of them
    this.#shown = shown;
    this.node.ariaLabel = words.pages;
    this.node.replaceChildren(
      this.#arrow('previous', page - 1, page > 1, words),
      ...around(page, last).map((number) => this.#number(number, page)),
      this.#arrow('next', page + 1, page < last, words));
  }

  #arrow(name, page, possible, words) {
    return possible ? el('button', { part: `button ${name}`, type: 'button', 'aria-label': words[name], click: () => this.#go(page) }) : '';
  }

  #number(number, page) {
    if (!number) return el('span', {}, '…');
    const current = number === page;
    const made = button(current ? 'page current' : 'page', () => this.#go(number), `${number}`);
    if (current) made.ariaCurrent = 'page';
    return made;
  }
}

/** around lists the pages to offer, with 0 for a gap. */
function around(page, last) {
  const near = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last);
  const pages = [...new Set(near)].sort((a, b) => a - b);
  return pages.flatMap((number, i) => (i && number > pages[i - 1] + 1 ? [0, number] : [number]));
}
