// What one writes with the element's types, and what they refuse.
import { BoardView, type BoardOpenEvent, type BoardPost } from 'board-view';
import { BoardView as Same } from 'board-view/class';

const board = document.querySelector('board-view')!;
const made: BoardView = document.createElement('board-view');
const defined: typeof BoardView = Same.define('news-board', customElements);

board.src = '/feed.json';
board.layout = 'cards';
board.limit = 5;
board.policy = 'basic';
board.images = 'any';
board.theme = 'inherit';
board.headingLevel = 3;
board.lang = 'ko';
board.strings = { more: 'Show more' };

// @ts-expect-error no such layout
board.layout = 'carousel';
// @ts-expect-error a number
board.headingLevel = '3';
// @ts-expect-error no such word
board.strings = { moer: 'Show more' };
// @ts-expect-error read only
board.state = 'ready';
// @ts-expect-error read only
board.posts.push(board.posts[0]);

const shown: Promise<boolean> = board.open(board.posts[0].id);
const read: Promise<void> = board.reload();
board.close();

board.addEventListener('load', ({ detail }) => detail.count.toFixed());
board.addEventListener('error', ({ detail }) => detail.error.message);
board.addEventListener('close', ({ detail }) => detail.id);
board.addEventListener('click', (event) => event.clientX);
board.addEventListener('open', function (event) {
  const post: BoardPost = event.detail.post;
  event.preventDefault();
  location.assign(post.url);
  this.close();
  // @ts-expect-error no such detail
  event.detail.mode;
});
const listener = (event: BoardOpenEvent) => event.detail.id;
board.addEventListener('open', listener, { once: true });
board.removeEventListener('open', listener);

export { defined, made, read, shown };
