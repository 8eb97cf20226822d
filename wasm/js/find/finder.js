// What helps a reader to find posts: a search field and filters, the pages of
// a table, links to posts, news. It comes as a script of its own, for those
// elements that want some of it, and each has a Finder of its own.

import { isDear } from '../idle.js';
import { sheet } from '../sheet.js';
import { fill, wordsIn } from '../strings.js';
import { Fields } from './fields.js';
import css from './find.css';
import { restore, store } from './keep.js';
import { Links } from './links.js';
import { News } from './news.js';
import { Pages } from './pages.js';
import { period, Refresh } from './refresh.js';
import { Results } from './search.js';
import { findWords } from './words.js';

const styles = sheet(css);

export class Finder {
  #host; // the element's side: see element.js
  #element;
  #words;
  #results = new Results();
  #fields = new Fields({ seek: () => this.#seek(), approach: () => this.#approach() });
  #pages;
  #news;
  #refresh = new Refresh((signal) => this.#news.look(signal));
  #links;
  #board = null; // whose posts came last
  #near = false; // the reader was in a field: all is read that may be sought
  #asked = ''; // id of the post that the address asks for
  #landing = false; // the page was opened with it
  #message = ''; // instead of the number of posts
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

  /** speak sets the words of all that. */
  speak(locale, own) {
    this.#words = wordsIn(findWords, locale, own);
    this.#fields.speak(this.#words);
    this.#news.speak(this.#words);
  }

  /** enter starts what goes on as long as the element is in a page. */
  enter() {
    addEventListener('popstate', this.#onAddress);
    if (this.#host.now().board.posts.length) this.came();
    this.#host.update();
  }

  leave() {
    removeEventListener('popstate', this.#onAddress);
    this.#fields.rest();
    this.#refresh.stop();
  }

  /** forget is for another src. */
  forget() {
    const linked = this.#linked;
    this.#board = null;
    this.#near = this.#landing = false;
    this.#asked = this.#message = '';
    this.#fields.wish = {};
    this.#results.seek({});
    this.#pages.forget();
    this.#news.forget();
    this.#refresh.stop();
    if (linked) this.#links.replace('', {});
  }

  /** seeks reports whether the list has only what the reader seeks. */
  get seeks() { return this.#element.search && !this.#results.all; }

  /** turns reports whether the list has pages with numbers. */
  get turns() { return this.#element.layout === 'table'; }

  /** sought are those of the posts that the list is to have. */
  sought(posts) { return this.seeks ? this.#results.among(posts) : posts; }

  /** found says how many posts were found, where that is not all of them. */
  get found() {
    if (this.#message || !this.seeks) return this.#message;
    const { posts } = this.#host.now().board;
    return fill(fill(this.#words.found, this.sought(posts).length), posts.length);
  }

  /** said is for screen readers, instead of what can be seen. */
  get said() { return this.#news.text; }

  /** came takes note of posts that came, and has more read as long as the reader's wish needs them. */
  came() {
    const { board } = this.#host.now();
    this.#fields.offer(board.posts);
    if (board !== this.#board) this.#begin(board);
    this.#pages.arrive();
    this.#open();
    this.#readOn();
  }

  /** update shows what goes with the list. */
  update() {
    this.#pages.update(this.turns && !this.#host.opening.post, this.#words);
    const looks = this.#element.isConnected && this.#host.now().state !== 'idle';
    this.#refresh.set(this.#element, looks ? period(this.#element.refresh) : 0);
    if (this.#linked) this.#links.note(this.#wish);
  }

  /** opened has the address lead to a post that is shown now. */
  opened({ id }) {
    this.#message = this.#asked = '';
    if (this.#landing) this.#comeIntoView();
    if (this.#linked && this.#links.post !== id) this.#links.push(id, this.#wish);
  }

  closed() {
    if (this.#linked && this.#links.post) this.#links.push('', this.#wish);
  }

  /** kept is the last good copy of an address, made into a board; null if there is none. */
  kept(address, boardOf) {
    const copy = restore(this.#element.keep, address);
    try {
      return copy && Object.assign(boardOf(copy.text, copy.url), { time: copy.time, isCopy: true });
    } catch { // it was no feed
      return null;
    }
  }

  get #linked() { return this.#element.deepLinks && this.#board !== null && !this.#board.single; }

  /** #wish is what the history keeps of the list. */
  get #wish() {
    const { from, to } = this.#host.now();
    return { ...this.#fields.wish, from, to };
  }

  /** #begin takes in a board that was read anew. */
  #begin(board) {
    const isFirst = this.#board === null;
    this.#board = board;
    if (isFirst) this.#follow(true); // before anything is noted
    this.#news.forget();
    const { element, now } = this.#host;
    if (element.keep !== 'off') store(element.keep, now().source, board);
    this.#pages.stay();
  }

  /** #now is what the list has now. */
  get #now() {
    const now = this.#host.now();
    return { ...now, sought: this.sought(now.board.posts), seeks: this.seeks };
  }

  /** #follow goes where the address leads: when the first posts are there, and when the reader goes back and forth. */
  #follow(landing = false) {
    if (!this.#linked) return;
    const opened = this.#host.opening.post;
    if (landing && opened) return this.opened(opened); // the reader was sooner
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
    this.#results.seek(wish);
    this.#host.go(this.turns ? from : 0, to);
  }

  /** #open opens the post that the address asks for, if it has been read. */
  async #open() {
    const { board } = this.#host.now();
    const post = this.#asked && board.find(this.#asked);
    if (!post && board.next) return;
    if (!post && this.#asked) this.#say(this.#words.gone);
    this.#asked = '';
    if (post && post.id !== this.#host.opening.post?.id) await Promise.resolve(this.#host.opening.choose(post)).catch(() => {});
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

  /** #approach has all read that can be sought, unless that is dear. */
  #approach() {
    this.#near = !isDear();
    this.#readOn();
  }

  #seek() {
    this.#message = this.#asked = '';
    this.#pages.forget();
    this.#results.seek(this.#fields.wish);
    this.#host.go(0);
    this.#readOn();
  }

  /** #turned makes the page that is left one to come back to. */
  #turned() {
    this.#message = this.#asked = '';
    if (this.#linked) this.#links.push(this.#links.post, this.#wish);
  }

  /** #readOn reads the next page if it is needed: posts come to came. */
  #readOn() {
    const { state } = this.#host.now();
    if (this.#needsMore && (state === 'ready' || state === 'stale')) this.#host.readOn();
  }

  get #needsMore() {
    const { board, sought } = this.#now;
    const short = this.turns && sought.length < this.#pages.rows;
    return board.next && (this.#asked || this.seeks || this.#near || short);
  }
}
