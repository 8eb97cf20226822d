// The proof of a board: reads its files, and returns only what a key has signed.
// verifier.js calls it. It knows the folder signed, as signed/FORMAT.md in the
// module's root describes it; it does not know what is in the other files, nor how
// they are shown.

import { failure, readBody, readText, request } from '../feed/fetch.js';
import { List } from './list.js';
import { checkTime, digest, hex, isOlder, isOver, isRoot, openCheckpoint, openKeys, readKeys, textOf } from './note.js';

const healed = ['bad-signature', 'expired', 'rolled-back', 'mismatch']; // perhaps, past caches

const maxPicture = 32 << 20; // bytes

export class Proof {
  #address; // of the first page
  #root; // of the board: the folder that has the folder signed
  #pinned; // promise of the keys of the page
  #note; // promise of the note, for the files after the first page
  #seen; // the note that was accepted last: {note, keys}
  #list = new List((name, cache) => this.#file(name, cache));

  /** seen is the note of a copy that was kept, with its list of keys; see readCopy. */
  constructor(address, root, keys, seen) {
    this.#address = address;
    this.#root = root;
    this.#seen = seen;
    this.#pinned = readKeys(keys);
    this.#pinned.catch(() => {}); // reported by read
  }

  /**
   * read returns {text, url, checkpoint, isBefore, note, keys} of a file, the last two
   * as text. isBefore: it is of the version that the note has replaced.
   * early are the answers to the first requests, of the file and of the note, as
   * promises. Where caches may have mixed two versions of the board, it asks once
   * more, past them.
   */
  async read(address, options, early) {
    if (address === this.#address) this.#note = undefined;
    return this.#healed(address, options, readText, early);
  }

  /** picture returns a picture of the board as a blob. It is of this page's origin: a picture in SVG, opened by itself, could run scripts there. */
  async picture(address) {
    const { chunks, type } = await this.#healed(address, { signal: new AbortController().signal }, readPicture);
    if (!/^image\/(png|jpeg|gif|webp|avif)$/.test(type)) throw failure('unreadable', type);
    return new Blob(chunks, { type });
  }

  async #healed(address, options, read, early) {
    this.#path(address); // what is not of the board is not asked for
    try {
      return await this.#verified(address, options, read, early);
    } catch (error) {
      if (!healed.includes(error.reason) || options.signal.aborted) throw error;
      this.#note = undefined;
      return this.#verified(address, { ...options, cache: 'reload' }, read);
    }
  }

