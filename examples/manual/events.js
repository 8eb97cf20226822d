const board = document.querySelector('board-view');
const output = document.querySelector('output');

board.addEventListener('load', ({ detail }) => {
  output.textContent = `${detail.count} posts have come. Open one.`;
});

board.addEventListener('open', (event) => {
  event.preventDefault(); // the page takes over
  const { subject, url } = event.detail.post;
  output.textContent = `“${subject}” is at ${url}`;
});
