// The editor of posts: it shows the list of them, or one of them, in the writer's
// language, and tells what happens. The views use what is public here.

import { el } from '../dom.js';
import { fill } from '../strings.js';
import { Document } from './document.js';
import { Home } from './home.js';
import { PostView } from './postview.js';
import { DownloadStore, ServerStore } from './stores.js';
import { dir, languages, wordsOf } from './words.js';

const languageKey = 'board-editor-language';
const tokenKey = 'board-editor-token';

class Editor {
  store = storeOf(location.hash);
  words;
  view; // what is shown: Home or a PostView
  bar = el('header', { class: 'bar' });
  main = el('main', {});
  #status = el('p', { class: 'status', role: 'status' });

  constructor() {
    this.#speak(localStorage.getItem(languageKey) ?? navigator.language);
    document.body.replaceChildren(el('div', { class: 'top' }, this.bar, this.#status), this.main);
    addEventListener('keydown', (event) => this.#key(event));
    addEventListener('beforeunload', (event) => { if (this.view.document?.changed) event.preventDefault(); });
    addEventListener('hashchange', () => location.reload()); // the address that board serve -edit prints, in a tab that shows it already
    for (const type of ['dragover', 'drop']) addEventListener(type, (event) => this.#drop(event));
    this.home();
  }

  #speak(language) {
    this.words = wordsOf(language);
    document.documentElement.lang = this.words.lang;
    document.documentElement.dir = dir(this.words.lang);
    document.title = this.words.app;
  }

  /** say tells something in the status line, which screen readers read out. */
  say(text, isError) {
    this.#status.textContent = text;
    this.#status.classList.toggle('error', Boolean(isError));
  }

  /** try runs an action, and says why it failed. */
  async try(act) {
    try {
      return await act();
    } catch (error) {
      if (error.name !== 'AbortError') this.say(fill(this.words.failed, error.message), true);
      return undefined;
    }
  }

  /** button returns a button with one of the words. */
  button(word, click, name = '') {
    return el('button', { type: 'button', class: name, click: () => this.try(click) }, this.words[word]);
  }

  /** languageChoice returns the choice of the editor's language, for the list of posts. */
  languageChoice() {
    const speak = () => {
      localStorage.setItem(languageKey, choice.value);
      this.#speak(choice.value);
      this.say('');
      this.home();
    };
    const choice = el('select', { 'aria-label': this.words.language, change: speak }, ...languages.map(([code, name]) => el('option', { value: code, lang: code }, name)));
    choice.value = this.words.lang;
    return choice;
  }

  /** home shows the list of posts. */
  home() {
    this.view = new Home(this);
    return this.view.show();
  }

  /** open shows a post of the directory. */
  async open(name) {
    const { bytes, tag } = await this.store.read(name);
    await this.load(Document.from(name, bytes, tag));
  }

  /** load shows a document. */
  async load(doc) {
    this.say(this.words.loading);
    doc.untitled = this.words.untitled;
    await doc.read();
    if (!doc.changed) doc.noteAddress();
    this.view = new PostView(this, doc);
    this.view.show();
    this.say(doc.editable ? '' : this.words.unreadable, !doc.editable);
  }

  #key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || document.querySelector('dialog[open]')) return;
    const act = this.view.key?.(event.key.toLowerCase(), event.shiftKey);
    if (!act) return;
    event.preventDefault();
    this.try(act);
  }

  #drop(event) {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault(); // the browser would leave the page for the file
    if (event.type === 'drop') this.view.drop?.([...event.dataTransfer.files]);
  }
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
