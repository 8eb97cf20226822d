// The first view of the editor: the posts of a directory, or the ways to begin without
// one, and what was typed and not saved. The editor shows it.

import { el } from '../dom.js';
import { formatDate, readDate } from '../feed/dates.js';
import { fill, listWords, wordsIn } from '../strings.js';
import { Document } from './document.js';
import * as drafts from './drafts.js';
import { run } from './engine.js';
import { FolderStore } from './stores.js';
import { count } from './words.js';

const most = 500; // posts that are shown; the search finds the others

export class Home {
  #app;
  #list = []; // of posts, in a directory

  constructor(app) { this.#app = app; }

  async show() {
    const w = this.#app.words;
    const open = el('input', { type: 'file', accept: '.txt,.md,.markdown', change: () => this.#app.try(() => this.#openFile(open.files[0])) });
    const create = this.#app.button('new', () => this.#new(), 'main');
    this.#app.bar.replaceChildren(el('h1', {}, w.app), el('div', { class: 'actions' }, this.#app.store.list && create, this.#app.languageChoice()));
    this.#app.main.className = 'home';
    this.#app.main.replaceChildren(...(this.#app.store.list ? [] : [el('div', { class: 'sheet welcome' }, el('p', {}, w.welcome), el('div', { class: 'actions' }, create,
      el('label', { class: 'button' }, w.openFile, open),
      FolderStore.available && this.#app.button('openFolder', async () => { this.#app.store = await FolderStore.pick(); await this.#app.home(); })))]));
    await this.#offer(drafts.findNew(this.#app.store));
    if (this.#app.store.list) await this.#app.try(() => this.#showList());
  }

  async #showList() {
    const w = this.#app.words;
    this.#app.say(w.loading);
    this.#list = await this.#app.store.list((files) => run('list', files), (n) => this.#app.view === this && this.#app.say(`${w.loading} ${n || ''}`));
    if (this.#app.view !== this) return; // a post was begun meanwhile
    const rows = el('ul', { class: 'posts' });
    const rest = el('p', { class: 'hint rest' });
    const filter = el('input', { type: 'search', 'aria-label': w.filter, placeholder: w.filter, dir: 'auto', input: () => draw(filter.value.trim().toLowerCase()) });
    const draw = (wanted) => {
      const found = this.#list.filter(({ name, subject }) => `${subject}\n${name}`.toLowerCase().includes(wanted));
      rows.replaceChildren(...found.slice(0, most).map((post) => this.#row(post)));
      filter.hidden = rows.hidden = !this.#list.length;
      rest.textContent = !this.#list.length ? wordsIn(listWords, w.lang).empty : found.length > most ? `${most} / ${found.length}` : '';
    };
    draw('');
    this.#app.main.append(filter, rows, rest);
    this.#app.say('');
  }

  #row({ name, subject, date, state, findings }) {
    const w = this.#app.words;
    return el('li', {}, el('button', { type: 'button', class: 'row', click: () => this.#app.try(() => this.#open(name)) },
      el('strong', { dir: 'auto' }, subject || name), el('span', { class: 'hint' }, el('bdi', {}, this.#dayOf(date))),
      el('span', { class: `state ${state}` }, w.states[state]),
      findings > 0 && el('span', { class: 'count' }, count(w.findings, findings))));
  }

  #dayOf(date) {
    const read = readDate(date);
    return read ? formatDate(read, this.#app.words.lang, 'medium') : date;
  }

  async #openFile(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await this.#app.load(Document.from(file.name, bytes, undefined));
  }

  async #open(name) {
    const [draft] = await drafts.find(this.#app.store, name).catch(() => []);
    if (!draft) return this.#app.open(name);
    await this.#continue(draft); // what is typed next would take its place otherwise
    this.#note(draft, this.#app.button('restoreNo', async () => {
      await drafts.drop(this.#app.store, name);
      await this.#app.open(name);
    }));
    return undefined;
  }

  async #new() {
    await this.#app.load(new Document('', await run('new', { draft: Boolean(this.#app.store.list) })));
    this.#app.main.querySelector('[name=subject]').focus();
  }

  /** #offer offers new posts that were typed here and not saved. */
  async #offer(found) {
    for (const draft of await found.catch(() => [])) {
      const note = this.#note(draft, this.#app.button('restoreYes', () => this.#continue(draft)),
        this.#app.button('restoreNo', async () => { await drafts.drop(this.#app.store, draft.name); note.remove(); }));
    }
  }

  #note({ time, source }, ...buttons) {
    const w = this.#app.words;
    const [, subject] = /^(?:SUBJECT|title)[: ]+(.*)$/mi.exec(source) ?? [];
    const note = el('p', { class: 'note restore' }, subject && el('strong', { dir: 'auto' }, subject), fill(w.restore, new Date(time).toLocaleString(w.lang)), ' ', ...buttons);
    this.#app.main.prepend(note);
    return note;
  }

  #continue({ name, source, base, files }) {
    return this.#app.load(Object.assign(new Document(name.startsWith('\n') ? '' : name, source, base), { draft: name, start: '', files: new Map(files) }));
  }
}
