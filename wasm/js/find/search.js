// The search: which posts match words, a tag and a year. finder.js and fields.js
// call it. Case, width, accents and the ways of writing an Arabic letter make no
// difference. It does not know where the posts are shown.

import { plainText } from '../feed/plain.js';
import { line } from '../feed/values.js';

/** Results are the posts that match, found as they come. */
export class Results {
  #matches = null;
  #posts; // that were searched
  #seen = 0; // number of posts searched so far
  #found = [];

  /** seek sets the search: {query, tag, year}. */
  seek(wish) {
    this.#matches = matcher(wish);
    this.#posts = undefined;
  }

  /** all reports whether all posts match. */
  get all() { return this.#matches === null; }

  /** among returns the matches among posts. Callers must not change the array. */
  among(posts) {
    if (this.all) return posts;
    if (this.#posts !== posts) [this.#posts, this.#seen, this.#found] = [posts, 0, []];
    for (; this.#seen < posts.length; this.#seen++) {
      if (this.#matches(posts[this.#seen])) this.#found.push(posts[this.#seen]);
    }
    return this.#found;
  }
}

const texts = new WeakMap(); // post → folded text

/** tagsOf returns the tags of a post. */
export const tagsOf = ({ item: { tags } }) => (Array.isArray(tags) ? tags.slice(0, 50).map(line).filter(Boolean) : []);

/** yearOf returns the year in a post's date as it is written, or ''. */
export const yearOf = ({ date }) => date?.iso.slice(0, 4) ?? '';

/** matcher returns a function that reports whether a post matches, or null if all do. */
function matcher({ query = '', tag, year }) {
  const words = wordsOf(query);
  if (!words.length && !tag && !year) return null;
  return (post) => (!year || yearOf(post) === year) && (!tag || tagsOf(post).includes(tag))
    && words.every((word) => textOf(post).includes(word));
}

/** textOf returns the folded label, subject, author and body of a post. */
function textOf(post) {
  if (!texts.has(post)) texts.set(post, folded([post.label, post.subject, post.by, plainText(post.item)].join('\n')));
  return texts.get(post);
}

/** folded folds a text, and limits the result's length: one character may become eighteen. */
const folded = (text) => fold(text).slice(0, 2 * text.length);

// marks are accents without the breve, since й and ğ are separate letters, and
// the vowels, the hamza and the tatweel of Arabic.
const marks = /[\u0300-\u0305\u0307-\u036f\u0640\u064b-\u065f\u0670\p{Cf}]/gu;

const letters = { ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ς: 'σ' };
const variants = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/** fold maps texts that look alike to the same text. Upper case comes first, since it makes SS of ß and I of ı. */
const fold = (text) => text.normalize('NFKD').replace(marks, '').toUpperCase().toLowerCase()
  .normalize('NFKC').replace(variants, (letter) => letters[letter]);

/** wordsOf returns the folded words of a query. */
const wordsOf = (query) => fold(query).split(/\s+/).filter(Boolean);
