// The list of all files of a board, in parts: looks up the hash of a file.
// verifier.js calls it. signed/list.go in the module's root makes the list. The
// parts have their hashes in their names, so none is fetched twice.

import { failure } from '../feed/fetch.js';
import { digest, hex } from './note.js';

export class List {
  #read; // reads a file of the board as text
  #parts = new Map(); // promises of lines by hash

  constructor(read) {
    this.#read = read;
  }

  /** find returns the hash of a file, or undefined if the board has none of that path. */
  async find(path, { height, files }) {
    let hash = files;
    for (let level = height; ; level--) {
      const lines = await this.#part(hash);
      if (level === 0) return lines.find((line) => line.path === path)?.hash;
      hash = (lines.findLast((line) => !isBefore(path, line.path)) ?? lines[0]).hash;
    }
  }

  #part(hash) {
    if (!this.#parts.has(hash)) this.#parts.set(hash, this.#fetch(hash));
    const part = this.#parts.get(hash);
    part.catch(() => this.#parts.delete(hash));
    return part;
  }

  async #fetch(hash) {
    const text = await this.#read(`signed/files/part.${hash.slice(0, 32)}.txt`);
    if (hex(await digest(text)) !== hash) throw failure('mismatch', `part ${hash} is another`);
    return text.trimEnd().split('\n').map((line) => ({ hash: line.slice(0, 64), path: line.slice(66) }));
  }
}

/** isBefore compares two paths by their code points, which is the order of their bytes in UTF-8. */
function isBefore(a, b) {
  const [x, y] = [[...a], [...b]];
  const i = x.findIndex((c, n) => c !== y[n]);
  return i < 0 ? x.length < y.length : i < y.length && x[i].codePointAt() < y[i].codePointAt();
}
