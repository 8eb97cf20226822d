// What can be done with a post: save it, publish it, take it back, give its file another
// name, go back to a former version. The view of a post calls it.

import { fill } from '../strings.js';
import { ask, confirmText, show } from './dialogs.js';
import { difference } from './difference.js';
import * as drafts from './drafts.js';
import { count } from './words.js';

export class Actions {
  #app;
  #view;

  constructor(app, view) {
    this.#app = app;
    this.#view = view;
  }

  async set(field, values) {
    const doc = this.#view.document;
    doc.change(field, 'setField', { field, values });
    await doc.settled();
  }

  /** toDraft hides the post again. */
  async toDraft() {
    await this.set('draft', ['yes']);
    await this.save();
  }

  /** publish shows the post to readers, also one that was withdrawn. Its address stays from then on, whatever becomes of the subject. */
  async publish() {
    await this.#view.document.settled(); // the subject may have been typed just now
    const { id, fields, findings } = this.#view.document.parts;
    if (!fields.subject?.[0] && !fields.label?.[0]) {
      this.#app.say(count(this.#app.words.findings, findings.length), true);
      this.#view.focusFirst();
      return;
    }
    if (!fields.id) await this.set('id', [id]);
    await this.set('withdrawn', []);
    await this.set('draft', []);
    await this.save();
    const { name, changed } = this.#view.document;
    if (changed) return; // it was not saved
    const to = name.replace(/(^|\/)_drafts\//, '$1'); // a folder whose posts are drafts
    if (to !== name && this.#app.store.rename) await this.#renameTo(to);
  }

  async withdraw() {
    const reason = await ask(this.#app.words, this.#app.words.withdraw, this.#app.words.reason, '');
    if (reason === undefined) return;
    const today = new Date();
    const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
    await this.set('withdrawn', [`${day} ${reason}`]);
    await this.save();
  }

  async rename() {
    const doc = this.#view.document;
    const to = await ask(this.#app.words, this.#app.words.rename, this.#app.words.fileName, doc.name);
    if (!to || to === doc.name) return;
    if (doc.changed) await this.save();
    await this.#renameTo(to);
  }

  async #renameTo(to) {
    const { name, base } = this.#view.document;
    await this.#app.store.rename(name, to, base.tag);
    await this.#app.open(to);
    this.#app.say(fill(this.#app.words.savedAs, to));
  }

  async versions() {
    const doc = this.#view.document;
    const list = (await this.#app.store.versions(doc.name)).reverse();
    const rows = await Promise.all(list.slice(0, 30).map(async (version) => [version, await this.#app.store.version(doc.name, version)]));
    const chosen = await show(this.#app.words, this.#app.words.versions, rows.length
      ? rows.map(([version, bytes]) => ({ value: bytes, label: timeOf(version, this.#app.words.lang), lines: difference(new TextDecoder().decode(bytes), doc.source) }))
      : [], this.#app.words.takeVersion);
    if (!chosen) return;
    doc.replace(new TextDecoder('utf-8', { ignoreBOM: true }).decode(chosen), 'version');
    await doc.read();
    this.#view.show();
  }

  async leave() {
    const doc = this.#view.document;
    await doc.settled();
    if (doc.changed) await drafts.keep(this.#app.store, doc.draft, doc).catch(() => {});
    await this.#app.home();
    this.#app.main.querySelector('button, input')?.focus();
  }

  async save() {
    const doc = this.#view.document;
    await doc.settled();
    if (!doc.editable || !doc.changed) return;
    await this.#keepAddress(doc);
    await this.#saveFiles(doc);
    const name = doc.fileName;
    const { source, bytes } = doc;
    try {
      const tag = await this.#app.store.save(name, bytes, doc.base?.tag);
      await this.#saved(doc, name, { source, bytes, tag });
    } catch (error) {
      if (error.status === 409 && !doc.base) await this.#otherName(doc, name);
      else if (error.status === 412) await this.#conflict(doc, error);
      else if (error.status === 404 && doc.base) await this.#conflict(doc, { bytes: new Uint8Array() }); // somebody has removed it
      else throw error;
    }
  }

  /** #keepAddress has the address that readers know lead to the post, if its subject or date has given it another. */
  async #keepAddress({ address, parts: { id, fields } }) {
    if (address && address !== id) await this.set('alias', [...new Set([...fields.alias ?? [], address])].filter((name) => name !== id));
  }

  async #saveFiles(doc) {
    for (const [path, blob] of doc.files) {
      if (!doc.source.includes(path)) continue; // undone, perhaps to be done again
      await this.#app.store.save(path, new Uint8Array(await blob.arrayBuffer())).catch((error) => {
        if (error.status !== 409) throw error; // its name has its content's hash: it is there already
      });
      doc.files.delete(path);
    }
  }

  async #saved(doc, name, base) {
    const isNew = !doc.base;
    await drafts.drop(this.#app.store, doc.draft).catch(() => {});
    Object.assign(doc, { name, base, draft: name });
    if (isNew) this.#view.showBar();
    await doc.read();
    doc.noteAddress();
    this.#app.say(fill(this.#app.words.savedAs, name));
  }

  async #otherName(doc, taken) {
    const name = await ask(this.#app.words, this.#app.words.taken, this.#app.words.fileName, taken.replace(/(\.\w+)$/, '-2$1'));
    if (!name) return;
    doc.name = name;
    await this.save();
  }

  /** #conflict shows what somebody else has saved meanwhile, and lets the writer choose. Nothing is lost: the store keeps the version that is replaced, and the history has the writer's own. */
  async #conflict(doc, { bytes, tag }) {
    const theirs = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const choice = await confirmText(this.#app.words, this.#app.words.conflict, difference(theirs, doc.source), [['theirs', this.#app.words.theirs], ['mine', this.#app.words.mine]]);
    if (!choice) return;
    doc.base = { bytes, tag, source: theirs };
    if (choice === 'mine') {
      await this.save();
      return;
    }
    doc.replace(theirs, 'theirs');
    await doc.read();
    this.#view.show();
  }
}

function timeOf(version, lang) {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(version) ?? [];
  return y ? new Date(Date.UTC(y, mo - 1, d, h, mi, s)).toLocaleString(lang) : version;
}
