// Builds the tag of a board from what is chosen. There is a control for each
// attribute that the element's manifest has.

import { copyLine, make } from './elements.js';
import { declared } from './declared.js';

const form = document.querySelector('form');
const tag = document.querySelector('#tag');
const preview = document.querySelector('#preview');
const [name, home] = form.querySelectorAll('input');

const absolute = (path) => new URL(path, location).href;

/** A kind of attribute makes its control of the default, and reads it; null is an absent attribute. */
const kinds = {
  boolean: {
    make: () => make('input', { type: 'checkbox' }),
    read: ({ checked }) => (checked ? '' : null),
  },
  number: {
    make: (value) => make('input', { type: 'number', min: 0, value }),
    read: ({ value }) => value,
  },
  string: {
    make: (value) => make('input', { type: 'text', value, spellcheck: false }),
    read: ({ value }) => value.trim(),
  },
  choice: {
    make: (value, words) => {
      const select = make('select');
      select.append(...words.map((word) => new Option(word, word, word === value, word === value)));
      return select;
    },
    read: ({ value }) => value,
  },
};

/** A choice is an attribute with its control. */
class Choice {
  constructor({ name, type, default: value = '', description }) {
    const words = [...type.text.matchAll(/'(\w+)'/g)].map(([, word]) => word);
    this.name = name;
    this.kind = words.length ? kinds.choice : kinds[type.text];
    this.usual = value.replaceAll("'", '');
    this.control = Object.assign(this.kind.make(this.usual, words), { id: `option-${name}`, name });
    this.description = description;
  }

  /** line is the control with its label and what it is for. */
  get line() {
    const hint = make('small', { id: `about-${this.name}`, textContent: this.description });
    this.control.setAttribute('aria-describedby', hint.id);
    const line = make('p');
    line.append(make('label', { htmlFor: this.control.id, textContent: this.name }), this.control, hint);
    return line;
  }

  /** attribute is [name, value], or nothing where the default will do. */
  get attribute() {
    const value = this.kind.read(this.control);
    return value === null || value === this.usual ? [] : [[this.name, value]];
  }
}

const choices = declared.attributes.map((attribute) => new Choice(attribute));

/** element makes the board that was chosen. */
function element(attributes) {
  const board = make('board-view');
  for (const [name, value] of attributes) board.setAttribute(name, value);
  board.append(make('a', { href: home.value, textContent: name.value }));
  return board;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const written = ([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escaped(value)}"`);

/** source writes it as HTML. */
const source = (attributes) => `<script type="module" async src="${escaped(absolute('../widget/board-view.js'))}"></script>
<board-view${attributes.map(written).join('')}>
  <a href="${escaped(home.value)}">${escaped(name.value)}</a>
</board-view>`;

function show() {
  const attributes = choices.flatMap(({ attribute }) => attribute);
  tag.value = source(attributes);
  preview.replaceChildren(element(attributes));
}

home.value = absolute('../');
form.prepend(...choices.map(({ line }) => line));
form.elements.src.value = absolute('../feed.json');
form.addEventListener('change', show);
form.addEventListener('submit', (event) => event.preventDefault());
tag.after(copyLine(() => tag.value));
show();
