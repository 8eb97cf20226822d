// The finder: the search field and filters, the page numbers of a table, deep
// links, and news. It is the entry point of the widget's third script, which
// loads where an attribute asks for one of these; element.js makes a Finder for
// each such element. It does not know how posts are shown.

import { isDear } from '../idle.js';
import { sheet } from '../sheet.js';
import { counted, wordsIn } from '../strings.js';
import { Fields } from './fields.js';
import css from './find.css';
import { restore, store } from './keep.js';
import { Links } from './links.js';
import { News } from './news.js';
import { Pages } from './pages.js';
import { Places } from './places.js';
import { period, Refresh } from './refresh.js';
import { findWords } from './words.js';

const styles = sheet(css);

export class Finder {
  #host; // the element's side, see #newFinder in element.js
  #element;
  #speak; // finds the words of a table
  #words;
  #results = null; // the search, once its script has come
  #turn = 0; // number of the last search
  #fields = new Fields({ seek: () => this.#seek(), approach: () => this.#approach() });
  #pages;
  #places = new Places();
  #news;
  #refresh = new Refresh((signal) => this.#news.look(signal));
  #links;
  #board = null; // the board of the last call of came
  #near = false; // a field had the focus: all pages are read, to be searched
  #asked = ''; // id of the post in the address, until it is open
  #fetched = ''; // the id of which the file has been requested
  #inTurn = ''; // the id of which the file failed: the pages are read in turn
  #landing = false; // the page was opened with that address
  #place; // [from, to] of a search to be shown, once matches have come
  #left = ''; // id of a post that was closed before its row had come
  #message = ''; // replaces the number of posts
  #onAddress = () => this.#follow();

  constructor(host) {
    this.#host = host;
    this.#element = host.element;
    this.#links = new Links(host.element);
    this.#pages = new Pages({ ...host, now: () => this.#now, came: () => this.came() }, () => this.#turned());
    this.#news = new News(host);
    host.view.takeFinder(this);
    host.element.shadowRoot.adoptedStyleSheets.push(styles);
  }

