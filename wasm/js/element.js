// <board-view src="…/feed.json">: the element's public side, and which posts of
// the board its list has. Pages call it, and through #host its own parts. It
// leaves loading to loading.js, opening posts to opening.js, and the shadow root
// to list/view.js.

import { attributes, mirror, upgrade } from './properties.js';
import { loadFinder, loadSearch, once } from './loader.js';
import { Opening } from './opening.js';
import { Loading } from './loading.js';
import { publicPost } from './feed/post.js';
import { listWords, nearestLang, wordsIn } from './strings.js';
import { View } from './list/view.js';

const Base = globalThis.HTMLElement ?? class {}; // on a server

export class BoardView extends Base {
  static observedAttributes = attributes;

  /** define registers the element, unless the name is taken, as by a second copy of this script. */
  static define(tag = 'board-view', registry = globalThis.customElements) {
    if (!registry.get(tag)) registry.define(tag, registry.getName?.(this) ? class extends this {} : this);
    return this;
  }

  #view = new View(this.attachShadow({ mode: 'open' }), {
    open: (post) => this.#opening.choose(post),
    more: () => this.#more(),
    retry: () => this.#loading.retry(),
    load: async () => {
      await this.#loading.agree();
      this.#view.focusFirst();
    },
    approach: () => this.#opening.warmUp(),
  });
  #host = { // what the parts call
    came: () => this.#finder?.came(),
    closed: (id) => this.#finder?.closed(id),
    forget: () => {
      this.#opening.forget();
      this.#finder?.forget();
      this.#go(0);
    },
    go: (from, to) => this.#go(from, to),
    kept: async (...from) => (await this.#newFinder().catch(() => {}))?.kept(...from),
    list: () => this.#list(),
    opened: (post) => this.#finder?.opened(post),
    readOn: () => this.#readOn(),
    speak: (reader) => {
      reader.speak(this.#words.locale, this.#strings);
      this.#update();
    },
    start: () => this.#useFinder(),
    take: async (board) => {
      const open = this.#opening.post;
      board.single || await this.#list(this.#to === 0);
      if (this.#loading.board === board) await this.#opening.take(board, open);
    },
    update: () => this.#update(),
  };
  #loading = new Loading(this, this.#host);
  #opening = new Opening(this, this.#view, this.#loading, this.#host);
  #finder; // the Finder, where an attribute asks for one and its script has come
  #from = 0; // the list has the matching posts from this index
  #to = 0; // to this one
  #words;
  #strings;
  #connected = false;

  get state() { return this.#loading.state; }
  get posts() { return this.#loading.board.posts.map(publicPost); }

  /** strings replaces words of the widget, by their names. */
  get strings() { return this.#strings; }
  set strings(own) {
    this.#strings = own ?? {};
    this.#words = undefined;
    if (this.#connected) this.#speak();
  }

  /** reload reads the feed again. The list stays until the new one is there. */
  reload() {
    return this.#loading.agree('no-cache');
  }

  /** open shows the post of that id; false if the list has none. */
  async open(id) {
    await this.#loading.done;
    const post = this.#loading.board.find(id);
    return post ? this.#opening.choose(post) : false;
  }

  /** close goes back to the list, to the row of the post. */
  close() {
    this.#opening.close();
  }

  connectedCallback() {
    upgrade(this);
    this.#connected = true;
    this.#speak();
    this.#finder?.enter();
    this.#loading.enter();
  }

  // Moving the element removes and inserts it; only a lasting removal counts.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#leave());
  }

  // Element.moveBefore calls this instead of the two above.
  connectedMoveCallback() {
    this.#speak();
  }

  attributeChangedCallback(name, before, value) {
    if (!this.#connected || before === value) return;
    if (['src', 'key', 'signed-by'].includes(name)) this.#loading.load();
    else if (name === 'lang') this.#speak();
    else if (name === 'load') this.state === 'idle' && this.#loading.load(); // it need not wait for a click any more
    else if (name !== 'theme') this.#renew(name);
  }

  #leave() {
    this.#connected = false;
    this.#opening.wanted = null;
    this.#update();
    this.#loading.leave();
    this.#finder?.leave();
  }

  /** #speak sets the language to the nearest lang. */
  #speak() {
    const locale = nearestLang(this);
    if (locale === this.#words?.locale) return;
    this.#words = wordsIn(listWords, locale, this.#strings);
    this.#view.speak(this.#words);
    this.#opening.reader?.speak(locale, this.#strings);
    this.#finder?.speak(locale, this.#strings);
    this.#renew();
  }

  /** #renew shows everything again after a change. */
  #renew(attribute) {
    if (attribute === 'layout' || attribute === 'limit') this.#from = 0;
    if (this.layout === 'table') this.#to = this.#from;
    this.#list();
    this.#opening.reader?.renew();
    this.#useFinder();
  }

  /** #more shows more posts, from the next page of the feed if need be, and moves the focus to the first. */
  #more() {
    const to = this.#to + this.#step;
    return this.#to < this.#sought.length ? this.#add(to, true) : this.#readOn(to, true);
  }

  /** #readOn reads the next page of the feed, and shows posts up to an index. */
  #readOn(to = this.#from + this.#step, focus) {
    return this.#loading.readOn(() => this.#add(to, focus), this.#finder?.more);
  }

  #add(to, focus) {
    const added = this.#sought.slice(this.#to, to);
    this.#to += added.length;
    this.#view.addPosts(added);
    if (this.#opening.post) this.#opening.reader?.setNeighbors();
    else if (focus && added.length) this.#view.focusRow(added[0].id);
    this.#update();
  }

  /** #step is the number of posts that come at once: all of a page, but not all matches. */
  get #step() {
    return this.limit || { table: 20, latest: 5 }[this.layout] || (this.#finder?.seeks ? 50 : Infinity);
  }

  /** #sought are the posts that match the search, or all. */
  get #sought() {
    const { posts } = this.#loading.board;
    return this.#finder?.sought(posts) ?? posts;
  }

  get #hasMore() { return this.#to < this.#sought.length || (this.#finder?.hasMore ?? this.#loading.board.next !== ''); }

  /** #list replaces the list, with at least as many posts as before. */
  #list(first) {
    const to = Math.max(this.#to, this.#from + this.#step);
    this.#to = Math.max(this.#from, Math.min(to, this.#sought.length));
    this.#view.arrange(this.layout, this.#loading.key === null ? this.images : 'off');
    this.#update();
    const posts = this.#sought.slice(this.#from, this.#to).flat(); // without gaps
    return first ? this.#view.setFirst(posts) : this.#view.setPosts(posts);
  }

  /** #go shows the posts from one index to another, or a step of them. */
  #go(from, to = 0) {
    this.#from = from;
    this.#to = to;
    this.#list();
  }

  #update() {
    const finder = this.#finder;
    this.#view.update(this.#loading, {
      hasMore: this.#hasMore && !finder?.turns,
      isOpen: this.#opening.post !== null,
      expected: Math.min(this.#step, 20),
      search: this.search,
      found: finder?.found,
      said: finder?.said,
    });
    finder?.update();
  }

  /** #useFinder loads the finder if an attribute asks for what it does. */
  #useFinder() {
    const turns = this.layout === 'table' && this.#hasMore;
    const wanted = turns || this.search || this.deepLinks || this.refresh || this.keep !== 'off';
    if (wanted && this.state !== 'idle') this.#newFinder().catch(() => {});
  }

  /** #newFinder makes the element's Finder, once. */
  #newFinder = once(async () => {
    const { Finder } = await loadFinder();
    const finder = (this.#finder = new Finder({
      ...this.#host,
      loadSearch,
      element: this,
      view: this.#view,
      loading: this.#loading,
      opening: this.#opening,
      now: () => ({ ...this.#loading, from: this.#from, to: this.#to, step: this.#step }),
    }));
    finder.speak(this.#words.locale, this.#strings);
    if (this.#connected) finder.enter();
    this.#update();
    return finder;
  });
}

mirror(BoardView.prototype);
