// <board-view src="…/feed.json">: the element's public side, and the course
// of events from an address to a post.

import { Board } from './board.js';
import { warmUp } from './dates.js';
import { isDear, painted, whenIdle } from './idle.js';
import { loadReader } from './loader.js';
import { keepPlace } from './place.js';
import { publicPost } from './post.js';
import { attributes, mirror, upgrade } from './properties.js';
import { listWords, nearestLang, wordsIn } from './strings.js';
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
    open: (post) => this.#choose(post),
    more: () => this.#more(true),
    retry: () => this.#read(this.#task),
    approach: () => this.#warmUp(),
  });
  #reader; // shows posts; comes after the list
  #state = 'idle';
  #board = new Board();
  #count = 0; // how many posts the list has
  #opened = null; // the post that is shown
  #wanted; // the last wish for a post
  #words;
  #strings;
  #connected = false;
  #source = null; // the address that the board was read from
  #interrupted = false; // we were taken out of the page while it was read
  #task; // what to do again after a failure
  #reading = Promise.resolve();
  #abort = new AbortController(); // of the request under way
  #goBack; // to where the reader was in the list

  get state() { return this.#state; }
  get posts() { return this.#board.posts.map(publicPost); }

  /** strings replaces words of the widget, by their names. */
  get strings() { return this.#strings; }
  set strings(own) {
    this.#strings = own ?? {};
    this.#words = undefined;
    if (this.#connected) this.#speak();
  }

  /** reload reads the feed again. The list stays until the new one is there. */
  reload() {
    return this.#load('no-cache');
  }

  /** open shows the post of that id; false if the list has none. */
  async open(id) {
    await this.#reading;
    const post = this.#board.find(id);
    return post ? this.#choose(post) : false;
  }

  /** close goes back to the list, to the row of the post. */
  close() {
    const post = this.#opened;
    if (!post || this.#board.single) return;
    this.#forgetPost();
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
    this.#wanted = null;
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
    this.#words = wordsIn(listWords, locale, this.#strings);
    this.#view.speak(this.#words);
    this.#reader?.speak(locale, this.#strings);
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

  /** #more shows more posts, read from the next page if need be; who asked for them is taken to the first. */
  #more(focus) {
    const board = this.#board;
    const before = this.#count;
    if (before < board.posts.length) return this.#add(before + this.#step, focus);
    return this.#read(async (options) => {
      await board.more(options);
      return () => this.#add(before + this.#step, focus);
    });
  }

  #add(count, focus) {
    const added = this.#board.posts.slice(this.#count, count);
    this.#count += added.length;
    this.#view.addPosts(added);
    if (this.#opened) this.#reader.setNeighbors();
    else if (focus && added.length) this.#view.focusRow(added[0].id);
    this.#update();
  }

  /** #step is how many posts come at once. */
  get #step() { return this.limit || (this.layout === 'latest' ? 5 : Infinity); }

  /** #list makes the list anew, with as many posts as there were. */
  #list(first) {
    this.#count = Math.min(Math.max(this.#count, this.#step), this.#board.posts.length);
    this.#view.arrange(this.layout, this.images);
    this.#update();
    const posts = this.#board.posts.slice(0, this.#count);
    return first ? this.#view.setFirst(posts) : this.#view.setPosts(posts);
  }

  #forget() {
    this.#board = new Board();
    this.#count = 0;
    this.#forgetPost();
    this.#list();
  }

  #forgetPost() {
    this.#opened = this.#wanted = null;
    this.#reader?.close();
  }

  async #take(board) {
    const first = this.#count === 0;
    this.#board = board;
    await this.#list(first);
    if (board.single) return this.#takeSource(board);
    if (board.posts.length) this.#prepare();
    const corrected = this.#opened && board.find(this.#opened.id);
    if (corrected) await this.#show(corrected, { focus: false });
  }

  /** #prepare fetches what shows posts once the list is painted, and the engine once there is nothing to do; none where data is dear. */
  #prepare() {
    if (isDear()) return;
    painted().then(() => this.#newReader()).catch(() => {});
    whenIdle(() => this.#warmUp());
  }

  async #warmUp() {
    (await this.#newReader()).warmUp();
  }

  async #takeSource(board) {
    const reader = await this.#newReader();
    await reader.showSource(board);
    if (this.#board !== board) return;
    this.#list();
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
    const { posts, next } = this.#board;
    this.#view.update({
      state: this.#state,
      total: posts.length,
      hasMore: next !== '' || this.#count < posts.length,
      isOpen: this.#opened !== null,
      expected: Math.min(this.#step, 20),
    });
  }

  /** #newReader makes the element's reader, once. */
  async #newReader() {
    const { Reader, styles } = await loadReader();
    if (this.#reader) return this.#reader;
    const reader = (this.#reader = new Reader({
      back: () => this.close(),
      open: (event, post) => this.#view.choose(event, post),
      options: ({ base }, images = this.images) => ({ policy: this.policy, images, base, headingLevel: this.headingLevel, ugc: true }),
      neighbors: (post) => this.#neighbors(post),
      shown: (post) => this.#shown(post),
    }));
    reader.speak(this.#words.locale, this.#strings);
    this.#view.takePost(reader.section, styles);
    this.#update();
    return reader;
  }

  /** #choose opens a post, unless the page takes over. */
  #choose(post) {
    const own = post.id === this.#opened?.id || this.#emit('open', { id: post.id, post: publicPost(post) }, true);
    return own && this.#show(post);
  }

  async #show(post, options) {
    const wish = (this.#wanted = { post });
    const reader = this.#reader ?? await this.#showWords(post);
    return this.#wanted === wish && reader.show(post, { ...options, single: this.#board.single });
  }

  /** #showWords shows a post's words while the reader is on its way. */
  async #showWords(post) {
    this.#view.showWords(post, this.headingLevel);
    this.#shown(post);
    try {
      return await this.#newReader();
    } catch (error) {
      this.#forgetPost();
      this.#update();
      throw error;
    }
  }

  #shown(post) {
    if (!this.#opened) this.#goBack = keepPlace(this);
    this.#opened = post;
    this.#update();
  }

  /** #neighbors reads a page ahead at the end of the list. */
  #neighbors(post) {
    const { posts, next } = this.#board;
    if (next && posts.at(-1).id === post.id && this.#state === 'ready') this.#more();
    return this.#board.neighbors(post);
  }

  /** #renew shows all again, after an attribute changed. */
  #renew() {
    this.#list();
    this.#reader?.renew();
  }

  #emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));
  }
}

mirror(BoardView.prototype);
