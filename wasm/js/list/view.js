// What the shadow root shows. The fallback children, the list and a post
// take turns. What the status line says is said twice: screen readers listen
// only to what was there before, and stays where it was, when it changes.

import { button, el } from '../dom.js';
import { formatDate, isCold, readDate, warmUp } from '../feed/dates.js';
import { plainText } from '../feed/plain.js';
import { painted } from '../idle.js';
import { sheet } from '../sheet.js';
import { count, fill } from '../strings.js';
import { newList, newPlaceholder, newRow } from './layouts.js';
import css from './list.css';
import { reasonIn } from './reasons.js';

const styles = sheet(css);

export class View {
  #root;
  #on; // what the reader can do: {approach, load, more, open, retry}
  #words;
  #layout = 'list';
  #images;
  #links = new Map(); // by post id, in the list
  #fallback = el('slot');
  #list = el('ol', { part: 'list' });
  #rows; // what of the list holds the rows
  #post; // the section of a post, once there is one
  #find = el('div', { part: 'find', role: 'search' }); // the finder fills it
  #room = el('div', {}, this.#find, this.#list);
  #load = button('load', () => this.#on.load());
  #more = button('more', () => this.#on.more());
  #said = el('p', { role: 'status' });
  #status = el('p', { part: 'status', 'aria-hidden': 'true' });
  #retry = button('retry', () => this.#on.retry());
  #footer = el('div', { part: 'footer' }, this.#load, this.#more, this.#status, this.#retry);
  #notice = el('div', {}, this.#fallback);
  #top = el('div', { part: 'top' }, this.#notice, this.#room);
  #frame = el('div', { part: 'board' }, this.#said, this.#top, this.#footer);