  get fields() { return this.#fields.nodes; }
  get pages() { return this.#pages.node; }
  get news() { return this.#news.button; }

  /** speak sets the words. */
  speak(locale, own) {
    this.#speak = (words) => wordsIn(words, locale, own);
    this.#words = this.#speak(findWords);
    this.#fields.speak(this.#words);
    this.#offer();
    this.#news.speak(this.#words);
  }

  /** enter starts following the address, when the element comes into a page. */
  enter() {
    addEventListener('popstate', this.#onAddress);
    if (this.#host.now().board.posts.length) this.came();
    this.#host.update();
  }

  /** leave stops that, and the refreshing. */
  leave() {
    removeEventListener('popstate', this.#onAddress);
    this.#fields.rest();
    this.#refresh.stop();
  }

  /** forget resets everything for another src. */
  forget() {
    const linked = this.#linked;
    this.#board = null;
    this.#near = this.#landing = false;
    this.#asked = this.#fetched = this.#inTurn = this.#message = '';
    this.#fields.wish = {};
    this.#turn++;
    this.#results = null;
    this.#pages.forget();
    this.#news.forget();
    this.#refresh.stop();
    if (linked) this.#links.replace('', {});
  }

  /** seeks reports whether the list is limited to the reader's search. */
  get seeks() { return this.#element.search && this.#results?.all === false; }

  /** turns reports whether the list has numbered pages. */
  get turns() { return this.#element.layout === 'table'; }

  /** sought returns the posts that match the search, or all: those of a table with gaps where none has been read. */
  sought(posts) { return this.#rows ?? (this.seeks ? this.#results.among(posts, this.turns) : posts); }

  /** hasMore reports whether the search has more matches than were read, and more reads them; undefined if they are on pages of the feed. */
  get hasMore() { return this.seeks ? this.#results.hasMore : undefined; }
  get more() { return this.seeks ? this.#results.more : undefined; }

  /** found is the sentence with the number of matches, or ''. */
  get found() {
    if (this.#message || !this.seeks) return this.#message;
    const { posts } = this.#host.now().board;
    return counted(this.#words.found, ...this.#results.numbers ?? [this.sought(posts).length, posts.length]);
  }

  /** said is the sentence for screen readers only, or ''. */
  get said() { return this.#news.text; }

  /** #offer sets the choices of the fields. */
  #offer() {
    this.#fields.offer(this.#host.now().board.posts, this.#choices);
  }

  /** came is called when posts have come. It reads on while the search, the page or the address needs more. */
  came() {
    const { board } = this.#host.now();
    this.#offer();
    if (board !== this.#board) this.#begin(board);
    this.#pages.arrive();
    this.#open();
    this.#readOn();
    this.#focusLeft();
  }

  /** update shows the page numbers, and starts or stops refreshing. */
  update() {
    this.#pages.update(this.turns && !this.#host.opening.post, this.#words);
    const looks = this.#element.isConnected && this.#host.now().state !== 'idle';
    this.#refresh.set(this.#element, looks ? period(this.#element.refresh) : 0);
    if (this.#linked) this.#links.note(this.#wish);
    this.#pass();
  }

  /** #pass adds passages to the rows of a search. */
  #pass() {
    const { from, to, board } = this.#host.now();
    const rows = [...this.#element.shadowRoot.querySelectorAll('[part~=row]')];
    this.#results?.pass(rows, this.seeks ? this.sought(board.posts).slice(from, to).flat().filter(Boolean) : []);
  }

  /** opened puts a post that is shown now into the address. */
  opened({ id }) {
    this.#message = this.#asked = '';
    if (this.#landing) this.#comeIntoView();
    if (this.#linked && this.#links.post !== id) this.#links.push(id, this.#wish);
  }

  /** closed takes the post out of the address. The id is '' if its row has the focus. */
  closed(id) {
    this.#left = id;
    if (id) this.#element.shadowRoot.activeElement?.blur(); // it is hidden now, which the browser notices later
    if (this.#linked && this.#links.post) this.#links.push('', this.#wish);
  }

  /** #focusLeft moves the focus to the row of the post that was closed, once it has come, unless the reader has gone elsewhere. */
  #focusLeft() {
    const idle = document.activeElement === document.body;
    if (idle && this.#left && !this.#host.opening.post) this.#host.view.focusRow(this.#left);
    if (!idle || this.#host.now().state !== 'loading') this.#left = '';
  }

  /** kept returns the kept copy of an address as a board, or null. boardOf makes a board of a text and an address. */
  kept(address, boardOf) {
    const copy = restore(this.#element.keep, address);
    try {
      return copy && Object.assign(boardOf(copy.text, copy.url), { time: copy.time, isCopy: true });
    } catch { // it is not a feed
      return null;
    }
  }

  get #linked() { return this.#element.deepLinks && this.#board !== null && !this.#board.single; }

  /** #rows are the rows of a table whose pages are read as the reader turns to them. */
  get #rows() { return this.turns && !this.seeks ? this.#places.of(this.#host.now().board) : undefined; }

  /** #wish is the search and the place in the list, which the history keeps. */
  get #wish() {
    const { from, to } = this.#host.now();
    return { ...this.#fields.wish, from, to };
  }

  /** #begin starts with a newly read board. */
  #begin(board) {
    const isFirst = this.#board === null;
    this.#board = board;
    this.#places.take(board);
    this.#results?.take(board);
    if (isFirst) this.#follow(true); // before the history is changed
    this.#news.forget();
    const { element, now } = this.#host;
    if (element.keep !== 'off' && now().key === null) store(element.keep, now().source, board);
    this.#pages.stay();
  }

  /** #now is the state of the list. */
  get #now() {
    const now = this.#host.now();
    const { seeks } = this;
    const sought = this.sought(now.board.posts);
    const isComplete = !now.board.next || seeks || sought === this.#rows;
    const lacks = (first, end) => (seeks && this.#results.hasIndex ? this.#results.lacks(first, end) : sought === this.#rows ? this.#places.lacks(first, end) : Boolean(now.board.next) && sought.length < end);
    return { ...now, sought, seeks, isComplete, lacks };
  }

  /** #follow opens what the address names: when the first posts have come, and when the reader goes back or forward. */
  #follow(landing = false) {
    if (!this.#linked) return;
    const opened = this.#host.opening.post;
    if (landing && opened) return this.opened(opened); // the reader has opened a post before
    const { post, wish } = this.#links;
    if (wish) this.#restore(wish);
    this.#asked = post;
    this.#landing = landing && post !== '';
    if (!post) this.#element.close();
    this.#open();
    this.#readOn();
  }

  #restore({ from, to, ...wish }) {
    this.#fields.wish = wish;
    this.#search(this.turns ? from : 0, to);
  }

  /** #open opens the post in the address: one that has been read, else from its own file, else from a page to come. */
  async #open() {
    const id = this.#asked;
    if (!id) return;
    const { board } = this.#host.now();
    const post = board.find(id);
    if (post || (!this.#hasFile && !board.next)) this.#show(post);
    else if (this.#hasFile && this.#fetched !== id) await this.#fetch(id);
  }

  /** #hasFile reports whether the post in the address has a file of its own, if there is such a post. */
  get #hasFile() {
    const { board } = this.#host.now();
    return board.posts[0]?.own && this.#inTurn !== this.#asked;
  }

  async #fetch(id) {
    this.#fetched = id;
    const { opening } = this.#host;
    const { wanted } = opening;
    try {
      await opening.warmUp();
      const post = await opening.reader.find(id);
      if (this.#asked === id && opening.wanted === wanted) this.#show(post); // else the reader has chosen another meanwhile
    } catch {
      this.#inTurn = id;
      this.came();
    }
  }

  /** #show opens the post in the address, or says that there is none. */
  async #show(post) {
    const { board } = this.#host.now();
    const { opening } = this.#host;
    const { gone, beyond } = this.#words;
    if (!post) this.#say(board.posts[0]?.own ? gone : counted(beyond, board.posts.length));
    this.#asked = this.#fetched = '';
    if (post && post.id !== opening.post?.id) await Promise.resolve(opening.choose(post)).catch(() => {});
    this.#landing = false;
  }

  #comeIntoView() {
    const { top, bottom } = this.#element.getBoundingClientRect();
    if (top > innerHeight || bottom < 0) this.#element.scrollIntoView({ behavior: 'instant' });
  }

  #say(message) {
    this.#message = message;
    this.#host.update();
  }

  /** #approach loads the search, and reads the index, or else all pages, unless the reader wants less data. */
  async #approach() {
    if (this.#near || isDear()) return;
    this.#near = true;
    await this.#newResults().catch(() => {});
    this.came();
  }

  /** #newResults loads the search. */
  async #newResults() {
    const board = this.#board;
    const { Results } = await this.#host.loadSearch();
    if (board !== this.#board || this.#results) return;
    this.#results = new Results();
    this.#results.take(board);
  }

  #seek() {
    this.#message = this.#asked = '';
    this.#pages.forget();
    this.#search(0);
  }

  /** #search searches for what is in the fields, and shows the matches from one to another. */
  async #search(from, to) {
    const turn = ++this.#turn;
    const { wish } = this.#fields;
    if (Object.values(wish).some(Boolean)) await this.#newResults().catch(() => {});
    if (turn !== this.#turn) return; // the reader types on
    this.#results?.seek(wish);
    if (this.seeks && this.#results.hasIndex) this.#place = [from, to];
    else this.#host.go(from, to);
    this.#readOn();
  }

  /** #turned adds the page that is left to the history. */
  #turned() {
    this.#message = this.#asked = '';
    if (this.#linked) this.#links.push(this.#links.post, this.#wish);
  }

  /** #readOn reads the rows of a table, or the next page of the feed, if they are needed. came is called with the posts. */
  #readOn() {
    const { state, lacks } = this.#now;
    if (state !== 'ready' && state !== 'stale') return;
    const { first, end } = this.#pages.rows;
    if (this.#lacksIndex || (this.seeks && this.#results.lacks(first, end))) return this.#readIndex(first, end);
    const short = this.turns && lacks(first, end);
    if (short && this.#rows) this.#host.loading.readOn(() => this.#host.go(this.#host.now().from), (options) => this.#places.read(first, end, options));
    else if (this.seeks && this.#results.hasIndex && this.#needsMore) this.#host.loading.readOn(() => this.#host.update()); // the feed: a search reads its index, which brings no post nearer
    else if (short || this.#needsMore) this.#host.readOn();
  }

  /** #readIndex reads from the index what is to be shown. */
  #readIndex(first, end) {
    const results = this.#results;
    const place = this.#place;
    const show = () => {
      this.#place = undefined;
      if (place) this.#host.go(...place);
      else this.#host.go(this.#host.now().from, this.#host.now().to);
    };
    this.#host.loading.readOn(show, (options) => (this.seeks ? results.read(place?.[0] ?? first, place?.[1] || end, options) : results.open(options)));
  }

  /** #lacksIndex reports whether a field has the focus, and the index has not been read. */
  get #lacksIndex() { return this.#near && this.#results?.hasIndex && !this.#choices; }

  get #choices() { return this.#results?.choices(this.#speak); }

  get #needsMore() {
    const { board } = this.#host.now();
    return board.next && ((this.#asked && !this.#hasFile) || (!this.#results?.hasIndex && (this.seeks || this.#near)));
  }
}
