// Opening and closing posts: which post is shown, and how to get back to the
// list. element.js makes an Opening for each element. The reader, which shows
// posts, is a script that comes after the list; until it has come, a post is
// shown as plain text. It does not know how a board is loaded or searched.

import { emit } from './dom.js';
import { publicPost } from './feed/post.js';
import { isDear, painted, whenIdle } from './idle.js';
import { keepPlace } from './list/scroll.js';
import { loadReader, once } from './loader.js';

export class Opening {
  post = null; // the post that is shown
  wanted = null; // the last request for a post
  reader; // the Reader, once its script has come
  #element;
  #view;
  #loading;
  #on; // the element's side, #host in element.js
  #goBack; // restores the scroll position in the list
  #cameFrom; // id of the post that was opened from the list

  constructor(element, view, loading, on) {
    this.#element = element;
    this.#view = view;
    this.#loading = loading;
    this.#on = on;
  }

  /** choose opens a post, unless the page cancels the event. */
  choose(post) {
    const own = post.id === this.post?.id || emit(this.#element, 'open', { id: post.id, post: publicPost(post) }, true);
    return own && this.#show(post);
  }

  /** close goes back to the list, to the row of the post. */
  close() {
    const { post } = this;
    if (!post || this.#loading.board.single) return;
    this.forget();
    this.#on.update();
    this.#goBack();
    const found = this.#view.focusRow(post.id) || this.#view.focusRow(this.#cameFrom);
    this.#on.closed(found ? '' : post.id);
    emit(this.#element, 'close', { id: post.id });
  }

  /** forget forgets the post, shown or on its way. */
  forget() {
    this.post = this.wanted = null;
    this.reader?.close();
  }

  /** take shows the only post of a newly loaded board, or the new version of the open post. */
  async take(board, open) {
    if (board.single) return this.#takeSource(board);
    if (board.posts.length) this.#prepare();
    const corrected = open && open === this.post && board.find(open.id);
    if (corrected) await this.#show(corrected, { focus: false });
  }

  async #takeSource(board) {
    const reader = await this.#newReader();
    await reader.showSource(board);
    if (this.#loading.board !== board) return;
    this.#on.list();
    if (board.posts.length) await this.#show(board.posts[0], { focus: false });
    else { // it is not due, a draft, or held back: its plain text goes
      this.forget();
      this.#on.update();
    }
  }

  /** #prepare loads the reader once the list is painted, and the engine when the browser is idle, unless the reader wants less data. */
  #prepare() {
    if (isDear()) return;
    painted().then(() => this.#newReader()).catch(() => {});
    whenIdle(() => this.warmUp());
  }

  /** warmUp loads the reader and the engine. A failure is reported when a post is opened. */
  async warmUp() {
    const reader = await this.#newReader().catch(() => {});
    reader?.warmUp();
  }

  /** #newReader makes the element's Reader, once. */
  #newReader = once(async () => {
    const { Reader } = await loadReader();
    this.reader = new Reader(this.#element, this.#view, this.#loading, { ...this.#on, shown: (post) => this.#shown(post) });
    this.#on.speak(this.reader);
    return this.reader;
  });

  async #show(post, options) {
    const wish = (this.wanted = { post });
    const reader = this.reader ?? await this.#showWords(post);
    return this.wanted === wish && reader.show(post, { ...options, single: this.#loading.board.single });
  }

  /** #showWords shows a post as plain text while the reader is on its way. */
  async #showWords(post) {
    this.#view.showWords(post, this.#element);
    this.#shown(post);
    try {
      return await this.#newReader();
    } catch (error) {
      this.forget();
      this.#on.update();
      throw error;
    }
  }

  #shown(post) {
    if (!this.post) {
      this.#goBack = keepPlace(this.#element);
      this.#cameFrom = post.id;
    }
    this.post = post;
    this.#on.update();
    this.#on.opened(post);
  }
}