  constructor(root, on) {
    this.#root = root;
    this.#on = on;
    root.adoptedStyleSheets = [styles];
    root.append(el('div', {}, this.#frame));
    for (const sign of ['pointerover', 'focusin', 'touchstart']) this.#top.addEventListener(sign, on.approach, { passive: true });
  }

  /** speak sets the words of the widget, and the locale of its dates. */
  speak(words) {
    this.#words = words;
    this.#frame.lang = words.lang;
    this.#load.textContent = words.load;
    this.#more.textContent = words.more;
    this.#retry.textContent = words.retry;
  }

  /** arrange sets the layout, and from where pictures may come. Rows come with setPosts. */
  arrange(layout, images) {
    this.#layout = this.#frame.className = layout;
    this.#images = images;
  }

  /** takePost takes in the section that shows posts, and its styles. */
  takePost(section) {
    if (this.#post === section) return;
    this.#post?.remove();
    this.#post = section;
    this.#top.after(section);
  }

  /** takeFinder takes in what the reader finds posts with, and its styles. */
  takeFinder({ fields, pages, news }) {
    this.#find.append(...fields);
    this.#more.after(pages);
    this.#status.after(news);
  }

  /** showWords shows a post's words, until what shows posts is there. */
  showWords({ subject, lang, item }, headingLevel) {
    const paragraphs = plainText(item).split(/\n\s*\n/).slice(0, 100);
    this.takePost(el('section', { part: 'post' }, el('article', { lang, dir: 'auto' },
      el(`h${headingLevel}`, {}, subject), ...paragraphs.map((words) => el('p', { dir: 'auto' }, words)))));
  }

  /** say tells those who listen, and not those who see, what has happened. */
  say(words) {
    setText(this.#said, words);
  }

  /** update shows what goes with a state. While the first list is loading it keeps room for so many rows. */
  update(loading, { hasMore, isOpen, expected, search, found, said }) {
    const { state, board: { posts: { length: total }, single } } = loading;
    const listed = total > 0 && !isOpen;
    const reserved = state === 'loading' && !total && !isOpen;
    if (reserved) this.#reserve(expected);
    else if (!total) this.#clear();
    this.#fallback.hidden = listed || isOpen;
    this.#list.hidden = !listed && !reserved;
    this.#find.hidden = !search || single || this.#list.hidden;
    this.#find.inert = reserved; // its room is there, and in that the page's own words
    this.#load.hidden = state !== 'idle' || !loading.waits;
    if (this.#post) this.#post.hidden = !isOpen;
    const place = reserved ? this.#notice : this.#frame; // below the list it is seen as another one: nothing has moved
    if (this.#footer.parentNode !== place) place.append(this.#footer);
    this.#more.hidden = isOpen || !hasMore || state === 'stale';
    this.#retry.hidden = state !== 'error' && state !== 'stale';
    const text = isOpen && state === 'ready' ? '' : this.#sentence(loading, found);
    setText(this.#status, text);
    if (state !== 'loading' || !found) setText(this.#said, said || text); // else there are more to come
  }

  #sentence({ state, reason, board: { posts: { length }, next, total, time } }, found) {
    const { locale, loading, empty, stale, failed } = this.#words;
    const error = fill(failed, reasonIn(this.#words, reason));
    return {
      idle: '',
      loading: found ? `${found} ${loading}` : loading,
      ready: found || count(this.#words, Math.max(next && total, length)),
      empty,
      error,
    }[state] ?? `${error} ${fill(stale, formatDate({ time }, locale, 'long'))}`; // the first date costs milliseconds
  }

  /**
   * setFirst makes the first list a few rows at a time, more of them unless
   * they were painted late: a slow phone takes long to lay them all out.
   * Meanwhile the list is as high as it was expected to be. Where dates have a
   * line to themselves they are as published until they can be in words.
   */
  async setFirst(posts) {
    const { locale } = this.#words;
    const before = this.#list;
    if (!/list|cards/.test(this.#layout)) await warmUp(locale);
    if (this.#list !== before) return; // there is another one
    const room = before.offsetHeight * Math.min(posts.length / this.#rows.childElementCount, 1);
    this.setPosts([]);
    const list = this.#list;
    this.#footer.inert = true; // it would move
    list.style.minBlockSize = `${room}px`;
    const words = { ...this.#words, locale: isCold ? '' : locale };
    for (let shown = 0, few = 3; shown < posts.length;) {
      const began = performance.now();
      this.addPosts(posts.slice(shown, shown + few), words);
      shown += few;
      await painted();
      if (this.#list !== list) return;
      if (performance.now() - began < 100) few = few > 3 ? 16 : 4;
    }
    this.#footer.inert = false;
    list.style.minBlockSize = '';
    if (!words.locale) warmUp(locale).then(() => writeDates(list, locale));
  }

  /** setPosts makes the list anew; a reader who was on a row stays on it. */
  setPosts(posts) {
    const focused = [...this.#links].find(([, link]) => link === this.#root.activeElement)?.[0];
    this.#clear();
    this.#footer.inert = false;
    this.addPosts(posts);
    this.#links.get(focused)?.focus({ preventScroll: true });
  }

  #clear() {
    this.#links.clear();
    const list = newList(this.#layout, this.#words);
    this.#list.replaceWith(list);
    this.#list = list;
    this.#rows = list.tBodies?.[0] ?? list;
  }

  /** #reserve keeps room for rows, so that nothing below moves when they come. */
  #reserve(expected) {
    if (this.#rows?.childElementCount === expected) return;
    warmUp(this.#words.locale);
    this.#clear();
    this.#list.ariaHidden = 'true';
    for (let i = 0; i < expected; i++) this.#rows.append(newPlaceholder(this.#layout));
  }

  addPosts(posts, words = this.#words) {
    for (const post of posts) {
      const row = newRow(this.#layout, post, { words, images: this.#images, open: (event) => this.choose(event, post) });
      this.#links.set(post.id, row.querySelector('[part~=subject]'));
      this.#rows.append(row);
    }
  }

  /** focusRow takes the reader to the row of a post, if the list has it. */
  focusRow(id) {
    const link = this.#links.get(id);
    link?.focus();
    return link !== undefined;
  }

  /** focusFirst takes the reader to the first row, if the list is in sight. */
  focusFirst() {
    const [first] = this.#links.values();
    first?.focus();
  }

  /** choose opens a post; what was clicked looks busy for as long as that takes. Where it cannot be opened, a link does what links do. */
  async choose(event, post) {
    event.preventDefault();
    const control = event.currentTarget;
    control.ariaBusy = 'true';
    try {
      await this.#on.open(post);
    } catch {
      if (control.href) location.assign(control.href);
    }
    control.ariaBusy = null;
  }
}

/** writeDates writes the dates of rows in words. */
function writeDates(rows, locale) {
  for (const time of rows.querySelectorAll('time')) time.textContent = formatDate(readDate(time.dateTime), locale, 'medium');
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
