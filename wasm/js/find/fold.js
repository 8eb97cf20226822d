// What texts have in common for who seeks a word: case, width, accents and
// the ways of writing an Arabic letter make no difference.

// Accents, but not the breve: a Russian й and a Turkish ğ are letters of their
// own. Of Arabic the vowels, the hamza and the line that makes words longer.
const marks = /[\u0300-\u0305\u0307-\u036f\u0640\u064b-\u065f\u0670\p{Cf}]/gu;

const letters = { ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ς: 'σ' };
const variants = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/** fold makes what is alike the same. Upper case comes first: ß is SS there, and ı is I. */
export const fold = (text) => text.normalize('NFKD').replace(marks, '').toUpperCase().toLowerCase()
  .normalize('NFKC').replace(variants, (letter) => letters[letter]);

/** wordsOf are the words of a query. */
export const wordsOf = (query) => fold(query).split(/\s+/).filter(Boolean);
