// What the shadow root shows. The fallback children, the list and a post
// take turns; the status line is always there, for screen readers listen
// only to what was there before it changed.

import css from './board-view.css';
import { button, el, outLink } from './dom.js';
import { newRow } from './list.js';
import { count, fill } from './strings.js';

const maxHosts = 3; // named on a button
let sheet;

function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return [sheet];
}

export class View {
  #root;
  #on; // what the reader can do: {open, more, retry, back, pictures}
  #words;
  #links = new Map(); // by post id, in the list
  #fallback = el('slot');
  #list = el('ol', { part: 'list', role: 'list' });
  #post = el('section', { part: 'post' });
  #neighbors = el('div', { part: 'neighbors' });
  #more = button('more', () => this.#on.more());
  #status = el('p', { part: 'status', role: 'status' });
  #retry = button('retry', () => this.#on.retry());
  #frame = el('div', { part: 'board' }, this.#fallback, this.#list, this.#post,
    el('div', { part: 'footer' }, this.#more, this.#status, this.#retry));

  constructor(root, on) {
    this.#root = root;
    this.#on = on;
    root.adoptedStyleSheets = styles();
    root.append(this.#frame);
  }

  /** speak sets the words of the widget, and the locale of its dates. */
  speak(words) {
    this.#words = words;
    this.#frame.lang = words.lang;
    this.#more.textContent = words.more;
    this.#retry.textContent = words.retry;
  }

  /** update shows what goes with a state. */
  update({ state, total, hasMore, isOpen }) {
    const listed = total > 0 && !isOpen;
    this.#fallback.hidden = listed || isOpen;
    this.#list.hidden = !listed;
    this.#post.hidden = !isOpen;
    this.#more.hidden = isOpen || !hasMore || state === 'stale';
    this.#retry.hidden = state !== 'error' && state !== 'stale';
    this.status(isOpen && state === 'ready' ? '' : this.#sentence(state, total));
  }

  status(text) {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  #sentence(state, total) {
    const { loading, empty, stale, failed } = this.#words;
    return { idle: '', loading, empty, stale, error: failed, ready: count(this.#words, total) }[state];
  }

  /** setPosts makes the list anew; a reader who was on a row stays on it. */
  setPosts(posts) {
    const focused = [...this.#links].find(([, link]) => link === this.#root.activeElement)?.[0];
    this.#links.clear();
    this.#list.replaceChildren();
    this.addPosts(posts);
    this.#links.get(focused)?.focus({ preventScroll: true });
  }

  addPosts(posts) {
    for (const post of posts) {
      const row = newRow(post, this.#words, (event) => this.#choose(event, post));
      this.#links.set(post.id, row.querySelector('[part~=subject]'));
      this.#list.append(row);
    }
  }

  focusRow(id) {
    this.#links.get(id)?.focus();
  }

  /** #choose opens a post; what was clicked looks busy for as long as that takes. */
  async #choose(event, post) {
    event.preventDefault();
    const control = event.currentTarget;
    control.ariaBusy = 'true';
    await this.#on.open(post);
    control.ariaBusy = null;
  }

  /** setArticle fills the post's section. */
  setArticle({ node, hosts }, post, single) {
    this.#post.replaceChildren(
      this.#toolbar(post, single),
      hosts.length ? this.#pictures(hosts) : '',
      el('div', { part: 'body' }, node),
      this.#neighbors);
  }

  #toolbar({ url }, single) {
    const { back, original } = this.#words;
    return el('div', { part: 'toolbar' },
      !single && button('back', () => this.#on.back(), back),
      url && outLink(url, { part: 'original' }, original));
  }

  #pictures(hosts) {
    const names = hosts.slice(0, maxHosts).join(', ') + (hosts.length > maxHosts ? '…' : '');
    return button('pictures', () => this.#on.pictures(), fill(this.#words.pictures, names));
  }

  setNeighbors({ newer, older }) {
    this.#neighbors.replaceChildren(
      newer ? this.#neighbor('newer', newer) : '',
      older ? this.#neighbor('older', older) : '');
  }

  #neighbor(direction, post) {
    return button(direction, (event) => this.#choose(event, post),
      el('small', {}, this.#words[direction]), ' ', el('bdi', { lang: post.lang }, post.subject));
  }

  /** focusArticle takes the reader to the top of the post. */
  focusArticle() {
    const heading = this.#post.querySelector('h1, h2, h3, h4, h5, h6');
    if (this.#frame.getBoundingClientRect().top < 0) this.#frame.scrollIntoView();
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
