// The posts that are sought, found as they come.

import { matcher } from './query.js';

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
