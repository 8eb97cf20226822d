// What the shadow root shows. The fallback children, the list and a post
// take turns. What the status line says is said twice: screen readers listen
// only to what was there before, and stays where it was, when it changes.

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
  #on; // what the reader can do: {approach, open, more, retry, back, pictures}
  #words;
  #links = new Map(); // by post id, in the list
  #fallback = el('slot');
  #list = el('ol', { part: 'list', role: 'list' });
  #toolbar = el('div', { part: 'toolbar' });
  #pictures = el('div');
  #body = el('div', { part: 'body' });
  #article; // as it was put into the body: a reader may have changed that
  #neighbors = el('div', { part: 'neighbors' });
  #post = el('section', { part: 'post' }, this.#toolbar, this.#pictures, this.#body, this.#neighbors);
  #more = button('more', () => this.#on.more());
  #said = el('p', { role: 'status' });
  #status = el('p', { part: 'status', 'aria-hidden': 'true' });
  #retry = button('retry', () => this.#on.retry());
  #footer = el('div', { part: 'footer' }, this.#more, this.#status, this.#retry);
  #frame = el('div', { part: 'board' }, this.#said, this.#fallback, this.#list, this.#post, this.#footer);

  constructor(root, on) {
    this.#root = root;
    this.#on = on;
    root.adoptedStyleSheets = styles();
    root.append(this.#frame);
    for (const sign of ['pointerover', 'focusin', 'touchstart']) this.#list.addEventListener(sign, on.approach, { passive: true });
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
    if (this.#said.textContent === text) return;
    this.#said.textContent = this.#status.textContent = text;
  }

  #sentence(state, total) {
    const { loading, empty, stale, failed } = this.#words;
    return { idle: '', loading, empty, stale, error: failed, ready: count(this.#words, total) }[state];
  }

  /** setPosts makes the list anew; a reader who was on a row stays on it. */
  setPosts(posts) {
    const focused = [...this.#links].find(([, link]) => link === this.#root.activeElement)?.[0];
    if (!this.#links.size) this.#frame.append(this.#footer); // below a first list it is another one: nothing has moved
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

  setToolbar({ url }, single) {
    const { back, original } = this.#words;
    this.#toolbar.replaceChildren(
      single ? '' : button('back', () => this.#on.back(), back),
      url ? outLink(url, { part: 'original' }, original) : '');
  }

  /** setArticle shows an article; the same again leaves focus, selection and scroll alone. */
  setArticle({ node, hosts }) {
    this.#offer(hosts);
    if (this.#article?.isEqualNode(node)) return;
    const focused = this.#body.contains(this.#root.activeElement);
    this.#article = node;
    this.#body.replaceChildren(document.importNode(node, true));
    if (focused) this.#focusHeading();
  }

  /** #offer offers to show the pictures of other hosts. */
  #offer(hosts) {
    const names = hosts.slice(0, maxHosts).join(', ') + (hosts.length > maxHosts ? '…' : '');
    const words = names && fill(this.#words.pictures, names);
    if (this.#pictures.textContent === words) return;
    this.#pictures.replaceChildren(words && button('pictures', () => this.#on.pictures(), words));
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
    if (this.#frame.getBoundingClientRect().top < 0) this.#frame.scrollIntoView();
    this.#focusHeading();
  }

  #focusHeading() {
    const heading = this.#body.querySelector('h1, h2, h3, h4, h5, h6');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
