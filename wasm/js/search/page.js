// The search of a published list page. The page has a hidden form with the words of
// its language; this script shows it and fills it. It is the only script of a
// published board, and posts of that never run in it.

import { button, el } from '../dom.js';
import { formatDate } from '../feed/dates.js';
import { readText } from '../feed/fetch.js';
import { counted, wordsIn } from '../strings.js';
import { orderWords } from './order.js';
import { Results } from './search.js';

const step = 20; // results that come at once
const pause = 200; // milliseconds: a longer one ends the typing

class Page {
  #form;
  #input;
  #order;
  #status;
  #words;
  #results = new Results();
  #list = el('ol', { class: 'rows found' });
  #more;
  #others; // what the page shows besides the form
  #abort = new AbortController();
  #timer;

  constructor(form) {
    this.#form = form;
    this.#words = form.dataset;
    this.#input = form.querySelector('input');
    this.#status = form.querySelector('p');
    const { order, orders, weight } = wordsIn(orderWords, document.documentElement.lang);
    this.#order = el('select', { 'aria-label': order, change: () => this.#seek(), hidden: 'hidden' }, new Option(orders, ''), new Option(weight, 'weight'));
    this.#input.after(this.#order);
    this.#more = button('', () => this.#read(true), this.#words.older);
    this.#results.take({ index: 'search/', url: new URL(this.#words.root || './', location).href, posts: [], find: () => undefined, read: readText });
    const main = form.parentElement;
    this.#others = [...main.children].slice([...main.children].indexOf(form) + 1).concat(...document.querySelectorAll('.pager'));
    this.#list.hidden = this.#more.hidden = true;
    form.after(this.#list, this.#more);
    form.addEventListener('submit', (event) => event.preventDefault());
    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#seek(), pause);
    });
    this.#input.value = new URLSearchParams(location.search).get('q') ?? '';
    this.#seek();
    form.hidden = false;
  }

  #seek() {
    const query = this.#input.value;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#results.seek({ query, order: this.#order.value });
    this.#order.hidden = !query;
    history.replaceState(history.state, '', query ? `?q=${encodeURIComponent(query)}` : location.pathname);
    if (!this.#results.all) return this.#read();
    this.#show([]);
    this.#status.textContent = '';
    for (const node of this.#others) node.hidden = false;
  }

  /** #read reads results and shows them; those that come when the reader asks for more get the focus. */
  async #read(more = false) {
    const options = { signal: this.#abort.signal };
    const before = this.#list.children.length;
    try {
      await (more ? this.#results.more(options) : this.#results.read(0, step, options));
      if (options.signal.aborted) return;
      if (!this.#results.hasIndex) throw new Error('there is no index');
      this.#show(this.#results.among([]));
      this.#status.textContent = counted(this.#words.found, ...this.#results.numbers);
      if (more) this.#list.children[before]?.querySelector('a').focus();
    } catch (error) {
      if (options.signal.aborted) return;
      console.warn(error);
      this.#show([]);
      this.#status.replaceChildren(`${this.#words.failed} `, button('', () => this.#read(), this.#words.retry));
    }
    for (const node of this.#others) node.hidden = true;
  }

  /** #show shows posts; rows that are there stay. */
  #show(posts) {
    const rows = [...this.#list.children];
    if (!rows.every((row, i) => row.post === posts[i]) || posts.length < rows.length) this.#list.replaceChildren();
    for (const post of posts.slice(this.#list.children.length)) this.#list.append(this.#row(post));
    this.#list.hidden = !posts.length;
    this.#more.hidden = !posts.length || !this.#results.hasMore;
    this.#results.pass([...this.#list.children], posts);
  }

  #row(post) {
    const { lang } = document.documentElement;
    const { label, subject, url, date, by } = post;
    const when = date && el('time', { datetime: date.iso, dir: 'auto' }, formatDate(date, lang, 'long'));
    const title = el('a', { href: url }, label && el('span', { class: 'label' }, `[${label}] `), subject);
    const row = el('li', { dir: 'auto' }, el('h2', { part: 'subject', lang: post.lang }, title), el('p', { class: 'details' }, when, by && el('bdi', {}, by)));
    return Object.assign(row, { post });
  }
}

const form = document.querySelector('form.search');
if (form) new Page(form);
