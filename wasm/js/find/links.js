// Deep links: which post is open stands in the fragment of the page's
// address, "#news=2019-11-26-meeting", with the element's id, or the tag's name
// where it has none. Other boards and the page itself have their own parts
// there, after "&". What the reader sought is kept beside it, in history.state.

export class Links {
  #element;

  constructor(element) {
    this.#element = element;
  }

  /** #key tells the boards of a page apart. */
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
    } catch { // somebody cut the address in the middle of a letter
      return '';
    }
  }

  /** wish is what the reader sought and where in the list, as it was noted. */
  get wish() {
    return history.state?.[this.#name];
  }

  /** #name is that of our part of history.state. */
  get #name() { return `board-view ${this.#key}`; }

  /** push makes an entry in the history. */
  push(post, wish) {
    this.#write('pushState', post, wish);
  }

  /** replace changes the present entry. */
  replace(post, wish) {
    this.#write('replaceState', post, wish);
  }

  /** note notes in the present entry what is sought now. */
  note(wish) {
    if (JSON.stringify(wish) !== JSON.stringify(this.wish)) this.replace(this.post, wish);
  }

  /** #write leaves alone what others have in the address and in the state. */
  #write(method, post, wish) {
    const start = `${this.#key}=`;
    const url = new URL(location.href);
    try {
      const own = post && [start + encodeURIComponent(post)];
      url.hash = parts().filter((part) => !part.startsWith(start)).concat(own || []).join('&');
      history[method]({ ...history.state, [this.#name]: wish }, '', url);
    } catch {} // a frame without a history
  }
}

const parts = () => location.hash.slice(1).split('&').filter(Boolean);
