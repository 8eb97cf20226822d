const board = document.querySelector('board-view');
const output = document.querySelector('output');

const on = (id, act) => document.getElementById(id).addEventListener('click', act);
on('open', () => board.open(board.posts[0].id));
on('close', () => board.close());
on('reload', () => board.reload());

for (const type of ['load', 'error', 'open', 'close']) {
  board.addEventListener(type, () => {
    output.textContent = `${type}: ${board.state}, ${board.posts.length} posts`;
  });
}
