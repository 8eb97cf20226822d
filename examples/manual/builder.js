// Builds the tag of a board from what is chosen in the form, which has a control
// for each attribute of the element.

const form = document.querySelector('form');
const tag = document.querySelector('#tag');
const preview = document.querySelector('#preview');
const [name, home] = ['name', 'home'].map((id) => document.getElementById(id));
const controls = form.querySelectorAll('[aria-describedby]');

/** usual is the value that an attribute has where it is absent. */
const usual = ({ type, options, defaultValue }) => (options ? [...options].find((option) => option.defaultSelected)?.value : defaultValue);

/** attribute is [name, value], or nothing where the default will do. */
function attribute(control) {
  if (control.type === 'checkbox') return control.checked ? [[control.name, '']] : [];
  const value = control.value.trim();
  return value === usual(control) && !control.required ? [] : [[control.name, value]];
}

/** element makes the board that was chosen. */
function element(attributes) {
  const board = document.createElement('board-view');
  for (const [attribute, value] of attributes) board.setAttribute(attribute, value);
  board.append(Object.assign(document.createElement('a'), { href: home.value, textContent: name.value }));
  return board;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const written = ([attribute, value]) => (value === '' ? ` ${attribute}` : ` ${attribute}="${escaped(value)}"`);

/** source writes it as HTML. */
const source = (attributes) => `<script type="module" async src="${escaped(new URL('../widget/board-view.js', location).href)}"></script>
<board-view${attributes.map(written).join('')}>
  <a href="${escaped(home.value)}">${escaped(name.value)}</a>
</board-view>`;

function show() {
  const attributes = [...controls].flatMap(attribute);
  tag.value = source(attributes);
  preview.replaceChildren(element(attributes));
}

form.addEventListener('change', show);
form.addEventListener('submit', (event) => event.preventDefault());
