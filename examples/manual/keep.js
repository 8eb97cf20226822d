// Puts another board in this one's place, as if the reader came again.
document.querySelector('#again').addEventListener('click', () => {
  const board = document.querySelector('board-view');
  board.replaceWith(board.cloneNode(true));
});
