// The editor of posts: a list of them, and one of them as a form beside what readers will
// see. It connects the parts below it: a store, a document, the form and the preview.

import { el } from '../dom.js';
import { fill } from '../strings.js';
import { ask, confirmText, show } from './dialogs.js';
import { difference } from './difference.js';
import { Document } from './document.js';
import * as drafts from './drafts.js';
import { run } from './engine.js';
import { Form } from './form.js';
import { Preview } from './preview.js';
import { DownloadStore, FolderStore, ServerStore } from './stores.js';
import { dir, languages, wordsOf } from './words.js';

const languageKey = 'board-editor-language';
const tokenKey = 'board-editor-token';

class Editor {
  #store;
  #words;
  #list = []; // of posts, in a directory
  #document;
  #form;
  #preview;
  #asPage = false;
  #urls = new Map(); // path → promise of a blob's URL
  #status = el('p', { class: 'status', role: 'status' });
  #main = el('main', {});
  #bar = el('header', { class: 'bar' });

  constructor() {
    this.#store = storeOf(location.hash);
    this.#speak(localStorage.getItem(languageKey) ?? navigator.language);
    document.body.replaceChildren(this.#bar, this.#status, this.#main);
    addEventListener('keydown', (event) => this.#key(event));
    addEventListener('beforeunload', (event) => { if (this.#document?.changed) event.preventDefault(); });
    addEventListener('hashchange', () => location.reload()); // the address that board serve -edit prints, in a tab that shows it already
    for (const type of ['dragover', 'drop']) addEventListener(type, (event) => this.#drop(event));
    this.home();
  }

  #speak(language) {
    this.#words = wordsOf(language);
    document.documentElement.lang = this.#words.lang;
    document.documentElement.dir = dir(this.#words.lang);
    document.title = this.#words.app;
  }

  #say(text, isError) {
    this.#status.textContent = text;
    this.#status.classList.toggle('error', Boolean(isError));
  }

  /** #try runs an action, and says why it failed. */
  async #try(act) {
    try {
      return await act();
    } catch (error) {
      if (error.name !== 'AbortError') this.#say(fill(this.#words.failed, error.message), true);
      return undefined;
    }
  }

  #button(word, click, name = '') {
    return el('button', { type: 'button', class: name, click: () => this.#try(click) }, this.#words[word]);
  }

  #languageChoice() {
    const choice = el('select', { 'aria-label': this.#words.language, change: () => { localStorage.setItem(languageKey, choice.value); this.#speak(choice.value); this.#redraw(); } },
      ...languages.map(([code, name]) => el('option', { value: code, lang: code }, name)));
    choice.value = this.#words.lang;
    return choice;
  }

  #redraw() {
    this.#say('');
    if (this.#document) this.#edit(this.#document);
    else this.home();
  }

  // The list of posts.

  async home() {
    const w = this.#words;
    this.#document = undefined;
    const open = el('input', { type: 'file', accept: '.txt,.md,.markdown', change: () => this.#try(() => this.#openFile(open.files[0])) });
    const create = this.#button('new', () => this.#new(), 'main');
    this.#bar.replaceChildren(el('h1', {}, w.app), el('div', { class: 'actions' }, this.#store.list && create, this.#languageChoice()));
    this.#main.className = 'home';
    this.#main.replaceChildren(...(this.#store.list ? [] : [el('div', { class: 'sheet welcome' }, el('p', {}, w.welcome), el('div', { class: 'actions' }, create,
      el('label', { class: 'button' }, w.openFile, open),
      FolderStore.available && this.#button('openFolder', async () => { this.#store = await FolderStore.pick(); await this.home(); })))]));
    await this.#offer(drafts.findNew(this.#store));
    if (this.#store.list) await this.#try(() => this.#showList());
  }

  async #showList() {
    const w = this.#words;
    this.#say(w.loading);
    this.#list = await this.#store.list(describe);
    const rows = el('ul', { class: 'posts' });
    const draw = (wanted) => rows.replaceChildren(...this.#list.filter(({ name, subject }) => `${subject}\n${name}`.toLowerCase().includes(wanted)).slice(0, 500).map((post) => this.#row(post)));
    const filter = el('input', { type: 'search', 'aria-label': w.filter, placeholder: w.filter, dir: 'auto', input: () => draw(filter.value.trim().toLowerCase()) });
    draw('');
    this.#main.append(filter, rows);
    this.#say('');
  }

  #row({ name, subject, date, state, findings }) {
    const w = this.#words;
    return el('li', {}, el('button', { type: 'button', class: 'row', click: () => this.#try(() => this.#open(name)) },
      el('strong', { dir: 'auto' }, subject || name), el('span', { class: 'hint' }, el('bdi', {}, date)),
      el('span', { class: `state ${state}` }, w.states[state]),
      findings > 0 && el('span', { class: 'count' }, count(w.findings, findings))));
  }

  async #openFile(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await this.#load(Document.from(file.name, bytes, undefined));
  }

  async #open(name) {
    const { bytes, tag } = await this.#store.read(name);
    await this.#load(Document.from(name, bytes, tag));
    await this.#offer(drafts.find(this.#store, name));
  }

  async #new() {
    await this.#load(new Document('', await run('new', { draft: Boolean(this.#store.list) })));
    this.#main.querySelector('[name=subject]').focus();
  }

  async #load(doc) {
    this.#say(this.#words.loading);
    await doc.read();
    this.#edit(doc);
    this.#say(doc.editable ? '' : this.#words.unreadable, !doc.editable);
  }

  /** #offer offers what was typed here and not saved. */
  async #offer(found) {
    const w = this.#words;
    for (const draft of await found.catch(() => [])) {
      const note = el('p', { class: 'note restore' }, fill(w.restore, new Date(draft.time).toLocaleString(w.lang)), ' ',
        this.#button('restoreYes', () => {
          const { name, source, base, files } = draft;
          return this.#load(Object.assign(new Document(name.startsWith('\n') ? '' : name, source, base), { draft: name, start: '', files: new Map(files) }));
        }),
        this.#button('restoreNo', async () => { await drafts.drop(this.#store, draft.name); note.remove(); }));
      this.#main.prepend(note);
    }
  }

  // One post.

  #edit(doc) {
    const w = this.#words;
    this.#document = doc;
    this.#urls.clear();
    const pictureURL = (path) => this.#pictureURL(path);
    this.#form = new Form(doc, w, { say: (...args) => this.#say(...args), pictureURL });
    this.#preview = new Preview(pictureURL);
    this.#preview.title = w.preview;
    this.#bar.replaceChildren(...this.#barOf(doc));
    this.#main.className = 'post';
    this.#main.replaceChildren(el('div', { class: 'sheet' }, el('div', { class: 'found' }), this.#form.element), this.#aside());
    doc.addEventListener('wanted', () => this.#showState());
    doc.addEventListener('change', () => { this.#render(); this.#showState(); this.#later(); });
    doc.addEventListener('settled', () => this.#showState());
    doc.addEventListener('read', () => this.#refresh());
    this.#form.show(true);
    this.#refresh();
  }

  #barOf(doc) {
    const w = this.#words;
    const menu = el('details', { class: 'menu' }, el('summary', {}, w.actions), el('div', {},
      this.#button('toDraft', () => this.#set('draft', ['yes'])),
      this.#button('withdraw', () => this.#withdraw()),
      doc.name && this.#store.rename && this.#button('rename', () => this.#rename()),
      doc.name && this.#store.versions && this.#button('versions', () => this.#versions())));
    menu.addEventListener('click', (event) => { if (event.target.closest('button')) menu.open = false; });
    menu.addEventListener('keydown', (event) => { if (event.key === 'Escape') { menu.open = false; menu.firstChild.focus(); } });
    return [
      el('button', { type: 'button', class: 'plain', click: () => this.#try(() => this.#leave()) }, `‹ ${w.posts}`),
      el('h1', { dir: 'auto' }),
      el('div', { class: 'actions' },
        el('span', { class: 'state' }),
        this.#button('undo', () => doc.undo(), 'undo'), this.#button('redo', () => doc.redo(), 'redo'),
        menu, el('button', { type: 'button', class: 'save', click: () => this.#try(() => this.#save()) }, this.#store.list ? w.save : w.download),
        this.#button('publish', () => this.#publish(), 'main publish')),
    ];
  }

  #aside() {
    const w = this.#words;
    const name = 'preview';
    const choice = (word, asPage) => {
      const radio = el('input', { type: 'radio', name, change: () => { this.#asPage = asPage; this.#render(); } });
      radio.checked = asPage === this.#asPage;
      return el('label', {}, radio, w[word]);
    };
    return el('aside', { 'aria-label': w.preview }, el('div', { class: 'tabs', role: 'radiogroup', 'aria-label': w.preview }, choice('asWidget', false), choice('asPage', true)), this.#preview.element);
  }

  /** #refresh shows what the engine has read. */
  #refresh() {
    const w = this.#words;
    const doc = this.#document;
    if (!doc?.parts) return;
    const { findings, subject, fields } = doc.parts;
    const heading = this.#bar.querySelector('h1');
    heading.textContent = fields.subject?.[0] || fields.label?.[0] ? subject : w.untitled;
    document.title = `${heading.textContent} – ${w.app}`;
    this.#showState();
    const found = el('button', { type: 'button', class: 'plain', click: () => this.#form.focusFirst() }, count(w.findings, findings.length));
    this.#main.querySelector('.found').replaceChildren(findings.length ? found : el('span', {}, w.nothingFound));
    this.#render();
  }

  /** #showState shows what readers see of the post, and what can be done. */
  #showState() {
    const w = this.#words;
    const doc = this.#document;
    if (!doc?.parts) return;
    const { state } = doc.parts;
    Object.assign(this.#bar.querySelector('.state'), { textContent: `${w.states[state]} · ${doc.changed ? w.unsaved : w.saved}`, className: `state ${state}` });
    this.#bar.querySelector('.undo').disabled = !doc.canUndo;
    this.#bar.querySelector('.redo').disabled = !doc.canRedo;
    this.#bar.querySelector('.save').disabled = !doc.changed;
    this.#bar.querySelector('.publish').hidden = state !== 'draft';
  }

  #rendering;

  /** #render shows the newest source; sources that are newer before one is shown are skipped. */
  async #render() {
    if (this.#rendering) {
      this.#rendering = 'again';
      return;
    }
    this.#rendering = 'once';
    const { fileName: name, source } = this.#document;
    const page = this.#asPage;
    const key = JSON.stringify([name, source, page]);
    if (key !== this.#preview.key) await this.#try(async () => this.#preview.show(await run('preview', { name, source, page }), page));
    this.#preview.key = key;
    const again = this.#rendering === 'again';
    this.#rendering = undefined;
    if (again && this.#document) this.#render();
  }

  #pictureURL(path) {
    if (!path || /^\w+:/.test(path)) return Promise.resolve(undefined);
    if (!this.#urls.has(path)) this.#urls.set(path, this.#makeURL(path));
    return this.#urls.get(path);
  }

  async #makeURL(path) {
    const types = { png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' };
    const blob = this.#document.files.get(path) ?? await this.#store.read(path).then(({ bytes }) => new Blob([bytes], { type: types[path.split('.').pop().toLowerCase()] ?? 'image/jpeg' })).catch(() => undefined);
    return blob && URL.createObjectURL(blob);
  }

  #timer;

  /** #later keeps a draft when typing pauses. */
  #later() {
    clearTimeout(this.#timer);
    const doc = this.#document;
    this.#timer = setTimeout(() => { if (doc.changed) drafts.keep(this.#store, doc.draft, doc).catch(() => {}); }, 500);
  }

  // What can be done with a post.

  async #set(field, values) {
    const doc = this.#document;
    doc.change(field, 'setField', { field, values });
    await doc.settled();
  }

  async #publish() {
    await this.#set('draft', []);
    await this.#save();
    const { name } = this.#document;
    const to = name.replace(/(^|\/)_drafts\//, '$1'); // a folder whose posts are drafts
    if (to !== name && this.#store.rename) await this.#renameTo(to);
  }

  async #withdraw() {
    const reason = await ask(this.#words, this.#words.withdraw, this.#words.reason, '');
    if (reason === undefined) return;
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
    await this.#set('withdrawn', [`${day} ${reason}`]);
    await this.#save();
  }

  async #rename() {
    const doc = this.#document;
    const to = await ask(this.#words, this.#words.rename, this.#words.fileName, doc.name);
    if (!to || to === doc.name) return;
    if (doc.changed) await this.#save();
    await this.#renameTo(to);
  }

  async #renameTo(to) {
    const { name, base } = this.#document;
    await this.#store.rename(name, to, base.tag);
    await this.#open(to);
    this.#say(fill(this.#words.savedAs, to));
  }

  async #versions() {
    const doc = this.#document;
    const list = (await this.#store.versions(doc.name)).reverse();
    const rows = await Promise.all(list.slice(0, 30).map(async (version) => [version, await this.#store.version(doc.name, version)]));
    const chosen = await show(this.#words, this.#words.versions, rows.length
      ? rows.map(([version, bytes]) => ({ value: bytes, label: timeOf(version, this.#words.lang), lines: difference(new TextDecoder().decode(bytes), doc.source) }))
      : [], this.#words.takeVersion);
    if (!chosen) return;
    doc.replace(new TextDecoder('utf-8', { ignoreBOM: true }).decode(chosen), 'version');
    await doc.read();
    this.#form.show(true);
  }

  async #leave() {
    const doc = this.#document;
    await doc.settled();
    if (doc.changed) await drafts.keep(this.#store, doc.draft, doc).catch(() => {});
    await this.home();
    this.#main.querySelector('button, input')?.focus();
  }

  async #save() {
    const doc = this.#document;
    await doc.settled();
    if (!doc.editable || !doc.changed) return;
    await this.#saveFiles(doc);
    const name = doc.fileName;
    const { source, bytes } = doc;
    try {
      const tag = await this.#store.save(name, bytes, doc.base?.tag);
      await this.#saved(doc, name, { source, bytes, tag });
    } catch (error) {
      if (error.status === 409 && !doc.name) await this.#otherName(doc, name);
      else if (error.status === 412) await this.#conflict(doc, error);
      else throw error;
    }
  }

  async #saveFiles(doc) {
    for (const [path, blob] of doc.files) {
      if (doc.source.includes(path)) {
        await this.#store.save(path, new Uint8Array(await blob.arrayBuffer())).catch((error) => {
          if (error.status !== 409) throw error; // its name has its content's hash: it is there already
        });
      }
      doc.files.delete(path);
    }
  }

  async #saved(doc, name, base) {
    const before = doc.name;
    clearTimeout(this.#timer);
    await drafts.drop(this.#store, doc.draft).catch(() => {});
    Object.assign(doc, { name, base, draft: name });
    if (before !== name) this.#bar.replaceChildren(...this.#barOf(doc));
    await doc.read();
    this.#say(fill(this.#words.savedAs, name));
  }

  async #otherName(doc, taken) {
    const name = await ask(this.#words, this.#words.taken, this.#words.fileName, taken.replace(/(\.\w+)$/, '-2$1'));
    if (!name) return;
    doc.name = name;
    await this.#save();
  }

  /** #conflict shows what somebody else has saved meanwhile, and lets the writer choose. Nothing is lost: the store keeps the version that is replaced, and the history has the writer's own. */
  async #conflict(doc, { bytes, tag }) {
    const theirs = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const choice = await confirmText(this.#words, this.#words.conflict, difference(theirs, doc.source), [['theirs', this.#words.theirs], ['mine', this.#words.mine]]);
    if (!choice) return;
    doc.base = { bytes, tag, source: theirs };
    if (choice === 'mine') {
      await this.#save();
      return;
    }
    doc.replace(theirs, 'theirs');
    await doc.read();
    this.#form.show(true);
  }

  #key(event) {
    if (!this.#document || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const act = { s: () => this.#save(), z: () => (event.shiftKey ? this.#document.redo() : this.#document.undo()), y: () => this.#document.redo() }[key];
    if (!act || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    this.#try(act);
  }

  #drop(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault(); // the browser would leave the page for the file
    if (event.type === 'drop' && this.#document?.editable) this.#form.addFiles([...event.dataTransfer.files]);
  }
}

/** describe tells of a post in a folder what the list shows. */
async function describe(name, bytes) {
  const parts = await run('open', { name, source: new TextDecoder().decode(bytes) });
  return { subject: parts.subject, date: parts.fields.date?.[0] ?? '', state: parts.state, findings: parts.findings.length };
}

/** count fills a number into a sentence with a form for one and a form for many. */
const count = (sentence, n) => fill(sentence.split(';')[n === 1 ? 0 : 1] ?? sentence, n);

function timeOf(version, lang) {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(version) ?? [];
  return y ? new Date(Date.UTC(y, mo - 1, d, h, mi, s)).toLocaleString(lang) : version;
}

/** storeOf takes the token out of the address, where it could be seen or copied, and keeps it for this tab. */
function storeOf(hash) {
  const given = new URLSearchParams(hash.slice(1));
  if (given.has('token')) {
    sessionStorage.setItem(tokenKey, given);
    history.replaceState(null, '', location.pathname);
  }
  const kept = new URLSearchParams(sessionStorage.getItem(tokenKey) ?? '');
  return kept.has('token') ? new ServerStore(kept.get('token'), kept.get('directory')) : new DownloadStore();
}

new Editor();
