// One post in the editor: a bar of actions, the form, and what readers will see. It keeps
// what is typed against a closed tab. What the actions do is in actions.js.

import { el } from '../dom.js';
import { Actions } from './actions.js';
import * as drafts from './drafts.js';
import { Form } from './form.js';
import { Preview } from './preview.js';
import { count } from './words.js';

export class PostView {
  document;
  #app;
  #actions;
  #form;
  #preview;
  #urls = new Map(); // path → promise of a blob's URL

  constructor(app, doc) {
    this.#app = app;
    this.document = doc;
    this.#actions = new Actions(app, this);
    const w = app.words;
    const pictureURL = (path) => this.#pictureURL(path);
    this.#form = new Form(doc, w, { say: (...args) => this.#app.say(...args), pictureURL });
    this.#preview = new Preview(pictureURL);
    this.#preview.title = w.preview;
    this.showBar();
    this.#app.main.className = 'post';
    this.#app.main.replaceChildren(el('div', { class: 'sheet' }, el('div', { class: 'found' }), this.#form.element), this.#aside());
    doc.addEventListener('wanted', () => this.#showState());
    doc.addEventListener('change', () => { this.#showState(); this.#later(); });
    doc.addEventListener('settled', () => this.#showState());
    doc.addEventListener('read', () => this.#refresh());
  }

  /** show shows all of the document, whatever has the focus. */
  show() {
    this.#form.show(true);
    this.#refresh();
  }

  /** focusFirst puts the focus where the first finding is. */
  focusFirst() {
    this.document.isAsked = true;
    this.#form.show();
    this.#refresh();
    this.#form.focusFirst();
  }

  /** showBar shows the bar again, for a document that has got a name. */
  showBar() {
    this.#app.bar.replaceChildren(...this.#barOf());
  }

  #barOf() {
    const w = this.#app.words;
    const doc = this.document;
    const actions = this.#actions;
    const menu = el('details', { class: 'menu' }, el('summary', {}, w.actions), el('div', {},
      this.#app.button('toDraft', () => actions.toDraft(), 'to-draft'),
      this.#app.button('withdraw', () => actions.withdraw(), 'withdraw'),
      doc.name && this.#app.store.rename && this.#app.button('rename', () => actions.rename()),
      doc.name && this.#app.store.versions && this.#app.button('versions', () => actions.versions())));
    menu.addEventListener('click', (event) => { if (event.target.closest('button')) menu.open = false; });
    menu.addEventListener('keydown', (event) => { if (event.key === 'Escape') { menu.open = false; menu.firstChild.focus(); } });
    return [
      el('button', { type: 'button', class: 'plain', click: () => this.#app.try(() => actions.leave()) }, `‹ ${w.posts}`),
      el('h1', { dir: 'auto' }),
      el('div', { class: 'actions' },
        el('span', { class: 'state' }),
        this.#app.button('undo', () => doc.undo(), 'undo'), this.#app.button('redo', () => doc.redo(), 'redo'),
        menu, el('button', { type: 'button', class: 'save', click: () => this.#app.try(() => actions.save()) }, this.#app.store.list ? w.save : w.download),
        this.#app.button('publish', () => actions.publish(), 'main publish')),
    ];
  }

  #aside() {
    const w = this.#app.words;
    const name = 'preview';
    const choice = (word, asPage) => {
      const radio = el('input', { type: 'radio', name, change: () => this.#app.try(() => this.#showAs(asPage)) });
      radio.checked = asPage === this.document.asPage;
      return el('label', {}, radio, w[word]);
    };
    return el('aside', { 'aria-label': w.preview }, el('div', { class: 'tabs', role: 'radiogroup', 'aria-label': w.preview }, choice('asWidget', false), choice('asPage', true)), this.#preview.element);
  }

  /** #refresh shows what the engine has read. */
  #refresh() {
    const w = this.#app.words;
    const doc = this.document;
    if (this.#app.view !== this) return; // another is shown
    const { findings, subject, fields } = doc.parts;
    const heading = this.#app.bar.querySelector('h1');
    heading.textContent = fields.subject?.[0] || fields.label?.[0] ? subject : w.untitled;
    document.title = `${heading.textContent} – ${w.app}`;
    this.#showState();
    const found = el('button', { type: 'button', class: 'plain', click: () => this.#form.focusFirst() }, count(w.findings, findings.length));
    this.#app.main.querySelector('.found').replaceChildren(doc.untouched ? '' : findings.length ? found : el('span', {}, w.nothingFound));
    this.#app.try(() => this.#preview.show(doc.parts));
  }

  /** #showAs shows the post as the widget or as a page. */
  async #showAs(asPage) {
    this.document.asPage = asPage;
    await this.document.read();
  }

  /** #showState shows what readers see of the post, and what can be done. */
  #showState() {
    const w = this.#app.words;
    const doc = this.document;
    if (this.#app.view !== this) return; // another is shown
    const { state } = doc.parts;
    const saved = doc.changed ? w.unsaved : doc.base && w.saved;
    Object.assign(this.#app.bar.querySelector('.state'), { textContent: [w.states[state], saved].filter(Boolean).join(' · '), className: `state ${state}` });
    this.#app.bar.querySelector('.undo').disabled = !doc.canUndo;
    this.#app.bar.querySelector('.redo').disabled = !doc.canRedo;
    this.#app.bar.querySelector('.save').disabled = !doc.changed;
    this.#app.bar.querySelector('.publish').textContent = state === 'withdrawn' ? w.republish : w.publish;
    this.#app.bar.querySelector('.publish').hidden = state !== 'draft' && state !== 'withdrawn';
    this.#app.bar.querySelector('.to-draft').hidden = state === 'draft';
    this.#app.bar.querySelector('.withdraw').hidden = state === 'draft' || state === 'withdrawn';
  }

  #pictureURL(path) {
    if (!path || /^\w+:/.test(path)) return Promise.resolve(undefined);
    if (!this.#urls.has(path)) this.#urls.set(path, this.#makeURL(path));
    return this.#urls.get(path);
  }

  async #makeURL(path) {
    const types = { png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' };
    const blob = this.document.files.get(path) ?? await this.#app.store.read(path).then(({ bytes }) => new Blob([bytes], { type: types[path.split('.').pop().toLowerCase()] ?? 'image/jpeg' })).catch(() => undefined);
    return blob && URL.createObjectURL(blob);
  }

  #timer;

  /** #later keeps a draft when typing pauses. */
  #later() {
    clearTimeout(this.#timer);
    const doc = this.document;
    this.#timer = setTimeout(() => { if (doc.changed) drafts.keep(this.#app.store, doc.draft, doc).catch(() => {}); }, 500);
  }

  /** key acts on keys with Ctrl: save, undo, redo. It returns what to do, if anything. */
  key(key, shift) {
    const doc = this.document;
    return { s: () => this.#actions.save(), z: () => (shift ? doc.redo() : doc.undo()), y: () => doc.redo() }[key];
  }

  /** drop adds files that were dropped. */
  drop(files) {
    if (this.document.editable) this.#form.addFiles(files);
  }
}
