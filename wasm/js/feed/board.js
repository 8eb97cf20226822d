// A board: the posts that one src leads to, page after page.

import { webAddress } from './address.js';
import { failure, readText } from './fetch.js';
import { isDue, readPost } from './post.js';
import { line, record, wholeNumber } from './values.js';

const maxItems = 200; // of a page
const maxPages = 50;

export class Board {
  posts = []; // as the feed has them: pinned first, then newest
  single = false; // src is one post's source, not a feed
  next = ''; // address of the page with older posts
  total = 0; // how many posts there are, if the feed tells
  url = ''; // where the first page was
  time = Date.now(); // when it was read
  #ids = new Set();
  #pages = new Set(); // their addresses
  #count = 0; // of pages
  #rows = 0; // of the posts in them, shown or not

  /** open reads the first page of src. */
  static async open(src, options) {
    const board = new Board();
    await board.#read(src, options);
    return board;
  }

  /** of makes a board of a first page that was read before. */
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
    const { text, url } = await readText(address, options);
    this.#pages.add(address);
    this.#take(text, url);
  }

  #take(text, url) {
    this.single = /\.(txt|md)$/i.test(new URL(url).pathname);
    const page = this.single ? plainFeed(text, url) : readFeed(text);
    this.url ||= url;
    this.total ||= wholeNumber(record(page._board).total);
    this.#pages.add(url);
    this.#count++;
    this.next = this.#older(page.next_url, url);
    const base = directory(url);
    this.#add(page.items, base, above(base, record(page._board).base));
  }

  /** restate takes what the engine has read in a source file. */
  restate(item) {
    const [{ base }] = this.posts;
    this.posts = [];
    this.#ids.clear();
    this.#add([item], base);
  }

  /** #add keeps what is due and new: pinned posts come again in archives. */
  #add(items, base, root = base) {
    for (const item of items.slice(0, maxItems)) {
      const post = readPost(item, base, root);
      if (!post.id || this.#ids.has(post.id)) continue;
      this.#ids.add(post.id);
      post.number = this.#number(this.#rows++);
      if (isDue(post)) this.posts.push(post);
    }
  }

  /** #number counts down from the total, so that a post keeps its number; up where there is none. */
  #number(row) {
    return this.total > row ? this.total - row : row + 1;
  }

  /** #older follows a feed to its own origin only, and never in a circle. */
  #older(next, url) {
    const address = webAddress(next, url);
    const follow = address && new URL(address).origin === new URL(url).origin
      && !this.#pages.has(address) && this.#count < maxPages;
    return follow ? address : '';
  }

  find(id) {
    return this.posts.find((post) => post.id === id || post.item.id === id);
  }
}

/** plainFeed has a source file as it is. */
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

/** directory is where relative addresses in posts start. */
const directory = (url) => (/^http/.test(url) ? new URL('.', url).href : url);

/** above is the board's folder, where a feed says how far up that is: "../../". It can be nowhere else. */
const above = (base, way) => (/^(\.\.\/)+$/.test(line(way)) ? new URL(way, base).href : base);
