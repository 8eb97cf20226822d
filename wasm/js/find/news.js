// News: posts that have come after the list. A button announces them, and they
// wait until the reader presses it, so that nothing moves that is being read.
// finder.js calls it; when to look for news is in refresh.js.

import { button } from '../dom.js';
import { json } from '../json.js';
import { counted } from '../strings.js';
import { store } from './keep.js';

export class News {
  #host; // the element's side, see #newFinder in element.js
  #words;
  #board = null; // with the news
  button = button('news', () => this.#take());

  constructor(host) {
    this.#host = host;
    this.forget();
  }

  speak(words) {
    this.#words = words;
    this.#show();
  }

  forget() {
    this.#board = null;
    this.#show();
  }

  /** text is the announcement, '' if there are no news. */
  get text() { return this.button.textContent; }

  /** look reads the first page again, unless something else is being loaded. */
  async look(signal) {
    const { board, state } = this.#host.now();
    if (state === 'loading' || state === 'idle') return;
    try {
      const newer = await this.#host.loading.peek(signal);
      const now = this.#host.now();
      if (now.board === board && now.state === state) this.#compare(newer, board);
    } catch (error) {
      if (!signal.aborted) await this.#host.loading.miss(error, signal);
    }
  }

  /** #compare announces what is new. An empty list, or a kept copy without news, is replaced at once. */
  #compare(newer, board) {
    const same = isSame(newer, board);
    if (!board.posts.length || (same && board.isCopy)) return this.#host.loading.replace(newer);
    const { keep, key } = this.#host.element;
    if (keep !== 'off' && !key) store(keep, this.#host.now().source, newer);
    this.#board = same ? null : newer;
    this.#host.loading.settle(newer.time);
    this.#show();
  }

  #show() {
    this.button.textContent = this.#board ? this.#sentence(this.#board.posts) : '';
    this.button.hidden = !this.#board;
    this.#host.update();
  }

  #sentence(posts) {
    const { board } = this.#host.now();
    const added = posts.filter(({ id }) => !board.find(id)).length;
    const { news, changed } = this.#words;
    return added ? counted(news, added) : changed;
  }

  async #take() {
    const board = this.#board;
    this.forget();
    await this.#host.loading.replace(board);
    if (this.#host.now().from) this.#host.go(0); // the page with the news
    this.#host.view.focusFirst();
  }
}

/** isSame reports whether a list begins with the posts of the first page; a kept copy may have fewer. */
function isSame({ posts }, { posts: before, isCopy }) {
  const now = isCopy ? posts.slice(0, before.length) : posts;
  return itemsOf(now) === itemsOf(before.slice(0, now.length));
}

const itemsOf = (posts) => json(posts.map(({ item }) => item));
