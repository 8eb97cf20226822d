// Attributes and the properties that mirror them. Each has a function that
// reads the attribute's value, null if it is missing.

// The first word is the default. A word we do not know must not give more
// than was asked for.
const keyword = (words, unknown) => (value) => {
  const word = (value ?? words[0]).toLowerCase();
  return words.includes(word) ? word : unknown;
};

const flag = (value) => value !== null;

const readers = {
  src: (value) => value ?? '',
  policy: keyword(['full', 'basic', 'text'], 'text'),
  images: keyword(['board', 'any', 'off'], 'off'),
  layout: keyword(['list', 'table', 'cards', 'tiles', 'latest'], 'list'),
  limit: (value) => Math.min(Math.max(Math.trunc(value) || 0, 0), 200),
  theme: keyword(['auto', 'light', 'dark', 'inherit'], 'auto'),
  load: keyword(['auto', 'click'], 'click'),
  search: flag,
  deepLinks: flag,
  keep: keyword(['off', 'session', 'local'], 'off'),
  refresh: (value) => value ?? '',
  headingLevel: (value) => Math.min(Math.max(Math.trunc(value) || 2, 1), 6),
};

const attributeOf = (name) => name.replace('L', '-l'); // headingLevel is heading-level

export const attributes = [...Object.keys(readers).map(attributeOf), 'lang'];

/** mirror gives a class its properties. */
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

/** upgrade hands on properties that were set before the element was defined. */
export function upgrade(element) {
  for (const name of [...Object.keys(readers), 'strings']) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    element[name] = value;
  }
}
