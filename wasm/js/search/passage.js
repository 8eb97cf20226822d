// Passages: the part of a text where most of the sought words stand. search.js calls
// it. It does not know where the text comes from.

import { isBeginning, matches } from './query.js';
import { difference, isIdeographic, isSpelt, start, termsOf, wordsOf } from './words.js';

const lead = 40; // characters before the first word that was sought
const reach = 200; // characters of a passage

/** passageOf returns the passage of a text in pieces; each second one is a word that was sought. */
export function passageOf(text, query) {
  text = text.replace(/\s+/g, ' ').trim();
  const marks = marksIn(text, query);
  const [from, to] = around(text, marks[best(text, marks)]);
  const pieces = [];
  let at = from;
  for (const [begins, ends] of inside(marks, from, to)) {
    pieces.push(text.slice(at, begins), text.slice(begins, ends));
    at = ends;
  }
  pieces.push(text.slice(at, to) + (to < text.length ? ' …' : ''));
  if (from) pieces[0] = `… ${pieces[0]}`;
  return pieces;
}

/** marksIn returns [from, to, term] of the words that a query asks for, or else of similar ones. */
function marksIn(text, { words }) {
  const all = wordsOf(text).map(({ 0: word, index }) => ({ word, index, terms: termsOf(word) }));
  const marks = words.flatMap((word) => word.terms.flatMap((term) => {
    const exact = marksOf(all, term, (mine) => matches(word, term, mine));
    return exact.length || !isBeginning(word, term) || !isSpelt(term) ? exact : marksOf(all, term, (mine) => difference(term, mine));
  }));
  return marks.sort((a, b) => a[0] - b[0]);
}

/** marksOf marks words; in a script without spaces, the term itself. */
const marksOf = (all, term, fits) => all.filter(({ terms }) => terms.some(fits)).map(({ word, index }) => {
  const at = isIdeographic(term) ? word.indexOf(term) : -1;
  return at < 0 ? [index, index + word.length, term] : [index + at, index + at + term.length, term];
});

/** best returns the index of the mark with which a passage with most of the sought words begins. */
function best(text, marks) {
  let [first, most] = [0, 0];
  marks.forEach(([from], i) => {
    const near = new Set();
    for (let n = i; n < marks.length && marks[n][1] - from <= reach; n++) near.add(marks[n][2]);
    if (near.size > most) [first, most] = [i, near.size];
  });
  return first;
}

/** around returns where a passage begins and ends: between words. */
function around(text, mark) {
  let from = 0;
  if (mark) {
    from = mark[0] - [...text.slice(0, mark[0])].slice(-lead).join('').length;
    if (from) from += text.slice(from, mark[0]).indexOf(' ') + 1;
  }
  let to = from + start(text.slice(from), reach).length;
  const space = text.slice(from, to).lastIndexOf(' ');
  if (to < text.length && space > 0) to = from + space;
  return [from, to];
}

/** inside returns the marks between two places, each once. */
function inside(marks, from, to) {
  const places = [];
  for (const [begins, ends] of marks) {
    const last = places.at(-1);
    if (begins < from || ends > to) continue;
    if (last && begins < last[1]) last[1] = Math.max(last[1], ends);
    else places.push([begins, ends]);
  }
  return places;
}
