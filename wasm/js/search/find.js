// Finding posts in an index: which files a query needs, and what they have in
// common. search.js calls it. It does not know how results are shown.

import { cardsSize, broken, entriesOf, headOf, json, olderOf, readFile } from './files.js';
import { isBeginning } from './query.js';
import { difference, isCharacter, isSpelt, start } from './words.js';

const maxRead = 3; // leaves of a tier that are read for the beginning of a word
const maxNear = 6; // and for a misspelt word; maxRead if its first letters may be wrong
const maxKept = 200; // files in memory
const listed = 1000; // places that are looked at at once for a query without a word that posts have: how many there are is a number in an untrusted file

/** An Index is the search index of a board. */
export class Index {
  #folder;
  #files = new Map(); // promises of bytes, by name

  /** open reads the head of the index in a folder. */
  static async open(folder, options) {
    const index = new Index();
    index.#folder = folder;
    index.head = headOf(await readFile(`${folder}head.bin`, options));
    return index;
  }

  /** forget reads files anew: one of them may be broken. */
  forget() {
    this.#files.clear();
  }

  /** file returns the bytes of a file, which is read once. */
  file(name, options) {
    if (!this.#files.has(name)) {
      if (this.#files.size >= maxKept) this.#files.clear();
      const reading = readFile(this.#folder + name, options);
      this.#files.set(name, reading);
      reading.catch(() => this.#files.delete(name));
    }
    return this.#files.get(name);
  }

  /** entries returns the terms that fit, of leaves that may have terms with a prefix: as many as most, those around a word. */
  async entries(prefix, fits, options, { most = 1, around = '' } = {}) {
    const { places, recent, tiers } = this.head;
    let some = false;
    const read = tiers.flatMap((leaves) => {
      let [from, to] = leavesOf(leaves, prefix);
      if (around) from = Math.max(from, Math.min(leavesOf(leaves, around)[0] - (most >> 1), to - most));
      some ||= to - from > most;
      return leaves.slice(from, Math.min(to, from + most));
    });
    const each = await Promise.all(read.map(async ({ name }) => entriesOf(await this.file(name, options), places, fits)));
    return { entries: [entriesOf(recent, places, fits), ...each].flat(), some };
  }

  /** cards returns the cards of places, by place. */
  async cards(places, options) {
    const { head } = this;
    const last = Math.floor(head.places / cardsSize);
    const cards = new Map();
    await Promise.all([...new Set(places.map((place) => Math.floor(place / cardsSize)))].map(async (number) => {
      const list = number === last ? head.cards : json(await this.file(`cards-${number}.bin`, options));
      if (!Array.isArray(list)) throw broken();
      for (const place of places) {
        if (Math.floor(place / cardsSize) === number) cards.set(place, list[place % cardsSize]);
      }
    }));
    return cards;
  }

  /** yearRange returns the places of a year: from one to before another. */
  yearRange(wanted) {
    const { years, places } = this.head;
    const i = years.findIndex(([year]) => `${year}` === wanted);
    return i < 0 ? [0, 0] : [years[i][1], years[i + 1]?.[1] ?? places];
  }
}

/** leavesOf returns which leaves may have terms that begin with a prefix: from one to before another. */
function leavesOf(leaves, prefix) {
  let [from, to] = [0, leaves.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (precedes(prefix, leaves[middle].first)) to = middle;
    else from = middle;
  }
  to = from + 1;
  while (leaves[to]?.first.startsWith(prefix)) to++;
  return [from, to];
}

/** precedes compares texts by their code points, as their bytes in UTF-8 are ordered. */
function precedes(a, b) {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return order(a, i) < order(b, i);
}

/** order puts the units of characters beyond U+FFFF behind all others. */
function order(text, i) {
  const unit = i < text.length ? text.charCodeAt(i) : -1;
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

/** A Search is a query under way. It has looked at all posts from the place floor on. */
export class Search {
  some = false; // not all words were looked up that begin as one of the query does
  #index;
  #query;
  #wanted = []; // unions: posts must be in each
  #not = []; // lists of unions: posts must not be in each of one
  #low; // the place from which on posts are listed, if the query has no word that they have

  constructor(index, query) {
    this.#index = index;
    this.#query = query;
    this.#listTo(this.#reach[1]);
  }

  /** #listTo lists some more places, those before one. */
  #listTo(place) {
    this.#low = place - listed > this.#reach[0] ? place - listed : 0;
  }

  /** #reach are the places that the query asks for: from one to before another. */
  get #reach() {
    const { year } = this.#query;
    return year ? this.#index.yearRange(year) : [0, this.#index.head.places];
  }

  /** start looks up the terms of the query. */
  async start(options) {
    const { words, not, tag, by } = this.#query;
    const exactly = async (term, fits = (mine) => mine === term) => (await this.#index.entries(term, fits, options)).entries;
    const filters = [tag && `\0t${tag}`, by && `\0a${by}`].filter(Boolean);
    this.#wanted = await Promise.all([
      ...words.flatMap((word) => word.terms.map((term) => this.#lookUp(word, term, options))),
      ...filters.map((term) => exactly(term)),
    ]);
    this.#not = await Promise.all(not.filter(({ phrase, terms }) => !phrase || !terms[1]).map(({ terms }) => Promise.all(
      terms.map((term) => exactly(term, isCharacter(term) ? (mine) => mine.startsWith(term) : undefined)))));
  }

