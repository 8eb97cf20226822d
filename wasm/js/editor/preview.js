// The post as readers will see it: on a partner's page, and on the board's own. It is
// shown in a frame without scripts. The editor calls it with what the engine has rendered.

import listCSS from '../list/list.css';
import postCSS from '../post/post.css';
import { el } from '../dom.js';
import { run } from './engine.js';
import { formatDate, readDate } from '../feed/dates.js';

export class Preview {
  #frame = el('iframe', { sandbox: 'allow-same-origin', class: 'preview' });
  #picture; // path → promise of a URL
  #last = ''; // what is shown, or about to be
  #root; // the element that has it
  element = this.#frame;

  constructor(picture) { this.#picture = picture; }

  set title(title) { this.#frame.title = title; }

  /** show shows a document's page, if it has one, or else its article as the widget does. */
  async show({ page, article }) {
    const html = page || article;
    if (html === this.#last) return;
    this.#last = html;
    const wanted = new DOMParser().parseFromString(html, 'text/html'); // loads nothing
    wanted.querySelectorAll('script, link, meta').forEach((element) => element.remove());
    const style = page && await (pageStyle ??= run('style', {}));
    await Promise.all(Array.from(wanted.images, (image) => this.#load(image)));
    if (html !== this.#last) return; // something newer is shown
    const shown = this.#frame.contentDocument;
    if (page) this.#beAPage(shown, style);
    else this.#beAWidget(shown);
    Object.assign(shown.documentElement, { dir: wanted.documentElement.dir || 'auto', lang: wanted.documentElement.lang });
    shown.body.className = page ? wanted.body.className : '';
    wanted.querySelectorAll(page ? 'nothing' : 'article > header time').forEach(localise);
    patch(this.#root, wanted.body);
  }

  async #load(image) {
    image.removeAttribute('srcset');
    const path = decoded(image.getAttribute('src') ?? '').replace(/^(\.\.?\/)+/, '');
    image.removeAttribute('src');
    const url = await this.#picture(path);
    if (url) image.src = url;
  }

  /** #beAPage makes the frame one with the styles of the board. */
  #beAPage(shown, style) {
    if (this.#root === shown.body) return;
    this.#begin(shown, shown.body, style);
  }

  /** #beAWidget makes the frame a page with a widget: a shadow tree with its styles. */
  #beAWidget(shown) {
    if (this.#root?.ownerDocument === shown && this.#root !== shown.body) return;
    const host = shown.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const body = shown.createElement('div');
    body.setAttribute('part', 'body');
    root.append(body);
    adopt(shown, root, listCSS, postCSS);
    this.#begin(shown, body, ':root { color-scheme: light dark; background: light-dark(#fff, #161a1f) } body { margin: 1.5rem }');
    shown.body.append(host);
  }

  #begin(shown, root, style) {
    shown.body.replaceChildren();
    adopt(shown, shown, style);
    shown.onclick = (event) => event.target.closest?.('a, button, summary') && event.preventDefault(); // links lead out of the editor
    this.#root = root;
  }
}

let pageStyle; // a promise of the board's style sheet

function adopt(page, root, ...styles) {
  root.adoptedStyleSheets = styles.map((css) => {
    const sheet = new page.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  });
}

/** patch gives an element the content of another, and leaves nodes that are as they were: a key changes one paragraph, and the browser lays out no other. */
function patch(element, other) {
  const there = [...element.childNodes];
  const wanted = [...other.childNodes];
  const most = Math.min(there.length, wanted.length);
  let head = 0;
  while (head < most && there[head].isEqualNode(wanted[head])) head++;
  let tail = 0;
  while (tail < most - head && there.at(-1 - tail).isEqualNode(wanted.at(-1 - tail))) tail++;
  const old = there.slice(head, there.length - tail);
  const fresh = wanted.slice(head, wanted.length - tail);
  if (old.length === 1 && fresh.length === 1 && old[0].localName && old[0].cloneNode().isEqualNode(fresh[0].cloneNode())) {
    patch(old[0], fresh[0]);
    return;
  }
  old.forEach((node) => node.remove());
  const next = there[there.length - tail] ?? null;
  fresh.forEach((node) => element.insertBefore(node, next));
}

/** localise writes a date in the language of the post, as the widget does. */
function localise(time) {
  const date = readDate(time.dateTime);
  const lang = time.closest('[lang]')?.lang || document.documentElement.lang;
  if (date) time.textContent = formatDate(date, lang, 'long');
}

/** decoded decodes a path, as far as it can be decoded: old names are not always UTF-8. */
function decoded(path) {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
