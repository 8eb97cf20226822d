// A short way to make elements. Text always goes in as text nodes.

/** el makes an element with attributes, listeners and children; what is empty is left out. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value || key === 'alt') element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

/** button makes a button of the given part. */
export const button = (part, click, ...children) => el('button', { part: `button ${part}`, type: 'button', click }, ...children);

/** inert is an element whose content neither runs nor loads anything. */
export const inert = () => document.implementation.createHTMLDocument('').body;

/** emit dispatches an event of an element, also out of shadow trees; false if it was cancelled. */
export const emit = (element, type, detail, cancelable) => element.dispatchEvent(
  new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));

export const rel = 'noopener noreferrer nofollow ugc';

/** outLink leads out of the page, and tells nothing of it. */
export const outLink = (href, attributes, ...children) => el('a', { href, rel, ...attributes }, ...children);

/** postLink is a real link to a post: only a plain click opens it in place. */
export const postLink = (href, attributes, open, ...children) => outLink(href, { ...attributes, click: (event) => isPlain(event) && open(event) }, ...children);

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
