// One post as an <article>: from the engine, or while there is none from the
// browser's own sanitiser, or as plain text.

import { el, inert, outLink } from '../dom.js';
import { engine } from '../engine/engine.js';
import { insert } from '../engine/trusted.js';
import { formatDate, readDate } from '../feed/dates.js';

import { frame, paragraphs } from './frame.js';
import { sanitize } from './sanitize.js';

/**
 * rendered gives {node, mode, hosts} as the engine renders the post: the
 * hosts are where pictures would come from that the options keep out. Without
 * an engine it is what there is at best.
 */
export async function rendered(post, options, words) {
  try {
    const { html, hosts } = await engine.article(post.item, { ...options, base: post.root });
    const body = inert();
    insert(body, html);
    return article(body.firstElementChild, 'html', hosts, words);
  } catch { // no engine here, or this post is too much for it
    const first = firstView(post, options, words);
    if (first.mode === 'text') first.node.append(note(post, words));
    return first;
  }
}

/** firstView is the post before the engine has rendered it, at once. */
export function firstView(post, options, words) {
  const content = safeContent(post, options);
  if (!content) return article(frame(post, options, paragraphs(post.item)), 'text', [], words);
  const { nodes, hosts } = content;
  const whole = post.own ? nodes : [el('div', {}, '\n', ...nodes, '\n')]; // as the engine holds others' HTML together
  return article(frame(post, options, whole), 'html', hosts, words);
}

/** safeContent is the post's HTML as the browser sanitises it, if it can and may. */
function safeContent({ item, own }, options) {
  const html = item.content_html;
  if (typeof html !== 'string' || options.policy === 'text' || engine.gaveUp(item)) return null;
  try {
    return sanitize(html, { ...options, own });
  } catch { // a Sanitizer of another kind than we know
    return null;
  }
}

function article(node, mode, hosts, words) {
  node.normalize();
  node.querySelectorAll('article > header time').forEach((time) => localise(time, node.lang || words.locale));
  return { node, mode, hosts };
}

/** localise rewrites the dates of the header, and no other, in the language of what stands beside them. */
function localise(time, lang) {
  const date = readDate(time.dateTime);
  if (!date || time.textContent !== date.iso) return;
  time.textContent = formatDate(date, lang, 'long');
  Object.assign(time, { lang, dir: 'auto' }); // it must not decide the direction of the post
}

/** note says why a post is plain, and leads to where it is not. */
const note = ({ url }, words) => el('p', { part: 'note', lang: words.lang, dir: 'auto' },
  words.plain, ' ', url && outLink(url, {}, words.original));
