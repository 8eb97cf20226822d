// <board-view src="…/feed.json">: the element's public side, and the course
// of events from an address to a post.

import { Board } from './board.js';
import { warmUp } from './dates.js';
import { isDear, painted, whenIdle } from './idle.js';
import { loadFinder, loadReader } from './loader.js';
import { keepPlace } from './place.js';
import { publicPost } from './post.js';
import { attributes, mirror, upgrade } from './properties.js';
import { reasonOf } from './reasons.js';
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
    more: () => this.#more(),
    retry: () => this.#read(this.#task),
    load: () => this.#agree(),
    approach: () => this.#warmUp(),
  });
  #reader; // shows posts; comes after the list
  #finder; // seeks, turns pages, follows links, keeps up to date; comes where there is one of these to do
  #state = 'idle';
  #board = new Board();
  #from = 0; // the list has the posts from here, of those that the reader seeks,
  #to = 0; // to here
  #opened = null; // the post that is shown
  #wanted; // the last wish for a post
  #words;
  #strings;
  #connected = false;
  #source = null; // the address that the board was read from
  #agreed; // the address that the reader wants to see, where nothing is asked before a click
  #reason; // of the last failure
  #interrupted = false; // we were taken out of the page while it was read
  #task; // what to do again after a failure
  #reading = Promise.resolve();
  #abort = new AbortController(); // of the request under way
  #goBack; // to where the reader was in the list
  #cameFrom; // the post that was opened there

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
    this.#agreed = this.#address();
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
    if (!this.#view.focusRow(post.id)) this.#view.focusRow(this.#cameFrom);
    this.#finder?.closed();
    this.#emit('close', { id: post.id });
  }

  connectedCallback() {
    upgrade(this);
    this.#connected = true;
    this.#speak();
    this.#finder?.enter();
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
    else if (name === 'load') this.#state === 'idle' && this.#load(); // it need not wait for a click any more
    else if (name !== 'theme') this.#renew(name);
  }

  #leave() {
    this.#connected = false;
    this.#wanted = null;
    this.#update();
    this.#interrupted = this.#state === 'loading';
    this.#abort.abort();
    this.#finder?.leave();
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
    this.#finder?.speak(locale, this.#strings);
    this.#renew();
  }

  /** #load reads src from its first page. */
  #load(cache) {
    const address = this.#address();
    if (address !== this.#source) this.#forget();
    this.#source = address;
    this.#interrupted = false;
    if (address === '' || this.#waits) return this.#read(null);
    this.#agreed = address;
    this.#useFinder();
    return this.#read(this.#firstPage(cache));
  }

  /** #firstPage is the task of reading it. */
  #firstPage(cache) {
    const address = this.#source;
    return async (options) => {
      warmUp(this.#words.locale);
      const board = await Board.open(address, { ...options, cache });
      return () => this.#take(board);
    };
  }

  /** #waits reports whether nothing may be asked before the reader has clicked. */
  get #waits() { return this.load === 'click' && this.#agreed !== this.#address(); }

  async #agree() {
    this.#agreed = this.#address();
    await this.#load();
    this.#focusFirst();
  }

  /** #more shows more posts, read from the next page if need be, and takes the reader to the first. */
  #more() {
    const to = this.#to + this.#step;
    return this.#to < this.#sought.length ? this.#add(to, true) : this.#readOn(to, true);
  }

  /** #readOn reads the next page, and shows what belongs before a place in the list. */
  #readOn(to = this.#from + this.#step, focus) {
    const board = this.#board;
    return this.#read(async (options) => {
      await board.more(options);
      return () => this.#add(to, focus);
    });
  }

  #add(to, focus) {
    const added = this.#sought.slice(this.#to, to);
    this.#to += added.length;
    this.#view.addPosts(added);
    if (this.#opened) this.#reader?.setNeighbors();
    else if (focus && added.length) this.#view.focusRow(added[0].id);
    this.#update();
  }

  /** #step is how many posts come at once: all of a page, but not all that are found. */
  get #step() {
    return this.limit || { table: 20, latest: 5 }[this.layout] || (this.#finder?.seeks ? 50 : Infinity);
  }

  /** #sought are the posts that the reader seeks, or all. */
  get #sought() { return this.#finder?.sought(this.#board.posts) ?? this.#board.posts; }

  /** #list makes the list anew, with as many posts as there were. */
  #list(first) {
    const to = Math.max(this.#to, this.#from + this.#step);
    this.#to = Math.max(this.#from, Math.min(to, this.#sought.length));
    this.#view.arrange(this.layout, this.images);
    this.#update();
    const posts = this.#sought.slice(this.#from, this.#to);
    return first ? this.#view.setFirst(posts) : this.#view.setPosts(posts);
  }

  /** #go shows the posts from one place to another, or as many as come at once. */
  #go(from, to = 0) {
    this.#from = from;
    this.#to = to;
    this.#list();
  }

  #focusFirst() {
    const first = this.#sought[this.#from];
    if (first && !this.#opened) this.#view.focusRow(first.id);
  }

  #forget() {
    this.#board = new Board();
    this.#forgetPost();
    this.#finder?.forget();
    this.#go(0);
  }

  #forgetPost() {
    this.#opened = this.#wanted = null;
    this.#reader?.close();
  }

  async #take(board) {
    const first = this.#to === 0;
    const open = this.#opened;
    this.#board = board;
    await this.#list(first);
    if (this.#board !== board) return;
    if (board.single) return this.#takeSource(board);
    if (board.posts.length) this.#prepare();
    const corrected = open && open === this.#opened && board.find(open.id);
    if (corrected) await this.#show(corrected, { focus: false });
  }

  /** #prepare fetches what shows posts once the list is painted, and the engine once there is nothing to do; none where data is dear. */
  #prepare() {
    if (isDear()) return;
    painted().then(() => this.#newReader()).catch(() => {});
    whenIdle(() => this.#warmUp());
  }

  async #warmUp() {
    const reader = await this.#newReader().catch(() => {}); // who opens a post is told
    reader?.warmUp();
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
      if (!signal.aborted) await this.#fail(error, signal);
    }
  }

  #succeed() {
    this.#settle();
    this.#emit('load', { src: this.#source, count: this.#board.posts.length });
    this.#useFinder();
    this.#finder?.came();
  }

  /** #settle is for a list that is, or was at a time, what the feed says. */
  #settle(time = this.#board.time) {
    this.#board.time = time;
    this.#become(this.#board.posts.length ? 'ready' : 'empty');
  }

  /** #fail falls back on what there is: the list, or a copy that was kept. */
  async #fail(error, signal) {
    const kept = this.keep !== 'off' && !this.#board.posts.length && await this.#kept();
    if (signal.aborted) return;
    if (kept) await this.#take(kept);
    if (signal.aborted) return;
    this.#reason = reasonOf(error);
    this.#become(this.#board.posts.length ? 'stale' : 'error');
    this.#emit('error', { src: this.#source, reason: this.#reason, error });
    if (kept) this.#finder.came();
  }

  async #kept() {
    const address = this.#source;
    const finder = await this.#newFinder().catch(() => {});
    return finder?.kept(address, Board.of);
  }

  #become(state) {
    this.#state = state;
    this.#update();
  }

  #update() {
    const { posts, total, next, time } = this.#board;
    const isOpen = this.#opened !== null;
    this.#view.update({
      state: this.#state,
      total: posts.length,
      all: Math.max(next && total, posts.length),
      hasMore: this.#hasMore && !this.#finder?.turns,
      isOpen,
      expected: Math.min(this.#step, 20),
      waits: this.#waits && this.#state === 'idle',
      seeks: this.search && !this.#board.single,
      found: this.#finder?.found,
      said: this.#finder?.said,
      reason: this.#reason,
      time,
    });
    this.#finder?.update();
  }

  get #hasMore() { return this.#board.next !== '' || this.#to < this.#sought.length; }

  /** #useFinder fetches the finder for those who asked for what it does. */
  #useFinder() {
    const turns = this.layout === 'table' && this.#hasMore;
    const wanted = turns || this.search || this.deepLinks || this.refresh || this.keep !== 'off';
    if (wanted && this.#agreed) this.#newFinder().catch(() => {});
  }

  /** #newFinder makes the element's finder, once. */
  async #newFinder() {
    const { Finder, styles } = await loadFinder();
    if (this.#finder) return this.#finder;
    const finder = (this.#finder = new Finder({
      element: this,
      now: () => ({
        board: this.#board, source: this.#source, state: this.#state,
        from: this.#from, to: this.#to, step: this.#step, opened: this.#opened,
      }),
      list: (from, to) => this.#go(from, to),
      readOn: () => this.#readOn(),
      focusFirst: () => this.#focusFirst(),
      choose: (post) => this.#choose(post),
      peek: (signal) => Board.open(this.#source, { signal, cache: 'no-cache' }),
      take: async (board) => {
        await this.#take(board);
        this.#succeed();
      },
      settle: (time) => this.#settle(time),
      fail: (error, signal) => {
        this.#task = this.#firstPage('no-cache');
        return this.#fail(error, signal);
      },
      update: () => this.#update(),
      emit: (type, detail) => this.#emit(type, detail),
    }));
    finder.speak(this.#words.locale, this.#strings);
    this.#view.takeFinder(finder, styles);
    if (this.#connected) finder.enter();
    this.#update();
    return finder;
  }

  /** #newReader makes the element's reader, once. */
  async #newReader() {
    const { Reader, styles } = await loadReader();
    if (this.#reader) return this.#reader;
    const reader = (this.#reader = new Reader({
      address: (post) => (this.deepLinks ? location.href : post.url),
      back: () => this.close(),
      find: (id) => this.#board.find(id),
      say: (words) => this.#view.say(words),
      open: (event, post) => this.#view.choose(event, post),
      options: ({ base }, images = this.images) => ({ policy: this.policy, images, base, headingLevel: this.headingLevel, ugc: true }),
      posts: (post) => this.#postsAround(post),
      shown: (post) => {
        this.#view.takePost(reader.section, styles);
        this.#shown(post);
      },
    }));
    reader.speak(this.#words.locale, this.#strings);
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
    if (!this.#opened) {
      this.#goBack = keepPlace(this);
      this.#cameFrom = post.id;
    }
    this.#opened = post;
    this.#update();
    this.#finder?.opened(post);
  }

  /** #postsAround reads a page ahead at the end of the list. */
  #postsAround(post) {
    const { posts, next } = this.#board;
    if (next && posts.at(-1).id === post.id && this.#state === 'ready') this.#readOn();
    return posts;
  }

  /** #renew shows all again, after an attribute changed. */
  #renew(attribute) {
    if (attribute === 'layout' || attribute === 'limit') this.#from = 0;
    if (this.layout === 'table') this.#to = this.#from;
    this.#list();
    this.#reader?.renew();
    this.#useFinder();
  }

  #emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));
  }
}

mirror(BoardView.prototype);
