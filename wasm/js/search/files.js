// The files of a search index, as internal/search in Go writes them: what stands in
// them is described there. find.js calls it. Nothing in a file is trusted: what it
// may become is bounded, and a number in it never decides how much is allocated.

import { credentials, failure, request } from '../feed/fetch.js';

const maxBytes = 4 << 20; // of a file, packed or not
const maxTime = 10_000; // milliseconds
const maxPlaces = 2 ** 24;
const maxLeaves = 2 ** 17;
const maxTerm = 384; // bytes
const maxTerms = 2 ** 16; // in a leaf, which has some thousands: each takes time on the page

export const cardsSize = 32;

export const broken = () => failure('unreadable', 'wanted a search index');

/** readFile returns the bytes of a file, unpacked. Some servers send it unpacked already. */
export async function readFile(address, { signal, cache }) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(failure('slow')), maxTime);
  signal.addEventListener('abort', () => stop.abort());
  try {
    const { body } = await request(address, { cache, credentials: credentials(address), signal: stop.signal });
    const file = await whole(body);
    if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
    return await whole(new Blob([file]).stream().pipeThrough(new DecompressionStream('gzip'))).catch((error) => { throw error.reason ? error : broken(); });
  } catch (error) {
    throw stop.signal.reason ?? error;
  } finally {
    clearTimeout(timer);
  }
}

/** whole reads a stream to its end, or to the limit. */
async function whole(stream) {
  const reader = stream.getReader();
  const chunks = [];
  for (let left = maxBytes; ;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer());
    left -= value.length;
    if (left < 0) {
      reader.cancel().catch(() => {});
      throw failure('large');
    }
    chunks.push(value);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw broken();
  }
}

export function json(bytes) {
  try {
    return JSON.parse(decoded(bytes));
  } catch {
    throw broken();
  }
}

/** A Decoder reads numbers and bytes. */
class Decoder {
  at = 0;
  #bytes;
  #term = new Uint8Array(0);

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get left() { return this.#bytes.length - this.at; }

  /** number reads a number up to a limit. */
  number(limit) {
    let value = 0;
    for (let scale = 1; scale < 2 ** 35; scale *= 128) {
      const byte = this.#bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) {
        if (value > limit) break;
        return value;
      }
    }
    throw broken(); // also behind the end, where a byte is undefined
  }

  bytes(n) {
    if (n > this.left) throw broken();
    this.at += n;
    return this.#bytes.subarray(this.at - n, this.at);
  }

  block() {
    return this.bytes(this.number(this.left));
  }

  /** term reads what a term does not share with the one before. */
  term() {
    const shared = this.number(this.#term.length);
    const rest = this.bytes(this.number(maxTerm - shared));
    const term = new Uint8Array(shared + rest.length);
    term.set(this.#term.subarray(0, shared));
    term.set(rest, shared);
    this.#term = term;
    return term;
  }

  /** forget starts another list of terms. */
  forget() {
    this.#term = new Uint8Array(0);
  }

  hex(n) {
    return [...this.bytes(n)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  /** postings reads n postings: twice a place, and one more if the term is in the subject. They are newest first, before an end. */
  postings(n, end) {
    if (n > this.left) throw broken();
    const list = [];
    for (; n > 0; n--) {
      const value = this.number(2 * maxPlaces + 1);
      const gap = value >> 1;
      if (gap < 1 || gap > end) throw broken();
      end -= gap;
      list.push(2 * end + (value & 1));
    }
    return list;
  }

  /** skip passes over n numbers. */
  skip(n) {
    for (; n > 0; n--) this.number(Infinity);
  }
}

/** entriesOf returns the terms of a leaf that fit: {list, older}, where older are the names of files with older postings. */
export function entriesOf(leaf, places, fits) {
  const from = new Decoder(leaf);
  const end = from.number(places);
  const entries = [];
  for (let left = maxTerms; from.left; left--) {
    if (!left) throw broken();
    const term = decoded(from.term());
    const count = from.number(2 * maxPlaces + 1);
    const older = [];
    if (count % 2) {
      for (let n = from.number(from.left / 6); n > 0; n--) older.unshift(`c-${from.hex(6)}.bin`);
    }
    if (older.length && count < 2) throw broken();
    if (fits(term)) entries.push({ term, list: from.postings(count >> 1, end), older });
    else from.skip(count >> 1);
  }
  return entries;
}

/** olderOf returns the postings of a file of older ones. */
export function olderOf(file, places) {
  const from = new Decoder(file);
  let end = from.number(places);
  const list = [];
  while (from.left) {
    const [posting] = from.postings(1, end);
    list.push(posting);
    end = posting >> 1;
  }
  return list;
}

/** headOf reads the head: {places, gaps, years, tags, authors, cards, recent, tiers}. */
export function headOf(file) {
  const from = new Decoder(file);
  if (decoded(from.bytes(4)) !== 'BVS1') throw broken();
  const head = summaryOf(Object(json(from.block())));
  const recent = from.block();
  const tiers = [];
  for (let n = from.number(2); n > 0; n--) {
    const letter = String.fromCharCode(...from.bytes(1));
    const leaves = [];
    for (let left = from.number(maxLeaves); left > 0; left--) {
      const first = decoded(from.term());
      leaves.push({ first, name: `${letter}${leaves.length}-${from.hex(3)}.bin` });
    }
    if (!/[a-z]/.test(letter) || leaves[0]?.first !== '') throw broken();
    tiers.push(leaves);
    from.forget();
  }
  return { ...head, recent, tiers };
}

const isCount = (value, limit) => Number.isInteger(value) && value >= 0 && value <= limit;
const list = (value) => (Array.isArray(value) ? value : []);
const named = (value) => list(value).slice(0, 100).filter((each) => typeof each?.[0] === 'string' && isCount(each[1], maxPlaces));

function summaryOf({ places, gaps, years, tags, authors, cards }) {
  if (!isCount(places, maxPlaces) || list(cards).length !== places % cardsSize) throw broken();
  let place = 0;
  const empty = new Set(list(gaps).map((gap) => (place += isCount(gap, places) ? gap : NaN)));
  const known = list(years).filter((year) => list(year).length === 3 && year.every((each) => isCount(each, maxPlaces)));
  return { places, gaps: empty, years: known, tags: named(tags), authors: named(authors), cards: list(cards) };
}
