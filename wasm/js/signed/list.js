// The list of all files of a board, in parts: looks up the hash of a file.
// verifier.js calls it. signed/list.go in the module's root makes the list. The
// parts have their hashes in their names, so none is fetched twice.

import { failure } from '../feed/fetch.js';
import { digest, hex, sizeOf, textOf } from './note.js';

const maxPart = 1 << 20; // bytes
const maxPath = 1024; // bytes

export class List {
  #read; // reads the bytes of a file of the board; given its path and a cache mode
  #parts = new Map(); // promises of lines by hash

  constructor(read) {
    this.#read = read;
  }

  /** find returns the hash of a file, or undefined if the board has none of that path. With the cache mode "reload" it reads past caches what it does not have. */
  async find(path, { height, files }, cache) {
    let line = { hash: files };
    let end; // the path before which the part ends
    for (let level = height; ; level--) {
      const lines = await this.#part(line.hash, cache);
      if ((line.path ?? lines[0].path) !== lines[0].path || (end && !isBefore(lines.at(-1).path, end))) throw other(line.hash);
      if (level === 0) return lines.find((each) => each.path === path)?.hash;
      const i = Math.max(0, lines.findLastIndex((each) => !isBefore(path, each.path)));
      line = lines[i];
      end = lines[i + 1]?.path ?? end;
    }
  }

  #part(hash, cache) {
    if (!this.#parts.has(hash)) this.#parts.set(hash, this.#fetch(hash, cache));
    const part = this.#parts.get(hash);
    part.catch(() => this.#parts.delete(hash));
    return part;
  }

  async #fetch(hash, cache) {
    const bytes = await this.#read(`signed/files/part.${hash.slice(0, 32)}.txt`, cache);
    const text = textOf(bytes, 'mismatch');
    if (bytes.length > maxPart || hex(await digest(bytes)) !== hash || !form.test(text)) throw other(hash);
    const lines = text.slice(0, -1).split('\n').map((line) => ({ hash: line.slice(0, 64), path: line.slice(66) }));
    if (lines.some(({ path }, i) => !isPath(path) || (i && !isBefore(lines[i - 1].path, path)))) throw other(hash);
    return lines;
  }
}

const form = /^(?:[0-9a-f]{64} {2}[^\n]+\n)+$/;

/** isPath reports whether a text is the path of a file. */
const isPath = (path) => sizeOf(path) <= maxPath && !/[\0-\x1f\x7f-\x9f]|(^|\/)\.{0,2}(\/|$)/.test(path);

const other = (hash) => failure('mismatch', `part ${hash} is another`);

/** isBefore compares two paths by their code points, which is the order of their bytes in UTF-8. */
function isBefore(a, b) {
  const [x, y] = [[...a], [...b]];
  const i = x.findIndex((c, n) => c !== y[n]);
  return i < 0 ? x.length < y.length : i < y.length && x[i].codePointAt() < y[i].codePointAt();
}
