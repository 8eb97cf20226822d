// The view: what the shadow root shows, which is the fallback children, the
// list or a post. element.js and opening.js call it; the reader and the finder
// put their parts into it. It does not know where posts come from. The status
// line is there twice: screen readers announce changes only in an element that
// was there before, and what is seen must not move when it changes.

import { button, el } from '../dom.js';
import { formatDate, isCold, readDate, warmUp } from '../feed/dates.js';
import { lead } from '../feed/plain.js';
import { painted } from '../idle.js';
import { sheet } from '../sheet.js';
import { counted, fill } from '../strings.js';
import { newList, newPlaceholder, newRow } from './layouts.js';
import css from './list.css';
import { reasonIn } from './reasons.js';

const styles = sheet(css);

export class View {
  #root;
  #on; // is called for what the reader does: {approach, load, more, open, retry}
  #words;
  #layout = 'list';
  #images;
  #links = new Map(); // post id → link in the list
  #fallback = el('slot');
  #list = el('ol', { part: 'list' });
  #rows; // the list, or the table's body
  #post; // the section of a post, once there is one
  #find = el('div', { part: 'find', role: 'search' }); // filled by the finder
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

  /** speak sets the words, and the locale of dates. */
  speak(words) {
    this.#words = words;
    this.#frame.lang = words.lang;
    this.#load.textContent = words.load;
    this.#more.textContent = words.more;
    this.#retry.textContent = words.retry;
  }

  /** arrange sets the layout, and where pictures may come from. setPosts then makes the rows. */
  arrange(layout, images) {
    this.#layout = this.#frame.className = layout;
    this.#images = images;
  }

  /** takePost inserts the section that shows posts. */
  takePost(section) {
    if (this.#post === section) return;
    this.#post?.remove();
    this.#post = section;
    this.#top.after(section);
  }

  /** takeFinder inserts the finder's fields, page numbers and news. */
  takeFinder({ fields, pages, news }) {
    this.#find.append(...fields);
    this.#more.after(pages);
    this.#status.after(news);
  }

  /** showWords shows the words of a post, where they will stand, until the reader's script has come. */
  showWords({ label, subject, date, lang, item }, { headingLevel, policy }) {
    const when = date && el('time', { dir: 'auto' }, formatDate(date, lang || this.#words.locale, 'long'));
    this.takePost(el('section', { part: 'post' }, el('article', { lang, dir: 'auto' },
      el('header', {}, el(`h${headingLevel}`, { dir: 'auto' }, label && `[${label}] `, subject), when && el('p', {}, when)),
      ...policy === 'text' ? [] : lead(item).map(newParagraph))));
  }

  /** say announces something to screen readers only. */
  say(words) {
    setText(this.#said, words);
  }

  /** update shows what belongs to a state. While the first list is loading, it reserves the space of the expected rows. */
  update(loading, { hasMore, isOpen, expected, search, found, said }) {
    const { state, board: { posts: { length: total }, single } } = loading;
    const listed = total > 0 && !isOpen;
    const reserved = state === 'loading' && !total && !isOpen;
    if (reserved) this.#reserve(expected);
    else if (!total) this.#clear();
    this.#fallback.hidden = listed || isOpen;
    this.#list.hidden = !listed && !reserved;
    this.#find.hidden = !search || single || this.#list.hidden;
    this.#find.inert = reserved; // it only reserves its space, over which the fallback is seen
    this.#load.hidden = state !== 'idle' || !loading.waits;
    if (this.#post) this.#post.hidden = !isOpen;
    const place = reserved ? this.#notice : this.#frame; // moved in the tree, so that browsers see no layout shift
    if (this.#footer.parentNode !== place) place.append(this.#footer);
    this.#more.hidden = isOpen || !hasMore || state === 'stale';
    this.#retry.hidden = state !== 'error' && state !== 'stale';
    const text = isOpen && state === 'ready' ? '' : this.#sentence(loading, found);
    setText(this.#status, text);
    if (state !== 'loading' || !found) setText(this.#said, said || text); // while searching on, the count would be announced again and again
  }

  #sentence({ state, reason, error: cause, board: { posts: { length }, next, total, time } }, found) {
    const { locale, loading, empty, stale, failed } = { ...this.#words, ...cause?.words }; // verifier.js has its own
    const error = fill(failed, reasonIn(this.#words, reason));
    return {
      idle: '',
      loading: found ? `${found} ${loading}` : loading,
      ready: found || counted(this.#words.count, Math.max(next && total, length)),
      empty,
      error,
    }[state] ?? `${error} ${fill(stale, formatDate({ time }, locale, 'long'))}`; // the first date costs milliseconds
  }

  /**
   * setFirst makes the first list a few rows at a time, and more at a time if
   * they were painted quickly: on a slow phone the layout of all rows takes
   * long. Meanwhile the list keeps its reserved height. In layouts where a date
   * has a line to itself, dates appear as published until the formatter is warm.
   */
  async setFirst(posts) {
    const { locale } = this.#words;
    const before = this.#list;
    if (!/list|cards/.test(this.#layout)) await warmUp(locale);
    if (this.#list !== before) return; // it was replaced meanwhile
    const room = before.offsetHeight * Math.min(posts.length / this.#rows.childElementCount, 1);
    this.setPosts([]);
    const list = this.#list;
    this.#footer.inert = true; // hidden, since it would move
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

  /** setPosts replaces the list; the focus stays on the same row. */
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
    list.hidden = this.#list.hidden; // below an open post
    this.#list.replaceWith(list);
    this.#list = list;
    this.#rows = list.tBodies?.[0] ?? list;
  }

  /** #reserve shows placeholders, so that nothing below moves when the rows come. */
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

  /** focusRow moves the focus to the row of a post, and reports whether there is one. */
  focusRow(id) {
    const link = this.#links.get(id);
    link?.focus();
    return link !== undefined;
  }

  /** focusFirst moves the focus to the first row, if the list is shown. */
  focusFirst() {
    const [first] = this.#links.values();
    first?.focus();
  }

  /** choose opens a post, or the promise of one. The link is marked as busy meanwhile; if the post cannot be opened, the browser follows the link. */
  async choose(event, post) {
    event.preventDefault();
    const control = event.currentTarget;
    control.ariaBusy = 'true';
    try {
      await this.#on.open(await post);
    } catch {
      if (control.href) location.assign(control.href);
    }
    control.ariaBusy = null;
  }
}

/** newParagraph returns a paragraph, or a caption, of lead. */
function newParagraph(words) {
  const [, caption] = words.split('\x01');
  return caption ? el('figure', {}, el('figcaption', {}, caption)) : el('p', { dir: 'auto' }, words);
}

/** writeDates formats the dates of rows. */
function writeDates(rows, locale) {
  for (const time of rows.querySelectorAll('time')) time.textContent = formatDate(readDate(time.dateTime), locale, 'medium');
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
