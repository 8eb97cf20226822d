// The view of a post: its toolbar, its article, and links to the newer and the
// older post. reader.js calls it. It does not know how the article was made.

import { button, el } from '../dom.js';
import { fill } from '../strings.js';
import { enlarge, enlarged, Viewer } from './photos.js';
import { instead, isRefused, release } from './pictures.js';
import { tools, translations } from './tools.js';

const maxHosts = 3; // that a button names

const words = /^(a|abbr|b|cite|code|del|em|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var)$/;

/** nameBox puts the box of a task and the words beside it into a label. */
function nameBox(box) {
  const label = el('label');
  box.replaceWith(label);
  label.append(box);
  for (let next; (next = label.nextSibling) && (next.nodeType === Node.TEXT_NODE || words.test(next.localName));) label.append(next);
}

/** reach lets the keyboard scroll what is too wide, which not every browser does unasked. */
function reach(box) {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  else box.removeAttribute('tabindex');
}

export class PostView {
  #on; // the reader's side: {address, back, find, open, pictures, say}
  #words;
  #toolbar = el('div', { part: 'toolbar' });
  #tools = el('div', { part: 'tools' });
  #pictures = el('div');
  #body = el('div', { part: 'body' });
  #hosts = []; // of pictures that are held back
  #article; // before it was inserted: photos and boxes have changed the inserted copy
  #neighbors = el('div', { part: 'neighbors', role: 'navigation' });
  #viewer = new Viewer();
  #resized = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(target)));
  section = el('section', { part: 'post' }, this.#toolbar, this.#body, this.#tools, this.#neighbors, this.#pictures, this.#viewer.dialog);

  constructor(on) {
    this.#on = on;
    this.#body.addEventListener('error', ({ target }) => isRefused(target) && this.#holdBack(target), true);
  }

  speak(words) {
    this.#words = words;
    this.#viewer.speak(words);
  }

  setToolbar(post, single) {
    const { address, back, find, open, say } = this.#on;
    const article = () => this.#body.firstElementChild;
    this.#toolbar.replaceChildren(single ? '' : button('back', back, this.#words.back), translations(post, this.#words, { find, open }) || '');
    this.#tools.replaceChildren(...tools(post, this.#words, { address: () => address(post), article, say }));
  }

  /** setArticle shows an article. If it equals the one shown, focus, selection and scroll position stay. */
  setArticle({ node, hosts }) {
    const same = this.#article?.isEqualNode(node);
    this.#offer(same ? this.#hosts.concat(hosts) : hosts);
    if (same) return;
    const focused = this.#body.contains(this.focused);
    this.#article = node;
    const shown = document.importNode(node, true);
    enlarge(shown, this.#words, this.#viewer);
    shown.querySelectorAll('li input').forEach(nameBox);
    release(shown, this.#on.verified, (img) => this.#holdBack(img));
    this.#body.replaceChildren(shown);
    this.#resized.disconnect();
    shown.querySelectorAll('table, pre').forEach((box) => this.#resized.observe(box));
    if (focused) this.#focusHeading();
  }

  /** #holdBack replaces a picture that the page may not read, or that is not what was signed, by a link. */
  #holdBack(img) {
    const { src, dataset } = img;
    enlarged(img).replaceWith(instead(img, dataset.src ?? src));
    if (!dataset.src) this.#offer([...this.#hosts, new URL(src).host]);
  }

  /** #offer shows a button for the pictures of these hosts. */
  #offer(hosts) {
    this.#hosts = [...new Set(hosts)];
    const names = this.#hosts.slice(0, maxHosts).join(', ') + (this.#hosts.length > maxHosts ? '…' : '');
    const words = names && fill(this.#words.pictures, names);
    if (this.#pictures.textContent === words) return;
    this.#pictures.replaceChildren(words && button('pictures', () => this.#on.pictures(), words));
  }

  setNeighbors({ newer, older }) {
    this.#neighbors.hidden = !newer && !older;
    this.#neighbors.replaceChildren(
      newer ? this.#neighbor('newer', newer) : '',
      older ? this.#neighbor('older', older) : '');
  }

  #neighbor(direction, post) {
    return button(direction, (event) => this.#on.open(event, post),
      el('small', {}, this.#words[direction]), ' ', el('bdi', { lang: post.lang }, post.subject));
  }

  /** focused is the focused node in the shadow root. */
  get focused() { return this.section.getRootNode().activeElement; }

  /** focus scrolls to the top of the post and moves the focus to its heading. */
  focus() {
    const frame = this.section.parentNode;
    if (frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
    this.#focusHeading();
  }

  #focusHeading() {
    const heading = this.#body.querySelector('h1, h2, h3, h4, h5, h6');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
}
