// What a reader seeks: words, a tag, a year.

import { plainText } from '../plain.js';
import { line } from '../values.js';
import { fold, wordsOf } from './fold.js';

const texts = new WeakMap(); // of posts, folded

/** tagsOf are the tags of a post. */
export const tagsOf = ({ item: { tags } }) => (Array.isArray(tags) ? tags.slice(0, 50).map(line).filter(Boolean) : []);

/** yearOf is the year that a post's date is written with. */
export const yearOf = ({ date }) => date?.iso.slice(0, 4) ?? '';

/** matcher gives a function that reports whether a post is sought; null if all are. */
export function matcher({ query = '', tag, year }) {
  const words = wordsOf(query);
  if (!words.length && !tag && !year) return null;
  return (post) => (!year || yearOf(post) === year) && (!tag || tagsOf(post).includes(tag))
    && words.every((word) => textOf(post).includes(word));
}

/** textOf is what of a post is searched: subject, author and body. */
function textOf(post) {
  if (!texts.has(post)) texts.set(post, folded([post.label, post.subject, post.by, plainText(post.item)].join('\n')));
  return texts.get(post);
}

/** folded is not much longer than the text: some letters stand for eighteen. */
const folded = (text) => fold(text).slice(0, 2 * text.length);
