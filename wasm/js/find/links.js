// Deep links: the id of the open post in the fragment of the page's address,
// "#news=2019-11-26-meeting", under the element's id, or the tag's name if it has
// none. Other boards and the page may have their own parts there, separated by
// "&". The search is kept in history.state. finder.js calls it. It does not know
// whether the post exists.

import { json } from '../json.js';

export class Links {
  #element;

  constructor(element) {
    this.#element = element;
  }

  /** #key is unique among the boards of a page. */
  get #key() {
    const { id, localName } = this.#element;
    if (id) return encodeURIComponent(id);
    const others = [...this.#element.getRootNode().querySelectorAll(`${localName}:not([id])`)];
    const place = others.indexOf(this.#element);
    return place > 0 ? `${localName}-${place + 1}` : localName;
  }

  /** post is the id in the address, or ''. */
  get post() {
    const start = `${this.#key}=`;
    const own = parts().find((part) => part.startsWith(start));
    try {
      return own ? decodeURIComponent(own.slice(start.length)) : '';
    } catch { // the address was cut inside an escape
      return '';
    }
  }

  /** wish is the search and the place in the list of this entry of the history. */
  get wish() {
    return history.state?.[this.#name];
  }

  /** #name is the key in history.state. */
  get #name() { return `board-view ${this.#key}`; }

  /** push adds an entry to the history. */
  push(post, wish) {
    this.#write('pushState', post, wish);
  }

  /** replace changes the current entry. */
  replace(post, wish) {
    this.#write('replaceState', post, wish);
  }

  /** note changes the search in the current entry. */
  note(wish) {
    if (json(wish) !== json(this.wish)) this.replace(this.post, wish);
  }

  /** #write keeps what others have in the address and in the state. */
  #write(method, post, wish) {
    const start = `${this.#key}=`;
    const url = new URL(location.href);
    try {
      const own = post && [start + encodeURIComponent(post)];
      url.hash = parts().filter((part) => !part.startsWith(start)).concat(own || []).join('&');
      history[method]({ ...history.state, [this.#name]: wish }, '', url);
    } catch {} // a frame that has no history
  }
}

const parts = () => location.hash.slice(1).split('&').filter(Boolean);
