// What a reader can do with a post: copy its link, print it, read it in another
// language. postview.js calls it.

import { button, el, outLink, postLink } from '../dom.js';
import { webAddress } from '../feed/address.js';
import { language } from '../feed/post.js';
import { line, record, records } from '../feed/values.js';
import { print } from './print.js';

const maxTranslations = 50;

/** tools returns the buttons and links below the post. */
export function tools(post, words, { address, article, say }) {
  return [
    post.url && outLink(post.url, { part: 'original' }, words.original),
    address() && button('copy', ({ currentTarget }) => copy(address(), currentTarget).then(() => {
      currentTarget.textContent = words.copied;
      say(words.copied);
    }), words.copy),
    button('print', () => print(article(), post.subject), words.print),
  ].filter(Boolean);
}

/** copy copies a text to the clipboard. Pages without https have only execCommand for it. */
async function copy(text, near) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = el('textarea', { part: 'clipboard' }, text);
  near.after(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  near.focus();
}

/** translations returns links to the post in other languages; open is called for one that this board has. */
export function translations({ item, base }, words, { find, open }) {
  const links = records(record(item._board).translations).slice(0, maxTranslations)
    .map((other) => translation(other, base, find, open)).filter(Boolean);
  return links[0] && el('p', { part: 'translations' }, el('span', {}, `${words.translations}: `), ...links.flatMap((link, i) => (i ? [' · ', link] : [link])));
}

function translation(other, base, find, open) {
  const lang = language(other.lang);
  const name = lang && nameOf(lang);
  const post = find(line(other.id));
  const href = webAddress(other.url, base);
  if (!name || !href) return null;
  const attributes = { hreflang: lang, lang, title: line(other.title) };
  return post ? postLink(href, attributes, (event) => open(event, post), name) : outLink(href, attributes, name);
}

/** nameOf returns the name of a language in that language. */
function nameOf(lang) {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(lang);
  } catch {
    return lang;
  }
}
