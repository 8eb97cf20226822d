// Shorthands to make elements and events. All scripts call them. Text goes in
// as text nodes only; HTML becomes elements in engine/trusted.js and
// post/sanitize.js, and nowhere else.

/** el returns an element with attributes, listeners and children; empty ones are left out, except alt. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value || key === 'alt') element.setAttribute(key, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

/** button returns a button with a part name. */
export const button = (part, click, ...children) => el('button', { part: `button ${part}`, type: 'button', click }, ...children);

/** inert returns an element of another document: its content runs no script and loads nothing. */
export const inert = () => document.implementation.createHTMLDocument('').body;

/** emit dispatches an event that bubbles and leaves shadow trees. It returns false if a listener cancelled it. */
export const emit = (element, type, detail, cancelable) => element.dispatchEvent(
  new CustomEvent(type, { bubbles: true, composed: true, cancelable, detail }));

export const rel = 'noopener noreferrer nofollow ugc';

/** outLink returns a link to another site, which learns nothing about this page. */
export const outLink = (href, attributes, ...children) => el('a', { href, rel, ...attributes }, ...children);

/** postLink returns a real link to a post. A plain click calls open; with a modifier key the browser follows the link. */
export const postLink = (href, attributes, open, ...children) => outLink(href, { ...attributes, click: (event) => isPlain(event) && open(event) }, ...children);

const isPlain = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
