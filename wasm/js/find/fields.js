// The search field and the filters. finder.js calls it. It does not know how posts
// are searched.

import { el } from '../dom.js';
import { tagsOf, yearOf } from '../feed/post.js';

const maxChoices = 300; // per filter
const pause = 200; // milliseconds: a longer one ends the typing

export class Fields {
  #on; // is called for what the reader does: {approach, seek}
  #words;
  #timer;
  #query = el('input', { part: 'search', type: 'search', maxlength: '200', autocomplete: 'off', enterkeyhint: 'search', input: () => this.#typed() });
  #tag = this.#filter('tag');
  #year = this.#filter('year');
  #author = this.#filter('author');
  #order = this.#filter('order');
  nodes = [this.#query, this.#tag, this.#year, this.#author, this.#order];

  constructor(on) {
    this.#on = on;
    for (const node of this.nodes) {
      node.addEventListener('focus', () => on.approach());
      for (const type of ['keydown', 'keypress', 'keyup']) node.addEventListener(type, keepFromHotkeys);
    }
  }

  #filter(name) {
    return el('select', { part: `filter ${name}`, change: () => this.#on.seek(), hidden: 'hidden' }, el('option'));
  }

  /** #typed waits for a pause, so that not every letter is announced. */
  #typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#on.seek(), pause);
  }

  speak(words) {
    this.#words = words;
    this.#query.ariaLabel = this.#query.placeholder = words.search;
    for (const [select, name] of [[this.#tag, 'tag'], [this.#year, 'year'], [this.#author, 'author'], [this.#order, 'order']]) {
      const [all] = select.options;
      select.ariaLabel = words[name];
      all.text = words[`${name}s`];
      all.value = '';
    }
  }

  /** rest cancels the search that was to start after a pause. */
  rest() {
    clearTimeout(this.#timer);
  }

  get wish() {
    return { query: this.#query.value, tag: this.#tag.value, year: this.#year.value, by: this.#author.value, order: this.#order.value };
  }

  set wish({ query = '', tag = '', year = '', by = '', order = '' }) {
    this.rest();
    this.#query.value = query;
    choose(this.#tag, tag);
    choose(this.#year, year);
    choose(this.#author, by);
    choose(this.#order, order);
  }

  /** offer sets the choices of the filters to those of the index, with its words, or to the tags and years of the posts. */
  offer(posts, { tags, years, authors, orders, words } = {}) {
    this.speak({ ...this.#words, ...words });
    setChoices(this.#tag, tags ?? [...new Set(posts.flatMap(tagsOf))].sort((a, b) => a.localeCompare(b)).map(plain));
    setChoices(this.#year, years ?? [...new Set(posts.map(yearOf))].filter(Boolean).sort().reverse().map(plain));
    setChoices(this.#author, authors);
    setChoices(this.#order, orders);
    this.#order.hidden = !orders; // also of a wish: its words come with the index
  }
}

// What a page may use while a field has the focus: the keys that leave it, and combinations that do not edit its text.
const leaves = /^(Escape|Tab|F\d+)$/;
const edits = /^([acvxyz]|Arrow\w+|Backspace|Delete|Home|End)$/i;

/**
 * keepFromHotkeys stops a key that a field takes. The page would see it come from
 * the element: it could not tell a letter that is typed from one of its hotkeys.
 */
function keepFromHotkeys(event) {
  const { key, ctrlKey, metaKey } = event;
  const combination = (ctrlKey || metaKey) && !event.getModifierState('AltGraph') && !edits.test(key);
  if (!combination && !leaves.test(key)) event.stopPropagation();
}

/** plain is a choice of which nothing is known but its value. */
const plain = (value) => [value, value];

/** setChoices does not touch a filter with the same choices, pairs of a value and a text: the reader may be about to choose. */
function setChoices(select, choices = []) {
  const chosen = select.value;
  const before = [...select.options].slice(1).map(({ text }) => text);
  const now = choices.slice(0, maxChoices);
  if (now.map(([, text]) => text).join('\n') !== before.join('\n')) {
    select.replaceChildren(select.options[0], ...now.map(([value, text]) => el('option', { value }, text)));
    choose(select, chosen);
  }
  select.hidden = select.options.length < 2;
}

/** choose selects a value, and adds it if it is missing. */
function choose(select, value) {
  if (![...select.options].some((option) => option.value === value)) select.append(el('option', { value }, value));
  select.value = value;
}
