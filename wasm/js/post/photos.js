// The photos of a post, large and one after the other. postview.js calls it. It
// knows the <article>, not the feed.

import { button, el } from '../dom.js';

/** enlarge wraps each photo of an article in a button that opens it in the viewer. */
export function enlarge(article, words, viewer) {
  const photos = [...article.querySelectorAll('img')].filter((img) => !img.closest('a'));
  photos.forEach((img) => {
    const open = button('photo', () => viewer.open(photos.filter(({ isConnected }) => isConnected), img));
    open.setAttribute('aria-label', [words.enlarge, img.alt].filter(Boolean).join(': '));
    img.replaceWith(open);
    open.append(img);
  });
}

/** enlarged returns the button around a photo, or the picture itself if it has none. */
export const enlarged = (img) => img.closest('[part~=photo]') ?? img;

const arrows = { ArrowLeft: -1, ArrowRight: 1 };

export class Viewer {
  #photos = [];
  #shown = 0;
  #figure = el('figure');
  #close = button('close', () => this.dialog.close(), '✕');
  #previous = button('previous-photo', () => this.#turn(-1), '‹');
  #next = button('next-photo', () => this.#turn(1), '›');
  dialog = el('dialog', { part: 'viewer', click: (event) => this.#leave(event), keydown: (event) => this.#key(event) },
    this.#figure, this.#previous, this.#next, this.#close);

  speak({ close, previousPhoto, nextPhoto }) {
    this.#close.ariaLabel = close;
    this.#previous.ariaLabel = previousPhoto;
    this.#next.ariaLabel = nextPhoto;
  }

  open(photos, first) {
    this.#photos = photos;
    this.#show(photos.indexOf(first));
    this.dialog.showModal();
  }

  #show(i) {
    const { src, srcset, sizes, alt, referrerPolicy, crossOrigin } = this.#photos[i];
    const figure = this.#photos[i].closest('figure');
    const caption = figure?.querySelector('figcaption')?.cloneNode(true);
    this.#shown = i;
    this.#figure.replaceChildren(Object.assign(el('img', { alt }), { referrerPolicy, crossOrigin, sizes: sizes.replace(/^auto, |, 42rem/g, ''), srcset, src }), ...caption ? [caption] : []);
    this.#figure.lang = figure?.closest('[lang]')?.lang ?? '';
    this.#previous.hidden = i === 0;
    this.#next.hidden = i === this.#photos.length - 1;
  }

  /** #turn shows the next or the previous photo, if there is one. If its button disappears, the focus moves to the close button. */
  #turn(by) {
    const wanted = this.#shown + by;
    if (!this.#photos[wanted]) return;
    if (!this.#photos[wanted + by]) this.#close.focus();
    this.#show(wanted);
  }

  #key({ key }) {
    const way = getComputedStyle(this.dialog).direction === 'rtl' ? -1 : 1;
    if (arrows[key]) this.#turn(arrows[key] * way);
  }

  /** #leave closes the viewer after a click beside the photo. */
  #leave({ target }) {
    if (target === this.dialog || target === this.#figure) this.dialog.close();
  }
}
