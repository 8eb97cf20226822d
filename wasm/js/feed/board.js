// A board: the posts at one src, page after page. loading.js opens it and reads
// on; the list, the reader and the finder read its posts. It does not know which
// of them are shown.

import { ownAddress } from './address.js';
import { nearlyBegun } from './dates.js';
import { failure, readText } from './fetch.js';
import { authorsOf, isDue, readPost } from './post.js';
import { line, record, wholeNumber } from './values.js';

const maxItems = 200; // per page
const maxPages = 50;

export class Board {
  posts = []; // in the feed's order: pinned first, then newest
  single = false; // src is the source of one post, not a feed
  next = ''; // address of the page with older posts
  total = 0; // number of posts on all pages, if the feed says so
  url = ''; // address of the first page
  index = ''; // folder of the search index, as the feed names it
  time = Date.now(); // of reading
  read = readText; // reads a file of the board
  picture; // of a signed board, returns the address of a picture that is verified
  #ids = new Set();
  #pages = new Set(); // addresses of the pages read so far
  #rows = 0; // number of posts on them, shown or not

  /** open reads the first page of src. */
  static async open(src, options) {
    const board = new Board();
    await board.#read(src, options);
    return board;
  }

  /** of makes a board from the text of a first page. */
  static of(text, url) {
    const board = new Board();
    board.#take(text, url);
    return board;
  }

  /** more reads the next page. */
  more(options) {
    return this.#read(this.next, options);
  }

  async #read(address, options) {
    const { text, url } = await this.read(address, options);
    this.#pages.add(address);
    this.#take(text, url);
  }

  #take(text, url) {
    this.single = /\.(txt|md|markdown)$/i.test(new URL(url).pathname);
    const page = this.single ? plainFeed(text, url) : readFeed(text);
    this.url ||= url;
    const { total, search, base: way } = record(page._board);
    this.total ||= wholeNumber(total);
    this.index ||= line(search);
    this.#pages.add(url);
    this.next = this.#older(page.next_url, url);
    const base = directory(url);
    this.#add(page.items, base, above(base, way), page);
  }

  /**
   * #add adds the posts that are due and new; archives repeat pinned posts. Items
   * without an author get those of the feed.
   */
  #add(items, base, root, { authors, author }) {
    for (const item of items.slice(0, maxItems)) {
      const named = authorsOf(record(item))[0];
      const post = readPost(named ? item : { ...record(item), authors, author }, base, root);
      if (!post.id || this.#ids.has(post.id)) continue;
      this.#ids.add(post.id);
      post.number = this.#number(this.#rows++);
      if (isDue(post, nearlyBegun)) this.posts.push(post);
    }
  }

  /** #number counts down from the total, so that a post keeps its number, or up if there is no total. */
  #number(row) {
    return this.total > row ? this.total - row : row + 1;
  }

  /** #older returns the address of the next page: on the feed's origin, and not read before. */
  #older(next, url) {
    const address = ownAddress(next, url);
    return !this.#pages.has(address) && this.#pages.size < maxPages ? address : '';
  }

  find(id) {
    return this.posts.find((post) => post.id === id || post.item.id === id);
  }
}

/** plainFeed makes a feed of one post from its source, unparsed. */
function plainFeed(source, url) {
  const title = decodeURIComponent(new URL(url).pathname.split('/').pop());
  return { items: [{ title, content_text: source, url }] };
}

function readFeed(text) {
  try {
    const feed = JSON.parse(text.replace(/^\ufeff/, ''));
    if (Array.isArray(feed?.items)) return feed;
  } catch {}
  throw failure('unreadable', 'wanted a JSON Feed');
}

/** directory returns the base of relative addresses in posts. */
const directory = (url) => (/^http/.test(url) ? new URL('.', url).href : url);

/** above returns the board's folder, if the feed says how far up it is ("../../"); no other path is accepted. */
const above = (base, way) => (/^(\.\.\/)+$/.test(line(way)) ? new URL(way, base).href : base);
