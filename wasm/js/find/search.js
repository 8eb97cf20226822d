// Search

import { plainText } from '../feed/plain.js';
import { line } from '../feed/values.js';

export class Results {
  #matches = null;
  #posts; // among which they are
  #seen = 0; // how many of these have been looked at
  #found = [];

  /** seek sets what is sought. */
  seek(wish) {
    this.#matches = matcher(wish);
    this.#posts = undefined;
  }

  get all() { return this.#matches === null; }

  /** among gives those among posts. Nobody changes what it gives. */
  among(posts) {
    if (this.all) return posts;
    if (this.#posts !== posts) [this.#posts, this.#seen, this.#found] = [posts, 0, []];
    for (; this.#seen < posts.length; this.#seen++) {
      if (this.#matches(posts[this.#seen])) this.#found.push(posts[this.#seen]);
    }
    return this.#found;
  }
}

const texts = new WeakMap(); // of posts, folded

/** tagsOf are the tags of a post. */
export const tagsOf = ({ item: { tags } }) => (Array.isArray(tags) ? tags.slice(0, 50).map(line).filter(Boolean) : []);

/** yearOf is the year that a post's date is written with. */
export const yearOf = ({ date }) => date?.iso.slice(0, 4) ?? '';

/** matcher gives a function that reports whether a post is sought; null if all are. */
function matcher({ query = '', tag, year }) {
  const words = wordsOf(query);
  if (!words.length && !tag && !year) return null;
  return (post) => (!year || yearOf(post) === year) && (!tag || tagsOf(post).includes(tag))
    && words.every((word) => textOf(post).includes(word));
}

/** textOf is what of a post is searched: subject, author and body. */
function textOf(post) {
  if (!texts.has(post)) texts.set(post, folded([post.label, post.subject, post.by, plainText(post.item)].join('\n')));
  return texts.get(post);
}

/** folded is not much longer than the text: some letters stand for eighteen. */
const folded = (text) => fold(text).slice(0, 2 * text.length);

// Accents, but not the breve: a Russian й and a Turkish ğ are letters of their
// own. Of Arabic the vowels, the hamza and the line that makes words longer.
const marks = /[\u0300-\u0305\u0307-\u036f\u0640\u064b-\u065f\u0670\p{Cf}]/gu;

const letters = { ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ς: 'σ' };
const variants = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/** fold makes what is alike the same. Upper case comes first: ß is SS there, and ı is I. */
const fold = (text) => text.normalize('NFKD').replace(marks, '').toUpperCase().toLowerCase()
  .normalize('NFKC').replace(variants, (letter) => letters[letter]);

/** wordsOf are the words of a query. */
const wordsOf = (query) => fold(query).split(/\s+/).filter(Boolean);
