// <board-view src="…/feed.json">: the element's public side, and the course
// of events from an address to a post.

import { firstView, rendered } from './article.js';
import { Board } from './board.js';
import { warmUp } from './dates.js';
import { engine } from './engine.js';
import { whenIdle } from './idle.js';
import { keepPlace } from './place.js';
import { publicPost } from './post.js';
import { attributes, mirror, upgrade } from './properties.js';
import { nearestLang, wordsIn } from './strings.js';
import { View } from './view.js';

const Base = globalThis.HTMLElement ?? class {}; // on a server

export class BoardView extends Base {
  static observedAttributes = attributes;

  /** define registers the element, unless the name is taken: by us, loaded twice. */
  static define(tag = 'board-view', registry = globalThis.customElements) {
    if (!registry.get(tag)) registry.define(tag, registry.getName?.(this) ? class extends this {} : this);
    return this;
  }

  #view = new View(this.attachShadow({ mode: 'open' }), {
    open: (post) => this.#show(post),
    more: () => this.#more(true),
    retry: () => this.#read(this.#task),
    back: () => this.close(),
    pictures: () => this.#show(this.#opened, { images: 'any' }),
    approach: () => engine.warmUp(),
  });
  #state = 'idle';
  #board = new Board();
  #opened = null; // the post that is shown
  #words;
  #connected = false;
  #source = null; // the address that the board was read from
  #interrupted = false; // we were taken out of the page while it was read
  #task; // what to do again after a failure
  #reading = Promise.resolve();
  #abort = new AbortController(); // of the request under way
  #ticket = null; // {post, focus}: what was asked for last
  #goBack; // to where the reader was in the list

  get state() { return this.#state; }
  get posts() { return this.#board.posts.map(publicPost); }

  /** reload reads the feed again. The list stays until the new one is there. */
  reload() {
    return this.#load('no-cache');
  }

  /** open shows the post of that id; false if the list has none. */
  async open(id) {
    await this.#reading;
    const post = this.#board.find(id);
    return post ? this.#show(post) : false;
  }

  /** close goes back to the list, to the row of the post. */
  close() {
    const post = this.#opened;
    if (!post || this.#board.single) return;
    this.#ticket = this.#opened = null;
    this.#update();
    this.#goBack();
    this.#view.focusRow(post.id);
    this.#emit('close', { id: post.id });
  }

  connectedCallback() {
    upgrade(this);
    this.#connected = true;
    this.#speak();
    if (this.#interrupted || this.#source !== this.#address()) this.#load();
  }

  // A move is a removal and an insertion; only a removal that lasts counts.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#leave());
  }

  // For Element.moveBefore, which then calls nothing else.
  connectedMoveCallback() {
    this.#speak();
  }

  attributeChangedCallback(name, before, value) {
    if (!this.#connected || before === value) return;
    if (name === 'src') this.#load();
    else if (name === 'lang') this.#speak();
    else if (name !== 'theme') this.#renew();
  }

  #leave() {
    this.#connected = false;
    this.#ticket = null;
    this.#update();
    this.#interrupted = this.#state === 'loading';
    this.#abort.abort();
  }

  #address() {
    try {
      return this.src && new URL(this.src, this.ownerDocument.baseURI).href;
    } catch {
      return this.src; // which then fails to load
    }
  }

  /** #speak takes the nearest lang. */
  #speak() {
    const locale = nearestLang(this);
    if (locale === this.#words?.locale) return;
    this.#words = wordsIn(locale);
    this.#view.speak(this.#words);
    this.#view.setPosts(this.#board.posts);
    this.#update();
    this.#renew();
  }

  /** #load reads src from its first page. */
  #load(cache) {
    const address = this.#address();
    if (address !== this.#source) this.#forget();
    this.#source = address;
    this.#interrupted = false;
    return this.#read(address === '' ? null : async (options) => {
      warmUp(this.#words.locale);
      const board = await Board.open(address, { ...options, cache });
      return () => this.#take(board);
    });
  }

  /** #more reads the next page; who asked for it is taken to its first post. */
  #more(focus) {
    const board = this.#board;
    return this.#read(async (options) => {
      const added = await board.more(options);
      return () => {
        this.#view.addPosts(added);
        if (this.#opened) this.#view.setNeighbors(board.neighbors(this.#opened));
        else if (focus && added.length) this.#view.focusRow(added[0].id);
      };
    });
  }

  #forget() {
    this.#board = new Board();
    this.#opened = this.#ticket = null;
    this.#view.setPosts([]);
  }

  async #take(board) {
    this.#board = board;
    this.#view.setPosts(board.posts);
    if (board.single) return this.#takeSource(board);
    if (board.posts.length) whenIdle(() => engine.warmUp());
    const corrected = this.#opened && board.find(this.#opened.id);
    if (corrected) await this.#show(corrected, { focus: false });
  }

  /** #takeSource shows a source file as it is until the engine has read it. */
  async #takeSource(board) {
    const [plain] = board.posts;
    const understood = board.understand();
    if (!await engine.soon(understood) && !this.#opened) this.#display(plain, firstView(plain, this.#options(plain), this.#words));
    await understood;
    if (this.#board !== board) return;
    this.#view.setPosts(board.posts);
    if (board.posts.length) await this.#show(board.posts[0], { focus: false });
    else this.#opened = null;
  }

  #read(task) {
    this.#abort.abort();
    this.#task = task;
    this.#reading = task ? this.#attempt(task) : this.#become('idle');
    return this.#reading;
  }

  /** #attempt does a task: an answer counts unless another was asked for meanwhile. */
  async #attempt(task) {
    const { signal } = (this.#abort = new AbortController());
    this.#become('loading');
    try {
      const done = await task({ signal });
      if (signal.aborted) return;
      await done();
      if (!signal.aborted) this.#succeed();
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  #succeed() {
    const count = this.#board.posts.length;
    this.#become(count ? 'ready' : 'empty');
    this.#emit('load', { src: this.#source, count });
  }

  #fail(error) {
    this.#become(this.#board.posts.length ? 'stale' : 'error');
    this.#emit('error', { src: this.#source, error });
  }

  #become(state) {
    this.#state = state;
    this.#update();
  }

  #update() {
    this.#view.update({
      state: this.#state,
      total: this.#board.posts.length,
      hasMore: this.#board.next !== '',
      isOpen: this.#opened !== null,
    });
  }

  #options({ base }, images = this.images) {
    return { policy: this.policy, images, base, headingLevel: this.headingLevel, ugc: true };
  }

  /**
   * #show shows a post at once, unless another is wanted by then. What the
   * engine makes of it comes in its place, if that is anything else.
   */
  async #show(post, { images, focus = true } = {}) {
    const ticket = (this.#ticket = { post, focus });
    const options = this.#options(post, images);
    const last = rendered(post, options, this.#words);
    const first = await engine.soon(last) ?? firstView(post, options, this.#words);
    if (this.#ticket !== ticket) return false;
    this.#display(post, first);
    if (focus) this.#view.focusArticle();
    ticket.focus = false;
    last.then((article) => this.#ticket === ticket && this.#view.setArticle(article));
    return true;
  }

  #display(post, article) {
    const before = this.#opened;
    if (!before) this.#goBack = keepPlace(this);
    this.#opened = post;
    this.#view.setToolbar(post, this.#board.single);
    this.#view.setArticle(article);
    this.#update();
    if (this.#board.single) return;
    this.#setNeighbors(post);
    if (before?.id !== post.id) this.#emit('open', { id: post.id, post: publicPost(post), mode: article.mode });
  }

  /** #setNeighbors reads a page ahead at the end of the list. */
  #setNeighbors(post) {
    const neighbors = this.#board.neighbors(post);
    this.#view.setNeighbors(neighbors);
    if (this.#board.next && this.#board.posts.at(-1).id === post.id && this.#state === 'ready') this.#more();
  }

  /** #renew renders again, after an attribute changed: the open post, or the one on its way. */
  #renew() {
    const { post, focus } = this.#ticket ?? { post: this.#opened, focus: false };
    if (post) this.#show(post, { focus });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }
}

mirror(BoardView.prototype);
