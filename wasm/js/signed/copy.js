// The last verified copy of a board, and the note that was seen last, if keep allows
// it. verifier.js calls it. The page's own scripts can write to its storage, so what
// is read from it is verified like a file from the network.

import { json } from '../json.js';
import { makeRoom, nameOf, storage } from '../storage.js';

const maxCopy = 250_000; // characters of a feed; of a longer one only the note is kept
const copyOf = (address) => nameOf(`signed ${address}`);

/** storeCopy keeps what was verified: {note, keys, text, url}. */
export function storeCopy(kind, address, { note, keys, text, url }) {
  try {
    const where = storage(kind);
    makeRoom(where, copyOf(address));
    where.setItem(copyOf(address), json({ time: Date.now(), note, keys, text: text.length > maxCopy ? '' : text, url }));
  } catch {} // there is no storage, or it is full
}

/** readCopy returns the copy, or null. */
export function readCopy(kind, address) {
  try {
    const { time, note, keys, text, url } = JSON.parse(storage(kind).getItem(copyOf(address)));
    return [note, keys, text, url].every((each) => typeof each === 'string') && time > 0 ? { time, note, keys, text, url } : null;
  } catch {
    return null;
  }
}
