// Loading a board: the element's state, the board that it shows, and the request
// under way. element.js makes a Loading for each element and tells it when to
// load; news.js replaces the board. It does not know how a list or a post is
// shown.

import { emit } from './dom.js';
import { Board } from './feed/board.js';
import { readText } from './feed/fetch.js';
import { loadVerifier } from './loader.js';
import { reasonOf } from './list/reasons.js';

export class Loading {
  state = 'idle';
  board = new Board();
  source = null; // address of the board, as requested
  reason; // of the last failure
  error; // the failure itself
  key = null; // public keys, where the page has some for the board
  verifier; // where the page has a key for src, once its script has come
  done = Promise.resolve(); // resolves when the task under way has ended
  #element;
  #on; // the element's side, #host in element.js
  #agreed; // address that the reader wants to see, where load="click" asks first
  #interrupted = false; // the element was removed during a request
  #task; // the function that retry calls again
  #abort = new AbortController(); // of the task under way

  constructor(element, on) {
    this.#element = element;
    this.#on = on;
  }

  get #address() {
    const { src, ownerDocument } = this.#element;
    try {
      return src && new URL(src, ownerDocument.baseURI).href;
    } catch {
      return src; // which then fails to load
    }
  }

  /** waits reports whether nothing may be requested before the reader has clicked. */
  get waits() { return this.#element.load === 'click' && this.#agreed !== this.#address; }

  /** agree loads src, even if it has to wait for a click. */
  agree(cache) {
    this.#agreed = this.#address;
    return this.load(cache);
  }

  /** enter loads src, if need be, when the element comes into a page. */
  enter() {
    if (this.#interrupted || this.source !== this.#address) this.load();
  }

  /** leave aborts the request under way; enter starts it again. */
  leave() {
    this.#interrupted = this.state === 'loading';
    this.#abort.abort();
  }

  /** load reads the first page of src. The list of the same src stays until that has come. */
  load(cache) {
    const address = this.#address;
    const key = this.#element.getAttribute('key') ?? this.#element.getAttribute('signed-by'); // an empty one is a mistake, and no permission
    if (address !== this.source || key !== this.key) {
      this.verifier = this.verifier?.leave();
      this.board = new Board();
      this.key = key;
      this.#on.forget();
    }
    this.source = address;
    this.#interrupted = false;
    if (address === '' || this.waits) return this.#read(null);
    this.#agreed = address;
    this.#read(this.#firstPage(cache));
    this.#on.start();
    return this.done;
  }

  retry() {
    this.#read(this.#task);
  }

  /** readOn reads the next page of the board, or what more reads, then calls show. */
  readOn(show, more = (options) => this.board.more(options)) {
    return this.#read(async (options) => {
      await more(options);
      return show;
    });
  }

  /** peek reads the first page again and leaves the board alone. */
  peek(signal) {
    return this.#open(this.source, { signal, cache: 'no-cache' });
  }

  /** #open reads the first page of src; where the page has a key, only if that has signed it. */
  async #open(address, options) {
    if (this.key === null) return Board.open(address, options);
    const note = `${address.replace(/((tags|lang)\/[^/]+\/|posts\/)?[^/]*$/, '')}signed/checkpoint`;
    const early = [readText(address, options), readText(note, { ...options, cache: 'no-cache' })];
    Promise.allSettled(early); // they are awaited when the script has come
    const { openSigned } = await loadVerifier();
    return openSigned(Board, address, options, { loading: this, element: this.#element, note, early });
  }

  /** replace shows a board that was read elsewhere. */
  async replace(board) {
    await this.#take(board);
    this.#succeed();
  }

  /** settle sets the state after loading; time is when the board was read or confirmed. */
  settle(time = this.board.time) {
    this.board.time = time;
    this.#become(this.board.posts.length ? 'ready' : 'empty');
  }

  /** miss reports a failed peek. retry then reads the first page. */
  miss(error, signal) {
    this.#task = this.#firstPage('no-cache');
    return this.#fail(error, signal);
  }

  #firstPage(cache) {
    const address = this.source;
    return async (options) => {
      const board = await this.#open(address, { ...options, cache });
      return () => this.#take(board);
    };
  }

  #take(board) {
    this.board = board;
    return this.#on.take(board);
  }

  #read(task) {
    this.#abort.abort();
    this.#task = task;
    return (this.done = task ? this.#attempt(task) : this.#become('idle'));
  }

  /** #attempt runs a task. Its result is dropped if another task has begun meanwhile. */
  async #attempt(task) {
    const { signal } = (this.#abort = new AbortController());
    this.#become('loading');
    try {
      const show = await task({ signal });
      if (signal.aborted) return;
      await show();
      if (!signal.aborted) this.#succeed();
    } catch (error) {
      if (!signal.aborted) await this.#fail(error, signal);
    }
  }

  #succeed() {
    this.settle();
    emit(this.#element, 'load', { src: this.source, count: this.board.posts.length });
    this.#on.start();
    this.#on.came();
  }

  /** #fail keeps the board that is shown, or takes a kept copy. */
  async #fail(error, signal) {
    const kept = this.#element.keep !== 'off' && !this.board.posts.length && await (this.key === null ? this.#on : this.verifier)?.kept(this.source, Board.of);
    if (kept && !signal.aborted) await this.#take(kept);
    if (signal.aborted) return;
    this.reason = reasonOf(error);
    this.error = error;
    this.#become(this.board.posts.length ? 'stale' : 'error');
    emit(this.#element, 'error', { src: this.source, reason: this.reason, error });
    if (kept) this.#on.came();
  }

  #become(state) {
    this.state = state;
    this.#on.update();
  }
}
