// A post as an <article>: rendered by the engine, or until then by the browser's
// Sanitizer, or as plain text. reader.js calls it.

import { el, inert, outLink } from '../dom.js';
import { engine } from '../engine/engine.js';
import { insert } from '../engine/trusted.js';
import { formatDate, readDate } from '../feed/dates.js';

import { frame, paragraphs } from './frame.js';
import { hold, withoutCookies } from './pictures.js';
import { sanitize } from './sanitize.js';
import { fit } from './sizes.js';

/**
 * rendered returns {node, mode, hosts}: the post rendered by the engine, or by
 * the next best way without one. mode is "html" or "text"; hosts are those of
 * the pictures that the options keep out. With asked, the reader has asked for these.
 */
export async function rendered(post, options, words) {
  try {
    const { html, hosts } = await engine.article(post.item, { ...options, base: post.root, file: post.file });
    const body = inert();
    insert(body, html);
    return article(body.firstElementChild, { mode: 'html', hosts }, post, options, words);
  } catch { // there is no engine, or it fails on this post
    const first = firstView(post, options, words);
    if (first.mode === 'text') first.node.append(note(post, words));
    return first;
  }
}

/** firstView returns the same without the engine, at once. */
export function firstView(post, options, words) {
  const content = safeContent(post, options);
  if (!content) return article(frame(post, options, paragraphs(post.item)), { mode: 'text', hosts: [] }, post, options, words);
  const { nodes, hosts } = content;
  const whole = post.own ? nodes : [el('div', {}, '\n', ...nodes, '\n')]; // the engine wraps HTML of other programs in a div, too
  return article(frame(post, options, whole), { mode: 'html', hosts }, post, options, words);
}

/** safeContent returns the post's HTML sanitised by the browser, or null if it cannot or must not. */
function safeContent({ item, own }, options) {
  const html = item.content_html;
  if (typeof html !== 'string' || options.policy === 'text' || engine.gaveUp(item)) return null;
  try {
    return sanitize(html, { ...options, own });
  } catch { // an unknown version of the Sanitizer API
    return null;
  }
}

function article(node, { mode, hosts }, post, options, words) {
  node.normalize();
  if (!options.asked) withoutCookies(node);
  fit(node, post, options);
  if (options.held) hold(node);
  node.querySelectorAll('article > header time').forEach((time) => localise(time, node.lang || words.locale));
  return { node, mode, hosts };
}

/** localise formats a date of the header in the post's language. Dates in the post's text are not touched. */
function localise(time, lang) {
  const date = readDate(time.dateTime);
  if (!date || time.textContent !== date.iso) return;
  time.textContent = formatDate(date, lang, 'long');
  Object.assign(time, { lang, dir: 'auto' }); // the date must not determine the direction of the post
}

/** note says that a post is shown as plain text, and links to the original. */
const note = ({ url }, words) => el('p', { part: 'note', lang: words.lang, dir: 'auto' },
  words.plain, ' ', url && outLink(url, {}, words.original));
