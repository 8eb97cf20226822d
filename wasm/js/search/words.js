// Words of texts and queries, by the rules of internal/search in Go: its testdata
// holds both to the same. index.js, query.js and passage.js call it. It does not know
// where words are looked up.

export const maxTerm = 24; // characters

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\p{Cf}]*/gu;
const ideographic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const runs = new RegExp(`(?:${ideographic.source}\\p{M}*)+|(?:(?!${ideographic.source}).)+`, 'gu');

// dropped are accents, the vowels, hamza and tatweel of Arabic, and what is never visible.
const dropped = /[\u0300-\u0305\u0307-\u036f\u0640\u064b-\u065f\u0670\p{Cf}]|(?<!\p{Script=Cyrillic}\p{M}*)\u0306/gu;

const variants = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ς: 'σ', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ھ: 'ه' };
const variant = new RegExp(`[${Object.keys(variants).join('')}]`, 'g');

/** fold maps texts that readers take for the same to one text. */
export const fold = (text) => text.normalize('NFKD').replace(dropped, '').toLowerCase()
  .replace(variant, (letter) => variants[letter]).normalize();

/** wordsOf returns the words of a text as matches, with their places. */
export const wordsOf = (text) => [...text.matchAll(word)];

export const length = (term) => [...term].length;
export const start = (text, n) => [...text].slice(0, n).join('');

/** isIdeographic reports whether a term is of a script that is indexed by pairs of characters. */
export const isIdeographic = (term) => ideographic.test(term);

export const isCharacter = (term) => isIdeographic(term) && length(term) === 1;

/** parts folds a word and splits it where a script without spaces begins or ends. */
const parts = (raw) => wordsOf(fold(raw)).flatMap(([folded]) => folded.match(runs))
  .map((part) => (isIdeographic(part) ? part : start(withoutArticle(part), maxTerm)));

const withoutArticle = (term) => /^(?:[وفبك]?ال|و?لل)(.{3,})$/su.exec(term)?.[1] ?? term;

/** pairs returns each two neighbouring characters, or the only one. */
function pairs(part) {
  const all = [...part];
  return all[1] ? all.slice(1).map((second, i) => all[i] + second) : all;
}

/** queryTerms returns the terms of which a text must have each to have a word of a query. */
export const queryTerms = (raw) => parts(raw).flatMap((part) => (isIdeographic(part) ? pairs(part) : part));

/** termsOf returns the terms of a word of a text. */
export const termsOf = (raw) => parts(raw).flatMap((part) => {
  if (isIdeographic(part)) return [...new Set([...pairs(part), [...part].pop()])]; // a query of the last character alone must find it, too
  return /^و.{4,}/su.test(part) ? [part, part.slice(1)] : part;
});

/** sequence returns the terms of a text one after another, for phrases. */
export const sequence = (text) => wordsOf(text).flatMap(([raw]) => queryTerms(raw));

/**
 * difference says how much a term differs from another to which it is similar: 1 if one letter makes it, or how many
 * letters that has behind those with which the term begins, three at most, as the plural of Turkic languages has;
 * undefined if they are not similar.
 */
export function difference(wanted, term) {
  if (term.length < wanted.length + 3 && isOneOff([...wanted], [...term])) return 1; // a term of an untrusted file may be long
  const most = length(wanted);
  return [1, 2, 3].find((cut) => most - cut >= 4 && term.startsWith(start(wanted, most - cut)));
}

/** isOneOff reports whether one letter more, less or other, or two that change places, make one of the other. */
function isOneOff(a, b) {
  while (a.length && b.length && a[0] === b[0]) a.shift(), b.shift();
  while (a.length && b.length && a.at(-1) === b.at(-1)) a.pop(), b.pop();
  const swapped = a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
  return swapped || (a.length <= 1 && b.length <= 1);
}

/** isSpelt reports whether a term may have been misspelt: it is long enough, and no number. */
export const isSpelt = (term) => length(term) >= 4 && !isIdeographic(term) && !/[0-9]/.test(term);