  /** #lookUp finds the terms that a term of the query asks for, or else similar ones. */
  async #lookUp(word, term, options) {
    const begins = isBeginning(word, term);
    const { entries, some } = await this.#index.entries(term, (mine) => (begins ? mine.startsWith(term) : mine === term), options, { most: begins ? maxRead : 1 });
    if (begins) this.some ||= some;
    if (entries.length || !begins || !isSpelt(term)) return entries;
    for (const prefix of [start(term, 2), '']) { // most mistakes are further behind
      const similar = await this.#index.entries(prefix, (mine) => mine.startsWith(prefix) && difference(term, mine), options, { most: prefix ? maxNear : maxRead, around: term });
      const nearest = [1, 2, 3].map((cut) => similar.entries.filter((entry) => difference(term, entry.term) === cut)).find(([entry]) => entry);
      if (nearest) return nearest;
    }
    return [];
  }

  get #entries() { return [...this.#wanted, ...this.#not.flat()].flat(); }

  /** floor is the place from which on the search has looked at all posts. */
  get floor() { return Math.max(this.#wanted.length ? 0 : this.#low, ...this.#entries.map(floorOf)); }

  /** older looks at older posts. */
  async older(options) {
    const { floor } = this;
    this.#listTo(this.#low);
    const due = this.#entries.filter((entry) => entry.older.length && floorOf(entry) >= floor);
    await Promise.all(due.map(async (entry) => {
      const list = olderOf(await this.#index.file(entry.older[0], options), this.#index.head.places);
      if (!list.length || (list[0] >> 1) >= floorOf(entry)) throw broken(); // it would go on for ever
      entry.list = [...entry.list, ...list];
      entry.older.shift();
    }));
  }

  /** hits returns the places that were found, newest first, or by weight: how many of the terms are in the subject. */
  hits(byWeight) {
    const { gaps } = this.#index.head;
    let [from, to] = this.#reach;
    from = Math.max(from, this.floor);
    const [first, ...others] = this.#wanted.map(merged);
    let found = new Map();
    if (first) for (const [place, weight] of first) (place >= from && place < to) && found.set(place, weight);
    else for (let place = to - 1; place >= from; place--) gaps.has(place) || found.set(place, 0);
    for (const list of others) found = new Map([...found].flatMap(([place, weight]) => (list.has(place) ? [[place, weight + list.get(place)]] : [])));
    const not = this.#not.map((each) => each.map(merged));
    const hits = [...found].filter(([place]) => !not.some((each) => each.every((list) => list.has(place))));
    if (byWeight) hits.sort((a, b) => b[1] - a[1]);
    return hits.map(([place]) => place);
  }
}

const floorOf = ({ list, older }) => (older.length ? list.at(-1) >> 1 : 0);

/** merged returns the postings of several terms by place, newest first: 1 if one is in the subject. */
function merged(entries) {
  const list = Uint32Array.from(entries.flatMap((entry) => entry.list)).sort();
  const places = new Map();
  for (let i = list.length - 1; i >= 0; i--) {
    const place = list[i] >> 1;
    if (!places.has(place)) places.set(place, list[i] & 1); // that with the subject comes first
  }
  return places;
}
