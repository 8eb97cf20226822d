// The reader shows posts. It is the entry point of the widget's second script,
// which loads after the list; opening.js makes a Reader for each element. All
// readers on a page share one engine. It does not know how posts are searched.

import { engine } from '../engine/engine.js';
import { begun } from '../feed/dates.js';
import { isDue, language, readPost } from '../feed/post.js';
import { line, record } from '../feed/values.js';
import { painted } from '../idle.js';
import { sheet } from '../sheet.js';
import { wordsIn } from '../strings.js';
import { firstView, rendered } from './article.js';
import css from './post.css';
import { PostView } from './postview.js';
import { apart, hasFiles, whole } from './whole.js';
import { postWords } from './words.js';

export { engine };

const styles = sheet(css);

export class Reader {
  #element;
  #view; // the element's View
  #loading;
  #on; // the opening's side: {readOn, shown}
  #post; // the PostView
  #words;
  #single; // src is the source of one post
  #shown = null; // the post that is shown
  #ticket = null; // {post, focus}: the last request

  constructor(element, view, loading, on) {
    this.#element = element;
    this.#view = view;
    this.#loading = loading;
    this.#on = on;
    this.#post = new PostView({
      address: (post) => (element.deepLinks ? location.href : post.url),
      back: () => element.close(),
      find: (id) => loading.board.find(id),
      open: (event, post) => view.choose(event, post.item ? post : this.find(post.id)),
      pictures: () => this.show(this.#shown, { asked: true, single: this.#single }),
      say: (words) => view.say(words),
      verified: (address) => loading.board.picture(address),
    });
  }

  /** speak sets the words of the toolbar and the locale of dates. */
  speak(locale, own) {
    this.#words = wordsIn(postWords, locale, own);
    this.#post.speak(this.#words);
    if (this.#shown) this.#frame();
  }

  /** warmUp loads the engine. */
  warmUp() {
    engine.warmUp();
  }

  /**
   * show shows a post at once, and replaces it by the engine's result if that is
   * different. It returns false if another post was requested meanwhile. With asked,
   * the reader has asked for all pictures.
   */
  async show(post, { asked, focus = true, single = false } = {}) {
    const ticket = (this.#ticket = { post, focus });
    this.#single = single;
    const last = whole(post, this.#loading.board).then((all) => rendered(all, this.#options(all, asked), this.#words));
    const first = await engine.soon(last) ?? firstView(post, this.#options(post, asked), this.#words);
    if (this.#ticket !== ticket) return false;
    this.#display(post, first);
    if (focus) await this.#focus(ticket);
    last.then((article) => this.#ticket === ticket && this.#post.setArticle(article));
    return true;
  }

  /**
   * #focus moves the focus to the post once it is painted: focusing earlier
   * would force a layout, which takes long on a slow phone. If the focus has
   * moved elsewhere meanwhile, it stays there.
   */
  async #focus(ticket) {
    const before = this.#post.focused;
    await painted();
    if (this.#ticket !== ticket) return;
    if ([null, before].includes(this.#post.focused)) this.#post.focus();
    ticket.focus = false;
  }

  /** showSource shows a source file as plain text until the engine has parsed it. */
  async showSource(board) {
    const [plain] = board.posts;
    const understood = understand(board);
    this.#single = true;
    if (!await engine.soon(understood) && !this.#shown) this.#display(plain, firstView(plain, this.#options(plain), this.#words));
    await understood;
  }

  /** close forgets the post and cancels the one on its way. */
  close() {
    this.#ticket = this.#shown = null;
  }

  /** renew renders the open post, or the one on its way, with changed options. */
  renew() {
    const { post, focus } = this.#ticket ?? { post: this.#shown, focus: false };
    if (post) this.show(post, { focus, single: this.#single });
  }

  /** find returns a post of the board, from its own file if need be; undefined if there is none. */
  async find(id) {
    const { board } = this.#loading;
    return board.find(id) ?? (hasFiles(board) ? apart(id, board) : undefined);
  }

  /**
   * setNeighbors shows links to the newer and the older post. If posts between them
   * may not have been read, the post's own file says which they are.
   */
  setNeighbors() {
    const post = this.#shown;
    const { board } = this.#loading;
    if (!post) return;
    const isAmong = board.find(post.id) && !(post.pinned && board.next);
    if (this.#single || isAmong || !hasFiles(board)) this.#post.setNeighbors(this.#single ? {} : neighbors(post, this.#postsAround()));
    else this.#setNamed(post, board);
  }

  async #setNamed(post, board) {
    const links = named(post);
    this.#post.setNeighbors(links);
    if (links.newer || links.older) return; // it was read from that file
    const all = await whole(post);
    const file = all === post ? await apart(post.id, board).catch(() => {}) : all;
    if (file && this.#shown === post) this.#post.setNeighbors(named(file));
  }

  #options({ base }, asked) {
    const { policy, images, headingLevel } = this.#element;
    const held = this.#loading.board.picture !== undefined;
    const wider = asked || (held && images !== 'off'); // those of other sites become links then, without a button to load them
    return { policy, images: wider ? 'any' : images, asked, held, base, headingLevel, ugc: true };
  }

  /** #postsAround returns the board's posts; for the last one, it reads the next page. */
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

/** neighbors returns the newer and the older post, in the order of dates: pinned posts are not on top. */
function neighbors({ id }, posts) {
  const time = ({ date }) => date?.time ?? 0;
  const all = [...posts].sort((a, b) => time(b) - time(a));
  const i = all.findIndex((post) => post.id === id);
  return i < 0 ? {} : { newer: all[i - 1], older: all[i + 1] };
}

/** named returns the neighbors that a post's own file names, without their items. */
function named({ item }) {
  const { newer, older } = record(item._board);
  const post = (link) => {
    const { id, title, lang } = record(link);
    return line(id) && { id: line(id), subject: line(title), lang: language(lang) };
  };
  return { newer: post(newer), older: post(older) };
}

/**
 * understand makes the engine parse a source file; if that fails, it stays plain
 * text. It resolves with true. The publisher decides when a post comes into a feed,
 * but nobody does for a source file: of its dates the reader's clock decides.
 */
async function understand(board) {
  const [{ item, base }] = board.posts;
  const { title: file, content_text: source } = item;
  try {
    const { id, subject, label, date, expires, by, language, draft } = await engine.parse(file, source);
    const _board = { id, label, date, expires, by: { name: by }, draft };
    const post = readPost({ ...item, title: subject, language, _board }, base, base);
    board.posts = isDue(post, begun) ? [{ ...post, file }] : []; // the engine parses the source again to show it
  } catch {}
  return true;
}
