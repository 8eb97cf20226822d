const board = document.querySelector('board-view');

document.querySelector('#theme').addEventListener('change', ({ target }) => {
  board.theme = target.value;
});
