// Searching posts that have been read: of a feed without an index, those of the pages
// read so far. A word may stand anywhere in another. search.js calls it.

import { plainText } from '../feed/plain.js';
import { tagsOf, yearOf } from '../feed/post.js';
import { filterKey } from './query.js';
import { fold } from './words.js';

const texts = new WeakMap(); // post → folded text

/** A Scan are the posts that match a query, found as they come. */
export class Scan {
  #query;
  #posts; // that were searched
  #seen = 0; // number of posts searched so far
  #found = [];

  constructor(query) {
    this.#query = query;
  }

  /** among returns the matches among posts. Callers must not change the array. */
  among(posts) {
    if (this.#posts !== posts) [this.#posts, this.#seen, this.#found] = [posts, 0, []];
    for (; this.#seen < posts.length; this.#seen++) {
      if (this.#matches(posts[this.#seen])) this.#found.push(posts[this.#seen]);
    }
    return this.#found;
  }

  #matches(post) {
    const { words, not, tag, by, year } = this.#query;
    const has = (word) => textOf(post).includes(fold(word.text));
    return (!year || yearOf(post) === year)
      && (!tag || tagsOf(post).some((each) => filterKey(each) === tag))
      && (!by || fold(post.by).includes(by))
      && words.every(has) && !not.some(has);
  }
}

/** textOf returns the folded label, subject, author and body of a post. */
function textOf(post) {
  if (!texts.has(post)) texts.set(post, folded([post.label, post.subject, post.by, plainText(post.item)].join('\n')));
  return texts.get(post);
}

/** folded folds a text, and limits the result's length: one character may become eighteen. */
const folded = (text) => fold(text).slice(0, 2 * text.length);
