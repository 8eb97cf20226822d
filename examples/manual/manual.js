// Fills what a page of the manual leaves open: the code that the page itself
// runs, read from its own file, and lists of what the element has.

import { copyLine, make } from './elements.js';

const read = async (address) => (await fetch(address)).text();

/** marked is what the page has between <!-- code --> and <!-- /code -->. */
const marked = (page) => [...page.matchAll(/<!-- code -->\n([^]*?)\n<!-- \/code -->/g)].map(([, code]) => code);

/** whole makes the board's address one that other pages can use. */
const whole = (code) => code.replaceAll('"../', `"${new URL('..', location)}`);

async function showCode() {
  const codes = marked(await read(location.href)).map(whole);
  for (const place of document.querySelectorAll('pre')) {
    const { file } = place.dataset;
    const code = file ? await read(file) : codes.shift();
    if (file) place.before(make('p', { className: 'file', textContent: file }));
    place.textContent = code.trim();
    place.after(copyLine(() => place.textContent));
  }
}

async function showLists() {
  const lists = document.querySelectorAll('[data-list]');
  if (!lists.length) return;
  const { declared } = await import('./declared.js');
  for (const list of lists) {
    for (const { name, description } of declared[list.dataset.list]) {
      const term = make('dt');
      term.append(make('code', { textContent: name }));
      list.append(term, make('dd', { textContent: description }));
    }
  }
}

await Promise.all([showCode(), showLists()]);