  /** check returns the checkpoint of a file that was kept, or throws. Its note may have expired. */
  async check({ note, keys, text, url }) {
    const checkpoint = await this.#recall({ note, keys }, this.#seen?.checkpoint);
    if (!await this.#stateOf(url, text, checkpoint)) throw failure('mismatch', `${url} is not what was signed`);
    return checkpoint;
  }

  async #verified(address, options, read, [file = read(address, options), note] = []) {
    file.catch(() => {}); // awaited when the note is there
    const opening = (this.#note ??= this.#opened(options, note));
    opening.catch(() => { if (this.#note === opening) this.#note = undefined; });
    const { checkpoint, older, ...texts } = await opening;
    checkTime(checkpoint); // the page may have been open for days
    const found = await this.#matched(address, file, checkpoint, options.cache).catch((error) => { throw (error.reason === 'mismatch' && older) || error; });
    return { ...found, checkpoint, ...texts };
  }

  /** #matched returns a file that is what a note says. One of the version before is accepted past caches only. */
  async #matched(address, file, checkpoint, cache) {
    const found = await file.catch((error) => this.#absent(address, checkpoint, cache, error));
    const state = await this.#stateOf(found.url, joined(found.chunks), checkpoint, cache);
    if (!state || (state.until && (cache !== 'reload' || state.until < Date.now()))) throw failure('mismatch', `${address} is not what was signed`);
    return { ...found, isBefore: Boolean(state.until) };
  }

  /**
   * #opened fetches and opens the note. In the place of an older one than was accepted
   * before, it goes on with that one until it expires: one of a CDN's servers may be
   * late. older is then the failure of a file that does not match.
   */
  async #opened(options, early) {
    const fresh = { cache: options.cache ?? 'no-cache' }; // without the signal: others wait for the note, too
    const list = this.#pinned.then((keys) => (keys.some(isRoot) ? this.#fetch('signed/keys', fresh).catch(absent) : nothing));
    const answers = await Promise.all([early ?? this.#fetch('signed/checkpoint', fresh), list]).catch(unsigned);
    const [note, keys] = answers.map(({ chunks }) => textOf(joined(chunks), 'bad-signature'));
    const checkpoint = await this.#open(note, keys);
    const last = this.#seen;
    const seen = last && await this.#recall(last, checkpoint).catch(() => null);
    if (seen && isOlder(checkpoint, seen)) {
      const older = failure('rolled-back', `seen before: ${new Date(seen.signed).toISOString()}`);
      if (isOver(seen)) throw older;
      return { ...last, checkpoint: seen, older };
    }
    checkTime(checkpoint);
    return (this.#seen = { checkpoint, note, keys });
  }

  /**
   * #recall opens a note that was accepted before another. It rejects if its key is not
   * accepted any more: a thief may have signed it, and of a future that never comes.
   */
  async #recall({ note, keys }, now) {
    const checkpoint = await this.#open(note, keys);
    if (now?.list?.signed > checkpoint.list?.signed) await openCheckpoint(note, now.list.keys);
    return checkpoint;
  }

  /** #open opens a note that a key of the page has signed, or one that a root key of the page names. */
  async #open(note, keys) {
    const pinned = await this.#pinned;
    const own = pinned.filter((key) => !isRoot(key));
    try {
      return await openCheckpoint(note, own);
    } catch (error) {
      if (!keys || !error.isUnknown) throw error; // a wrong signature is one that no list can mend
    }
    const list = await openKeys(keys, pinned.filter(isRoot));
    const checkpoint = await openCheckpoint(note, list.keys);
    if (checkpoint.signed > list.expires) throw failure('bad-signature', 'wanted keys that are named for the time of the note');
    return { ...checkpoint, list };
  }

  /** #absent rejects with the error of a file that could not be fetched; it is a mismatch if the board has the file. */
  async #absent(address, { states: [state] }, cache, error) {
    const path = this.#path(address);
    const has = /^HTTP 4/.test(error.reason) && await this.#hashOf(path, state, cache);
    throw has ? failure('mismatch', `${address} is missing`) : error;
  }

  /** #stateOf returns the state of the board in which a file has this content, if there is one. */
  async #stateOf(url, content, { states }, cache) {
    const path = this.#path(url);
    const found = hex(await digest(content));
    for (const state of states) {
      if (found === await this.#hashOf(path, state, cache)) return state;
    }
    return undefined;
  }

  /**
   * #hashOf returns the hash of a file, or undefined if the board has none of that
   * path. The feed's is in the note, so that it is shown without a wait for the list;
   * a list that has another one is not what monitors see.
   */
  async #hashOf(path, state, cache) {
    if (path === 'feed.json') return state.feed;
    if (await this.#list.find('feed.json', state, cache) !== state.feed) throw failure('mismatch', 'feed.json is another in the list of files');
    return this.#list.find(path, state, cache);
  }

  /** #path is the path of a file in the board. */
  #path(address) {
    const { origin, pathname } = new URL(address);
    const whole = origin + pathname;
    const path = whole.startsWith(this.#root) && pathOf(whole.slice(this.#root.length));
    if (!path) throw failure('mismatch', `${address} is not in ${this.#root}`);
    return path;
  }

  /** #file returns the bytes of a file of the folder signed, which the board has. */
  async #file(name, cache) {
    const { chunks } = await this.#fetch(name, { cache }).catch((error) => {
      throw /^HTTP 4/.test(error.reason) ? failure('mismatch', `${name} is missing`) : error;
    });
    return joined(chunks);
  }

  #fetch(name, options) {
    return readText(this.#root + name, { signal: new AbortController().signal, ...options });
  }
}

/** pathOf decodes each segment of a path, or returns "" if that is not possible. A slash in a segment is none between two. */
function pathOf(escaped) {
  try {
    const segments = escaped.split('/').map(decodeURIComponent);
    return segments.some((segment) => segment.includes('/')) ? '' : segments.join('/');
  } catch {
    return '';
  }
}

/** readPicture returns {chunks, type, url}. */
async function readPicture(address, { signal, cache }) {
  const response = await request(address, { signal, cache, credentials: 'omit' });
  return { chunks: await readBody(response.body.getReader(), maxPicture), type: response.headers.get('Content-Type') ?? '', url: address };
}

/** joined returns the bytes of chunks. */
function joined(chunks) {
  const bytes = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const nothing = { chunks: [] };

/** absent is what a missing list of keys means: it names none. */
function absent(error) {
  if (!/^HTTP 4/.test(error.reason)) throw error;
  return nothing;
}

/** unsigned rejects with what a missing note means. */
function unsigned(error) {
  throw /^HTTP 4/.test(error.reason) ? failure('bad-signature', 'wanted a signed board, found no note') : error;
}
