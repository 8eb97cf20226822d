// What a reader asks for. search.js and passage.js call it. It does not know how
// posts are found.

import { fold, isCharacter, isIdeographic, length, queryTerms, sequence, start, wordsOf } from './words.js';

const maxQuery = 200; // characters
const maxTerms = 16;

const token = /(-?)(?:(tag|by|year):(?=[^ ]))?(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/gu;

export const filterKey = (value) => start(fold(value), 64);

/** parse returns {words, not, tag, by, year}; words are {terms, phrase, text}. */
export function parse(text) {
  const query = { words: [], not: [], tag: '', by: '', year: '' };
  let left = maxTerms;
  for (const [, minus, filter, phrase, bare = ''] of start(text, maxQuery).matchAll(token)) {
    if (filter) query[filter] = filter === 'year' ? phrase ?? bare : filterKey(phrase ?? bare);
    else {
      const words = phrase === undefined ? wordsOf(bare).map(([raw]) => ({ terms: queryTerms(raw), phrase: false, text: raw })) : [{ terms: sequence(phrase), phrase: true, text: phrase }];
      for (const each of words) {
        if (each.terms.length && (left -= each.terms.length) >= 0) query[minus ? 'not' : 'words'].push(each);
      }
    }
  }
  return query;
}

/** isEmpty reports whether a query asks for nothing. */
export const isEmpty = ({ words, not, tag, by, year }) => !words.length && !not.length && !(tag + by + year);

/** isBeginning reports whether a term asks for all words that begin with it. */
export const isBeginning = ({ phrase }, term) => (isIdeographic(term) ? isCharacter(term) : !phrase && length(term) >= 3);

/** matches reports whether a term of a text is one that a term of a query asks for. */
export const matches = (word, wanted, inText) => (isBeginning(word, wanted) ? inText.startsWith(wanted) : inText === wanted);

const sameWord = (inText, wanted) => inText === wanted || inText === `و${wanted}` || (isCharacter(wanted) && inText.includes(wanted));

/** isPhrase reports whether the index cannot tell which posts have the words of a query. */
export const isPhrase = ({ phrase, terms }) => phrase && terms.length > 1;

/** hasPhrases reports whether a text has the phrases of a query, and none of those that it leaves out. */
export function hasPhrases({ words, not }, text) {
  if (![...words, ...not].some(isPhrase)) return true;
  const all = sequence(text);
  const stands = ({ terms }) => all.some((_, i) => terms.every((term, n) => i + n < all.length && sameWord(all[i + n], term)));
  return words.filter(isPhrase).every(stands) && !not.filter(isPhrase).some(stands);
}
