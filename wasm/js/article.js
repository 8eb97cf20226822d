// One post as an <article>: from the engine, or as plain text without it.

import { formatDate, readDate } from './dates.js';
import { el, outLink } from './dom.js';
import { engine } from './engine.js';
import { plainText } from './post.js';
import { insert } from './trusted.js';

const maxParagraphs = 1000;

/**
 * newArticle gives {node, mode, hosts}: the hosts are where pictures would
 * come from that the options keep out.
 */
export async function newArticle(post, options, words) {
  try {
    const { html, hosts, allowed } = await engine.article(post.item, options);
    const node = el('div');
    insert(node, html, allowed);
    node.querySelectorAll('article > header time').forEach((time) => localise(time, words));
    return { node, mode: 'html', hosts };
  } catch { // no WebAssembly here, or this post is too much for it
    return { node: textArticle(post, options.headingLevel, words), mode: 'text', hosts: [] };
  }
}

/** localise rewrites the dates that the engine wrote, and no other. */
function localise(time, words) {
  const date = readDate(time.dateTime);
  if (!date || time.textContent !== date.iso) return;
  time.textContent = formatDate(date, words.locale, 'long');
  Object.assign(time, { lang: words.locale, dir: 'auto' }); // it must not decide the direction of the post
}

function textArticle(post, level, words) {
  const { label, subject, date, by, url, lang } = post;
  return el('article', { lang, dir: 'auto' },
    el('header', {},
      el(`h${level}`, { dir: 'auto' }, label && `[${label}] `, subject),
      date && el('p', {}, el('time', { datetime: date.iso, lang: words.locale, dir: 'auto' }, formatDate(date, words.locale, 'long')))),
    ...paragraphs(plainText(post.item)),
    by && el('footer', {}, el('address', {}, by)),
    el('p', { part: 'note', lang: words.lang, dir: 'auto' }, words.plain, ' ', url && outLink(url, {}, words.original)));
}

/** paragraphs are what blank lines separate; spaces do not make a line less blank. */
function paragraphs(text) {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines.join('\n').split(/\n{2,}/).filter(Boolean).slice(0, maxParagraphs)
    .map((words) => el('p', { dir: 'auto' }, words));
}
