// The element's attributes and the properties that mirror them. element.js
// calls it. It does not know what an attribute is for: each has a function that
// turns the attribute's value, or null if it is missing, into the property's.

// keyword reads one of some words, the first by default. An unknown word gets
// the most restrictive meaning.
const keyword = (words, unknown) => (value) => {
  const word = (value ?? words[0]).toLowerCase();
  return words.includes(word) ? word : unknown;
};

const flag = (value) => value !== null;

const text = (value) => value ?? '';

const readers = {
  src: text,
  policy: keyword(['full', 'basic', 'text'], 'text'),
  images: keyword(['board', 'any', 'off'], 'off'),
  layout: keyword(['list', 'table', 'cards', 'tiles', 'latest'], 'list'),
  limit: (value) => Math.min(Math.max(Math.trunc(value) || 0, 0), 200),
  theme: keyword(['auto', 'light', 'dark', 'inherit'], 'auto'),
  load: keyword(['auto', 'click'], 'click'),
  search: flag,
  deepLinks: flag,
  keep: keyword(['off', 'session', 'local'], 'off'),
  refresh: text,
  key: text,
  signedBy: text, // key, which React and Vue take for their own
  keyFallback: text,
  headingLevel: (value) => Math.min(Math.max(Math.trunc(value) || 2, 1), 6),
};

const attributeOf = (name) => name.replace(/[A-Z]/, '-$&').toLowerCase(); // headingLevel is heading-level

export const attributes = [...Object.keys(readers).map(attributeOf), 'lang'];

/** mirror defines the properties on a prototype. */
export function mirror(prototype) {
  for (const [name, read] of Object.entries(readers)) {
    const attribute = attributeOf(name);
    Object.defineProperty(prototype, name, {
      get() { return read(this.getAttribute(attribute)); },
      set(value) {
        if (read === flag) this.toggleAttribute(attribute, Boolean(value));
        else this.setAttribute(attribute, value);
      },
      configurable: true,
      enumerable: true,
    });
  }
}

/** upgrade applies properties that were set before the element was defined. */
export function upgrade(element) {
  for (const name of [...Object.keys(readers), 'strings']) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
