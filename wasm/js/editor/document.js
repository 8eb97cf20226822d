// A post that is being edited: its source, the files that go with it and are not saved
// yet, and what was there before each change. The form and the source view change it;
// the engine says how the source changes. It knows no element.

import { newName } from './drafts.js';
import { run } from './engine.js';

const maxHistory = 200;
const pause = 1500; // typing that pauses for longer is undone apart

export class Document extends EventTarget {
  name; // of the file: '2026-11-26-visit.txt'; '' before it has one
  draft; // the name under which what is not saved is kept
  source;
  base; // {bytes, tag, source}: the version that was opened; undefined for a new post
  start; // the source of a new post before anything was typed
  files = new Map(); // that are not saved yet: path → Blob
  parts; // what the engine found in the source: a Document in Go
  isAsked = false; // whether somebody has tried to publish it as it is
  untitled = 'post'; // what a new post is called until it has a subject
  asPage = false; // whether the engine makes the board's page, too, for the preview
  editable = true;
  address; // the name under which readers know the post, if it is published
  #past = [];
  #future = [];
  #last = {}; // {part, time} of the last change
  #wanted = new Map(); // what the engine has not been asked for yet: part → [function, arguments]; reading has the part ''
  #working;
  #part; // that is being changed
  #args; // of that change

  constructor(name, source, base) {
    super();
    Object.assign(this, { name, source, base, start: source, draft: name || newName() });
  }

  /** from makes a document of bytes. Bytes that are not UTF-8 are shown and not changed. */
  static from(name, bytes, tag) {
    let source, editable = true;
    try {
      source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      source = new TextDecoder(bytes[1] === 0 || bytes[0] === 0xff ? 'utf-16le' : 'windows-1252').decode(bytes);
      editable = false;
    }
    return Object.assign(new Document(name, source, { bytes, tag, source }), { editable });
  }

  /** bytes are those of the file: the ones that were opened, if nothing has changed. */
  get bytes() {
    return this.source === this.base?.source ? this.base.bytes : new TextEncoder().encode(this.source);
  }

  get changed() {
    return Boolean(this.#part) || [...this.#wanted.keys()].some(Boolean) || this.source !== (this.base?.source ?? this.start);
  }

  /** untouched is a new post in which nothing was typed yet, and of which nobody wants to know what is missing. */
  get untouched() { return !this.base && !this.isAsked && this.source === this.start; }

  get fileName() {
    return this.name || `${this.parts?.id || 'post'}.txt`;
  }

  /** change asks the engine for a change. Of changes to the same part, only the last is made. */
  change(part, name, args) {
    if (!this.editable) return;
    this.#want(part, name, args);
    this.dispatchEvent(new Event('wanted'));
  }

  /** wanted returns the arguments of the last change to a part, if the engine has not made it yet. */
  wanted(part) { return this.#wanted.get(part)?.[1] ?? (this.#part === part ? this.#args : undefined); }

  /** read asks the engine what is in the source. */
  async read() {
    this.#want('', 'open', {});
    await this.settled();
  }

  /** #want asks the engine for one thing after the other, with one message each: what is wanted while it works waits, and takes the place of what has become stale. */
  #want(part, name, args) {
    this.#wanted.set(part, [name, args]);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      this.dispatchEvent(new Event('settled'));
    });
    this.#working.catch(() => {}); // read tells of it
  }

  /** #work rejects if the source could not be read, once it has asked for all changes. */
  async #work() {
    let failed;
    while (this.#wanted.size) {
      const [part, [name, args]] = this.#wanted.entries().next().value;
      this.#wanted.delete(part);
      this.#part = part;
      this.#args = args;
      await this.#ask(part, name, args).catch((error) => { failed = error; });
      this.#part = '';
    }
    if (failed) throw failed;
  }

  async #ask(part, name, args) {
    const { source } = this;
    try {
      const parts = await run(name, { name: this.name || `${this.untitled}.txt`, source, page: this.asPage, ...args });
      if (source === this.source) this.#take(parts, part);
      else if (!this.#wanted.has(part)) this.#wanted.set(part, [name, args]); // the source view has changed it meanwhile
    } catch (error) {
      if (!part) throw error;
      this.dispatchEvent(new CustomEvent('refused', { detail: { part, error } }));
    }
  }

  #take(parts, part) {
    this.parts = parts;
    this.#part = '';
    if (part) this.replace(parts.source, part);
    this.dispatchEvent(new Event('read'));
  }

  /** settled resolves when all changes are made. */
  async settled() {
    while (this.#working) await this.#working;
  }

  /** replace sets the source, and remembers the one before. */
  replace(source, part) {
    if (source === this.source) return;
    const now = Date.now();
    if (part !== this.#last.part || now - this.#last.time > pause) this.#past.push(this.source);
    if (this.#past.length > maxHistory) this.#past.shift();
    this.#last = { part, time: now };
    this.#future = [];
    this.source = source;
    this.dispatchEvent(new Event('change'));
  }

  /** noteAddress is called when the document is as it was opened or saved. */
  noteAddress() {
    this.address = this.base && this.parts.state === 'published' ? this.parts.id : undefined;
  }

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  undo() { return this.#go(this.#past, this.#future); }
  redo() { return this.#go(this.#future, this.#past); }

  async #go(from, to) {
    await this.settled();
    if (!from.length) return;
    to.push(this.source);
    this.source = from.pop();
    this.#last = {};
    this.dispatchEvent(new Event('change'));
    await this.read();
    this.dispatchEvent(new Event('undone'));
  }
}
