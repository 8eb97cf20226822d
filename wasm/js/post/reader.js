// Shows posts: the second script of the widget, which comes once the list is
// there. An element has a Reader of its own; all of them share one engine.

import { engine } from '../engine/engine.js';
import { painted } from '../idle.js';
import { sheet } from '../sheet.js';
import { wordsIn } from '../strings.js';
import { firstView, rendered } from './article.js';
import css from './post.css';
import { PostView } from './postview.js';
import { postWords } from './words.js';

export { engine };

const styles = sheet(css);

export class Reader {
  #element;
  #view; // of the list
  #loading;
  #on; // the opening's side: {readOn, shown}
  #post;
  #words;
  #single; // src is one post's source
  #shown = null; // the post that is shown
  #ticket = null; // {post, focus}: what was asked for last

  constructor(element, view, loading, on) {
    this.#element = element;
    this.#view = view;
    this.#loading = loading;
    this.#on = on;
    this.#post = new PostView({
      address: (post) => (element.deepLinks ? location.href : post.url),
      back: () => element.close(),
      find: (id) => loading.board.find(id),
      open: (event, post) => view.choose(event, post),
      pictures: () => this.show(this.#shown, { images: 'any', single: this.#single }),
      say: (words) => view.say(words),
    });
  }

  /** speak sets the words of the toolbar and the locale of the dates. */
  speak(locale, own) {
    this.#words = wordsIn(postWords, locale, own);
    this.#post.speak(this.#words);
    if (this.#shown) this.#frame();
  }

  /** warmUp fetches the engine. */
  warmUp() {
    engine.warmUp();
  }

  /**
   * show shows a post at once, unless another is wanted by then. What the
   * engine makes of it comes in its place, if that is anything else.
   */
  async show(post, { images, focus = true, single = false } = {}) {
    const ticket = (this.#ticket = { post, focus });
    this.#single = single;
    const options = this.#options(post, images);
    const last = rendered(post, options, this.#words);
    const first = await engine.soon(last) ?? firstView(post, options, this.#words);
    if (this.#ticket !== ticket) return false;
    this.#display(post, first);
    if (focus) await this.#focus(ticket);
    last.then((article) => this.#ticket === ticket && this.#post.setArticle(article));
    return true;
  }

  /**
   * #focus waits until the post is painted: a slow phone takes long to lay it
   * out, and the focus would do so at once. A reader who has gone on by then
   * is left there.
   */
  async #focus(ticket) {
    const before = this.#post.focused;
    await painted();
    if (this.#ticket !== ticket) return;
    if ([null, before].includes(this.#post.focused)) this.#post.focus();
    ticket.focus = false;
  }

  /** showSource shows a source file as it is until the engine has read it. */
  async showSource(board) {
    const [plain] = board.posts;
    const understood = understand(board);
    this.#single = true;
    if (!await engine.soon(understood) && !this.#shown) this.#display(plain, firstView(plain, this.#options(plain), this.#words));
    await understood;
  }

  /** close forgets the post. */
  close() {
    this.#ticket = this.#shown = null;
  }

  /** renew renders again, after an option changed: the open post, or the one on its way. */
  renew() {
    const { post, focus } = this.#ticket ?? { post: this.#shown, focus: false };
    if (post) this.show(post, { focus, single: this.#single });
  }

  /** setNeighbors shows what stands before and after the post. */
  setNeighbors() {
    if (this.#shown) this.#post.setNeighbors(this.#single ? {} : neighbors(this.#shown, this.#postsAround()));
  }

  #options({ base }, images = this.#element.images) {
    const { policy, headingLevel } = this.#element;
    return { policy, images, base, headingLevel, ugc: true };
  }

  /** #postsAround reads a page ahead at the end of the list. */
  #postsAround() {
    const { board: { posts, next }, state } = this.#loading;
    if (next && posts.at(-1).id === this.#shown.id && state === 'ready') this.#on.readOn();
    return posts;
  }

  #display(post, article) {
    this.#shown = post;
    this.#post.setArticle(article);
    this.#frame();
    const { adoptedStyleSheets: sheets } = this.#element.shadowRoot;
    if (!sheets.includes(styles)) sheets.push(styles);
    this.#view.takePost(this.#post.section);
    this.#on.shown(post);
  }

  #frame() {
    this.#post.setToolbar(this.#shown, this.#single);
    this.setNeighbors();
  }
}

/** neighbors are the newer and the older post: by date, where pinned posts are not on top. */
function neighbors({ id }, posts) {
  const time = ({ date }) => date?.time ?? 0;
  const all = [...posts].sort((a, b) => time(b) - time(a));
  const i = all.findIndex((post) => post.id === id);
  return i < 0 ? {} : { newer: all[i - 1], older: all[i + 1] };
}

/** understand has the engine read a source file, which else stays plain text. It gives true. */
async function understand(board) {
  const [{ item }] = board.posts;
  const { title: _name, content_text: _source } = item;
  try {
    const { id, subject, label, date, expires, by, language } = await engine.parse(_name, _source);
    const _board = { id, label, date, expires, by: { name: by } };
    board.restate({ ...item, title: subject, language, _board, _name, _source }); // which it reads again to show it
  } catch {}
  return true;
}
