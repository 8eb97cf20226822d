// A post's HTML without the engine: through the browser's Sanitizer with the
// policy's list, then through the rules that no list expresses. article.js calls
// it. In doubt it removes; the engine's result replaces it anyway.

import { inert, rel } from '../dom.js';
import { isElement, sanitizer } from '../engine/policy.js';
import { linkAddress } from './href.js';
import { instead } from './pictures.js';

const maxHTML = 512 << 10; // characters
const maxUnruly = 32 << 10; // characters of HTML of which it is not known how deep it nests: browsers parse it in the square of the depth
const maxText = 128 << 10; // characters to lay out
const maxElements = 20_000;
const maxDepth = 40; // of nested elements

/**
 * sanitize returns {nodes, hosts}: nodes of a document that loads nothing, and
 * the hosts of the pictures that the options keep out. It returns null if the
 * HTML exceeds a limit or the browser has no Sanitizer.
 */
export function sanitize(html, options) {
  const body = inert();
  if (!body.setHTML || html.length > maxHTML || (html.length > maxUnruly && !isShallow(html))) return null;
  body.setHTML(html, { sanitizer: sanitizer(options.policy) });
  const elements = body.querySelectorAll('*');
  if (elements.length > maxElements || body.textContent.length > maxText || body.querySelector(`${'*>'.repeat(maxDepth)}*`)) return null;
  const hosts = new Set();
  for (const element of elements) rules[element.localName]?.(element, options, hosts);
  return { nodes: [...body.childNodes], hosts: [...hosts] };
}

const tag = /^(\/?)([a-z][a-z0-9]*)(?: [a-z-]+(?:="[^">]*")?)* ?\/?>/; // behind its "<"
const empty = /^(br|hr|img|input|wbr)$/;

/**
 * isShallow reports whether elements are closed in order and nest less deep than
 * the limit. It must not take for shallow what a browser would not, hence it
 * knows only tags as serialisers write them, of elements in the policy.
 */
function isShallow(html) {
  const open = [];
  for (const piece of html.split('<').slice(1)) {
    const [, end, name] = tag.exec(piece) ?? [];
    if (!isElement(name) || (end && open.pop() !== name)) return false;
    if (!end && !empty.test(name) && open.push(name) > maxDepth) return false;
  }
  return true;
}

const rules = {
  a: link, img: picture, input: taskBox, td: spans, th: spans,
  h1: heading, h2: heading, h3: heading, h4: heading, h5: heading, h6: heading,
};

function link(element, { base }) {
  const address = linkAddress(element.getAttribute('href'), base);
  if (!address) element.replaceWith(...element.childNodes);
  else set(element, { href: address, rel });
}

/** picture keeps a picture that may be loaded, and replaces others by links. */
function picture(img, { images, base }, hosts) {
  const { alt } = img;
  const address = linkAddress(img.getAttribute('src'), base);
  if (!/^http/i.test(address)) return img.replaceWith(alt);
  const { origin, protocol, host } = new URL(address);
  const own = origin === new URL(base).origin;
  const foreign = !own && protocol === 'https:';
  if ((own && images !== 'off') || (foreign && images === 'any')) {
    return set(img, { src: address, alt, loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' });
  }
  if (foreign && images === 'board') hosts.add(host);
  img.replaceWith(instead(img, address));
}

/** taskBox keeps the box of a task list, disabled. */
function taskBox(input) {
  if (input.type === 'checkbox') set(input, { type: 'checkbox', disabled: '' });
  else input.remove();
}

/** spans removes spans with which one cell makes a huge table. */
function spans(cell) {
  if (cell.colSpan > 99) cell.colSpan = 1;
  if (cell.rowSpan > 99) cell.rowSpan = 1;
}

/** heading puts a heading below the post's. In the HTML of Board View the post's heading would be an h1. */
function heading(element, { headingLevel, own }) {
  const level = Number(element.localName[1]);
  const wanted = own ? level + headingLevel - 1 : Math.max(level, headingLevel + 1);
  const lower = element.ownerDocument.createElement(`h${Math.min(wanted, 6)}`);
  for (const { name, value } of element.attributes) lower.setAttribute(name, value);
  lower.append(...element.childNodes);
  element.replaceWith(lower);
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
