// The search: which posts match words, a tag and a year, and the passages of their
// texts. It is the entry point of a script that finder.js loads when a reader
// begins to search. A board with an index is searched in that; another feed as far
// as its pages have been read. It does not know where the posts are shown, but for
// the rows to which it adds passages.

import { el } from '../dom.js';
import { ownAddress } from '../feed/address.js';
import { nearlyBegun } from '../feed/dates.js';
import { plainText } from '../feed/plain.js';
import { isDue, readPost } from '../feed/post.js';
import { line, record, records } from '../feed/values.js';
import { Index, Search } from './find.js';
import { orderWords } from './order.js';
import { passageOf } from './passage.js';
import { filterKey, hasPhrases, isEmpty, isPhrase, parse } from './query.js';
import { Scan } from './scan.js';

const step = 50; // posts that are shown at once
const batch = 10; // posts that are read at once to look for a phrase
const patience = 6; // of these, and files of older postings, before the reader is asked to go on

/**
 * folderOf returns the folder of a board's index, which must be below the feed; '' if
 * it has none. Files of the index are not verified, so a signed board is searched in
 * its pages, which are.
 */
const folderOf = ({ index, url, picture }) => (!picture && /^[\w-]+\/$/.test(index) ? new URL(index, url).href : '');

export class Results {
  #board;
  #folder = ''; // of the index; '' if there is none
  #query = parse('');
  #order; // 'weight' if posts with the words in their subjects come first, not the newest ones
  #scan;
  #index;
  #search; // in the index, once it has begun
  #hits; // places of posts that match
  #unread; // places of posts that may match: it takes their text to see whether they have a phrase
  #posts; // by their index among the hits, with gaps; null where one may not be shown
  #checked; // number of batches that were read to look for a phrase
  #items = new Map(); // promises of posts' own items, by ID
  #rows = new WeakMap(); // posts by their passages
  #observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) this.#fill(target);
  }, { rootMargin: '200px' });

  /** take starts with a newly read board. */
  take(board) {
    this.#board = board;
    this.#folder = folderOf(board);
    this.#index = undefined;
    this.#reset();
  }

  /** seek sets the search: {query, tag, year, by, order}. */
  seek({ query = '', tag = '', year = '', by = '', order }) {
    this.#order = order;
    this.#query = parse(query);
    this.#query.tag ||= filterKey(tag);
    this.#query.year ||= year;
    this.#query.by ||= filterKey(by);
    this.#reset();
  }

  #reset() {
    this.#scan = new Scan(this.#query);
    this.#search = undefined;
    this.#hits = [];
    this.#unread = [];
    this.#posts = [];
    this.#checked = 0;
  }

  /** all reports whether all posts match. */
  get all() { return isEmpty(this.#query); }

  /** open reads the head of the index, once, and reports whether there is an index. */
  async open(options) {
    const folder = this.#folder;
    if (folder && !this.#index) {
      try {
        this.#index = await Index.open(folder, options);
      } catch (error) {
        if (!/^HTTP 4/.test(error.reason)) throw error;
        this.#folder = '';
      }
    }
    return this.hasIndex;
  }

  /** hasIndex reports whether there is an index, as far as is known. */
  get hasIndex() { return this.#folder !== ''; }

  get #indexed() { return this.hasIndex && !this.all; }

  /** among returns the matches among posts, or those of the index that have been read: in order, or for a table with gaps. */
  among(posts, withGaps) {
    if (!this.#indexed) return this.#scan.among(posts);
    const read = this.#posts.slice(0, withGaps ? undefined : this.#readTo);
    if (!withGaps) return read.filter(Boolean);
    read.length = this.#hits.length;
    read.forEach((post, i) => post || delete read[i]);
    return read;
  }

  /** #readTo is the number of matches that have been read without a gap. */
  get #readTo() {
    const [first = this.#hits.length] = this.#missing(0, Infinity);
    return first;
  }

  /** lacks reports whether matches must be read from the index, from one to before another. */
  lacks(first, end) {
    return this.#indexed && (!this.#search || this.#mayCheck(end) || this.#missing(first, end).length > 0);
  }

  /** #mayCheck reports whether posts are to be read to look for a phrase in them. */
  #mayCheck(end) {
    return this.#unread.length > 0 && this.#hits.length < end && this.#checked < patience;
  }

  #missing(first, end) {
    return [...this.#hits.keys()].slice(first, end).filter((i) => !(i in this.#posts));
  }

  /** hasMore reports whether there are more matches, or posts to be searched; it is undefined without an index. */
  get hasMore() {
    if (!this.#indexed) return undefined;
    return this.#unread.length > 0 || this.#readTo < this.#hits.length || this.#search?.floor > 0;
  }

  /** more reads more matches, of older posts if need be; it is undefined without an index. */
  get more() {
    return this.#indexed ? (options) => {
      this.#checked = 0;
      return this.read(this.#readTo, this.#readTo + step, options);
    } : undefined;
  }

  /** numbers are how many matches there are and among how many posts; undefined without an index. */
  get numbers() {
    if (!this.#indexed || !this.#search) return undefined;
    const { head: { places, gaps } } = this.#index;
    const { floor, some } = this.#search;
    const looked = places - floor - [...gaps].filter((place) => place >= floor).length;
    return [`${this.#hits.length}${some || this.#unread.length ? '+' : ''}`, looked];
  }

  /** read reads matches from one to before another. A file that is gone belongs to an older head. */
  async read(first, end, options) {
    try {
      await this.#read(first, end, options);
    } catch (error) {
      this.#index?.forget();
      if (!/^HTTP 4/.test(error.reason) || !this.#index) throw error;
      this.#index = undefined;
      this.#reset();
      await this.#read(first, end, { ...options, cache: 'no-cache' });
    }
  }

  async #read(first, end, options) {
    if (!await this.open(options)) return;
    if (!this.#search) {
      const search = new Search(this.#index, this.#query);
      await search.start(options);
      if (options.signal.aborted) return;
      this.#search = search;
      this.#take(search.hits(this.#order));
    }
    for (let n = 0; n < patience && this.#search.floor > 0 && this.#hits.length + this.#unread.length < end; n++) await this.#older(options);
    while (this.#mayCheck(end)) await this.#check(options);
    const missing = this.#missing(first, end);
    const cards = await this.#index.cards(missing.map((i) => this.#hits[i]), options);
    if (options.signal.aborted) return;
    for (const i of missing) this.#posts[i] = this.#post(this.#hits[i], cards.get(this.#hits[i]));
  }

  async #older(options) {
    const { floor } = this.#search;
    await this.#search.older(options);
    this.#take(this.#search.hits(this.#order).filter((place) => place < floor)); // behind the others: no row moves
  }

  /** #take takes places that were found. Whether they have a phrase is not known yet. */
  #take(places) {
    if (this.#query.words.concat(this.#query.not).some(isPhrase)) this.#unread = this.#unread.concat(places);
    else this.#hits = this.#hits.concat(places);
  }

  /** #check reads posts to see which have the phrases of the query. */
  async #check(options) {
    this.#checked++;
    const places = this.#unread.slice(0, batch);
    const cards = await this.#index.cards(places, options);
    const found = await Promise.all(places.map((place) => this.#hasPhrases(this.#post(place, cards.get(place)), options)));
    if (options.signal.aborted) throw options.signal.reason;
    this.#hits = this.#hits.concat(places.filter((_, i) => found[i]));
    this.#unread = this.#unread.slice(batch);
  }

  async #hasPhrases(post, options) {
    const item = post && await this.#item(post, options);
    return item && hasPhrases(this.#query, [line(record(item._board).label), line(item.title), textOf(item)].join('\n'));
  }

  /** #post makes a post of a card: null if it may not be shown. Its text is in a file of its own. */
  #post(place, card) {
    const [, title = '', date = '', name, label, language] = Array.isArray(card) ? card.map(line) : [];
    const id = line(card?.[0]) || (card?.[0] > 0 ? [...slug(date, title)].slice(0, card[0]).join('') : '');
    if (!id) return null;
    const file = `posts/${encodeURIComponent(id)}`;
    const base = new URL('..', this.#folder).href;
    const item = { title, language, url: `${file}/index.html`, authors: [{ name }], _board: { id, date, label, item_url: `${file}.json` } };
    const post = this.#board.find(id) ?? { ...readPost(item, base, base), number: place + 1 };
    return isDue(post, nearlyBegun) ? post : null;
  }

  /** #item returns the whole item of a post. */
  #item({ id, item, base, own }, options = { signal: new AbortController().signal }) {
    const address = own && ownAddress(record(item._board).item_url, base);
    if (!address) return item;
    if (!this.#items.has(id)) {
      const reading = this.#board.read(address, options).then(({ text }) => record(JSON.parse(text)));
      this.#items.set(id, reading);
      reading.catch(() => this.#items.delete(id));
    }
    return this.#items.get(id);
  }

  /**
   * choices returns the values of the filters with numbers of posts, as pairs of a value and a text, and those of the
   * orders with their words; undefined without an index. speak finds the words of a table.
   */
  choices(speak) {
    if (!this.#index || !this.#folder) return undefined;
    const words = speak(orderWords);
    const { tags, authors, years } = this.#index.head;
    const shown = (values) => values.map(([value, count]) => [`${value}`, `${value} (${count})`]);
    return { tags: shown(tags), authors: shown(authors), years: shown(years.map(([year, , count]) => [year, count])).reverse(), orders: [['weight', words.weight]], words };
  }

  /** pass adds passages to rows. Their words come when they come into view. */
  pass(rows, posts) {
    this.#observer.disconnect();
    if (this.all || !this.#query.words.length) return;
    rows.forEach((row, i) => {
      if (!posts[i] || row.querySelector('[part=passage]')) return;
      const passage = el('p', { part: 'passage', lang: posts[i].lang, dir: 'auto' });
      row.querySelector('[part~=subject]').after(passage); // now, so that nothing moves later
      this.#rows.set(passage, posts[i]);
      this.#observer.observe(passage);
    });
  }

  async #fill(passage) {
    this.#observer.unobserve(passage);
    const query = this.#query;
    const item = await Promise.resolve(this.#item(this.#rows.get(passage))).catch(() => ({}));
    const pieces = passageOf(textOf(item), query);
    passage.replaceChildren(...pieces.map((piece, i) => (i % 2 ? el('mark', { part: 'mark' }, piece) : piece)));
  }
}

/** slug returns the day and the subject as an ID usually has them. */
const slug = (date, title) => `${date.slice(0, 10)}-${(title.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join('-')}`;

/** textOf returns the text of an item that is searched besides its title. */
const textOf = (item) => [plainText(item), ...records(item.attachments).map(({ title }) => line(title))].join('\n');
