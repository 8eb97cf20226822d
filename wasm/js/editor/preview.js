// The post as readers will see it: on a partner's page, and on the board's own. It is
// shown in a frame without scripts. The editor calls it with what the engine has rendered.

import listCSS from '../list/list.css';
import postCSS from '../post/post.css';
import { el } from '../dom.js';
import { formatDate, readDate } from '../feed/dates.js';

export class Preview {
  #frame = el('iframe', { sandbox: 'allow-same-origin', class: 'preview' });
  #picture; // path → promise of a URL
  #last = '';
  element = this.#frame;
  key; // of what is shown, set by who shows it

  constructor(picture) { this.#picture = picture; }

  set title(title) { this.#frame.title = title; }

  /** show shows {article, page, style}, as the widget or as a page. */
  async show(shown, asPage) {
    const key = JSON.stringify([shown.article, asPage && shown.page]);
    if (key === this.#last) return;
    this.#last = key;
    const source = new DOMParser().parseFromString(asPage && shown.page ? shown.page : shown.article, 'text/html'); // loads nothing
    source.querySelectorAll('script, link, meta').forEach((element) => element.remove());
    await Promise.all(Array.from(source.images, (image) => this.#load(image)));
    if (key !== this.#last) return; // something newer is shown
    const page = this.#frame.contentDocument;
    const { scrollTop = 0 } = page.scrollingElement ?? {};
    if (asPage && shown.page) this.#fill(page, source, shown.style);
    else this.#embed(page, source);
    page.documentElement.dir = source.documentElement.dir || 'auto';
    page.onclick = (event) => event.target.closest?.('a, button, summary') && event.preventDefault(); // links lead out of the editor
    page.scrollingElement.scrollTop = scrollTop;
  }

  async #load(image) {
    image.removeAttribute('srcset');
    const path = decodeURI(image.getAttribute('src') ?? '').replace(/^(\.\.?\/)+/, '');
    image.removeAttribute('src');
    const url = await this.#picture(path);
    if (url) image.src = url;
  }

  /** #fill shows a whole page. */
  #fill(page, source, style) {
    this.#style(page, page, style);
    page.documentElement.lang = source.documentElement.lang;
    page.body.className = source.body.className;
    page.body.replaceChildren(...Array.from(source.body.childNodes, (node) => page.importNode(node, true)));
  }

  /** #embed shows an article with the styles of the widget, in a shadow tree as the widget does. */
  #embed(page, source) {
    this.#style(page, page, ':root { color-scheme: light dark; background: light-dark(#fff, #161a1f) } body { margin: 1.5rem }');
    const host = page.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    this.#style(page, root, listCSS, postCSS);
    const body = page.createElement('div');
    body.setAttribute('part', 'body');
    body.append(...Array.from(source.body.childNodes, (node) => page.importNode(node, true)));
    body.querySelectorAll('article > header time').forEach(localise);
    root.append(body);
    page.body.className = '';
    page.body.replaceChildren(host);
  }

  #style(page, root, ...styles) {
    root.adoptedStyleSheets = styles.map((css) => {
      const sheet = new page.defaultView.CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    });
  }
}

/** localise writes a date in the language of the post, as the widget does. */
function localise(time) {
  const date = readDate(time.dateTime);
  const lang = time.closest('[lang]')?.lang || document.documentElement.lang;
  if (date) time.textContent = formatDate(date, lang, 'long');
}
