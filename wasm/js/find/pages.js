// The numbered pages of a table. A page that the reader turns to is read from the
// feed first, if need be. finder.js calls it. It does not know how.

import { button, el, emit } from '../dom.js';

export class Pages {
  #host; // the element's side, and {now, came} of the finder
  #turned; // called before another page is shown
  #asked = 0; // number of a page that must be read first
  #pager = new Pager((page) => this.#turn(page));

  constructor(host, turned) {
    this.#host = host;
    this.#turned = turned;
  }

  get node() { return this.#pager.node; }

  forget() {
    this.#asked = 0;
  }

  /** rows are the rows that must have been read: from one to before another. */
  get rows() {
    const { from, step } = this.#host.now();
    const first = this.#asked ? (this.#asked - 1) * step : from;
    return { first, end: first + step };
  }

  /** update shows the page numbers. The feed may say how many posts there are in all. */
  update(isShown, words) {
    const { board, from, step, sought, isComplete } = this.#host.now();
    const total = isComplete ? sought.length : Math.max(board.total, sought.length + 1);
    this.#pager.show(from / step + 1, isShown ? Math.ceil(total / step) : 0, words);
  }

  /** #turn goes to a page. The current one stays until posts of it have come. */
  #turn(page) {
    this.#asked = page;
    this.#host.came();
  }

  /** arrive shows the requested page, or the last one, if its posts have come. */
  arrive() {
    const { step, sought, lacks } = this.#host.now();
    const { first } = this.rows;
    if (!this.#asked || lacks(first, first + 1)) return;
    const from = Math.min(this.#asked - 1, lastPage(sought, step)) * step;
    this.#asked = 0;
    this.#turned();
    this.#host.go(from);
    this.#host.view.focusFirst();
    emit(this.#host.element, 'page', { page: from / step + 1 });
  }

  /** stay goes to the last page if the current one does not exist any more. */
  stay() {
    const { board, from, step, sought } = this.#host.now();
    if (from && from >= sought.length && !board.next) this.#host.go(lastPage(sought, step) * step);
  }
}

/** lastPage returns the number of the last page, counted from 0. */
const lastPage = ({ length }, step) => Math.max(Math.ceil(length / step) - 1, 0);

/** A Pager is the row of page numbers. */
class Pager {
  #go;
  #shown;
  node = el('nav', { part: 'pages', hidden: 'hidden' });

  constructor(go) {
    this.#go = go;
  }

  /** show shows the first, the last and the pages around this one, or nothing if there is only one. */
  show(page, last, words) {
    this.node.hidden = last < 2;
    const shown = [page, last, words.locale].join();
    if (shown === this.#shown) return; // one of them may have the focus
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

/** around returns the page numbers to show, with 0 for a gap. */
function around(page, last) {
  const near = [1, page - 1, page, page + 1, last].filter((number) => number >= 1 && number <= last);
  const pages = [...new Set(near)].sort((a, b) => a - b);
  return pages.flatMap((number, i) => (i && number > pages[i - 1] + 1 ? [0, number] : [number]));
}
