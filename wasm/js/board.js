// A board: the posts that one src leads to, page after page.

import { engine } from './engine.js';
import { readText } from './fetch.js';
import { isDue, readPost, webAddress } from './post.js';

const maxItems = 200; // of a page
const maxPages = 50;

export class Board {
  posts = []; // as the feed has them: pinned first, then newest
  single = false; // src is one post's source, not a feed
  next = ''; // address of the page with older posts
  #ids = new Set();
  #pages = new Set();

  /** open reads the first page of src. */
  static async open(src, options) {
    const board = new Board();
    await board.#read(src, options);
    return board;
  }

  /** more reads the next page and gives the posts it adds. */
  more(options) {
    return this.#read(this.next, options);
  }

  async #read(address, options) {
    const { text, url } = await readText(address, options);
    this.single = /\.(txt|md)$/i.test(new URL(url).pathname);
    const page = this.single ? await readSource(text, url) : readFeed(text);
    this.#pages.add(address).add(url);
    this.next = this.#older(page.next_url, url);
    return this.#add(page.items, url);
  }

  /** #add keeps what is due and new: pinned posts come again in archives. */
  #add(items, base) {
    const added = [];
    for (const item of items.slice(0, maxItems)) {
      const post = readPost(item, base);
      if (!post.id || this.#ids.has(post.id) || !isDue(post)) continue;
      this.#ids.add(post.id);
      added.push(post);
    }
    this.posts.push(...added);
    return added;
  }

  /** #older follows a feed to its own origin only, and never in a circle. */
  #older(next, url) {
    const address = webAddress(next, url);
    const follow = address && new URL(address).origin === new URL(url).origin
      && !this.#pages.has(address) && this.#pages.size < 2 * maxPages;
    return follow ? address : '';
  }

  find(id) {
    return this.posts.find((post) => post.id === id || post.item.id === id);
  }

  /** neighbors are the newer and the older post: by date, where pinned posts are not on top. */
  neighbors(post) {
    const time = ({ date }) => date?.time ?? 0;
    const all = [...this.posts].sort((a, b) => time(b) - time(a));
    const i = all.findIndex(({ id }) => id === post.id);
    return i < 0 ? {} : { newer: all[i - 1], older: all[i + 1] };
  }
}

function readFeed(text) {
  const feed = JSON.parse(text.replace(/^\ufeff/, ''));
  if (!Array.isArray(feed?.items)) throw new Error('wanted a JSON Feed');
  return feed;
}

/** readSource makes a feed of one source file; the engine reads it again to show it. */
async function readSource(text, url) {
  const name = decodeURIComponent(new URL(url).pathname.split('/').pop());
  const item = { url, title: name, content_text: text };
  try {
    const { id, subject, label, date, by, language } = await engine.parse(name, text);
    Object.assign(item, { title: subject, language, _board: { id, label, date, by: { name: by } }, _name: name, _source: text });
  } catch { /* no engine: the source itself is readable */ }
  return { items: [item] };
}
