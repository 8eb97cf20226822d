// The form of a post: its fields, photos, text and attachments, and each finding beside
// the part that it is about. It shows what the engine has read of a document, and asks the
// document to change.

import { el } from '../dom.js';
import { fill } from '../strings.js';
import { run } from './engine.js';
import { accepted, attachment, photo } from './pictures.js';
import { adviceOn } from './words.js';

const simple = ['subject', 'date', 'embargo', 'by', 'lang', 'tags'];
const more = ['expires', 'updated', 'pinned', 'id', 'translates', 'url'];
const dates = ['date', 'embargo', 'expires', 'updated'];

/** tells reports whether the details of a finding, which are in English, say more than what to do: what was found, or is used. */
const tells = ({ part, kind }) => ['changed', 'left-out'].includes(kind) || kind === 'guessed' && part !== 'by';

const describe = 'wanted a description of the picture'; // the photo's card asks for it

let ids = 0;

export class Form {
  #document;
  #w; // words
  #say; // tells a screen reader, and everybody, in the status line
  #pictureURL;
  #boxes = {}; // part → {box, control, notes}
  #photos = el('ul', { class: 'cards' });
  #attachments = el('ul', { class: 'cards' });
  element;

  constructor(doc, words, { say, pictureURL }) {
    this.#document = doc;
    this.#w = words;
    this.#say = say;
    this.#pictureURL = pictureURL;
    this.element = el('form', { class: 'form', submit: (event) => event.preventDefault() },
      el('div', { class: 'rows' }, ...simple.map((name) => this.#field(name))),
      this.#photoBox(), this.#textBox(), this.#attachmentBox(),
      el('details', { class: 'more' }, el('summary', {}, words.more), el('div', { class: 'rows' }, ...more.map((name) => this.#field(name)))),
      this.#sourceBox());
    if (!doc.editable) this.element.querySelectorAll('input, textarea, button').forEach((control) => { control.disabled = control.readOnly = true; });
    doc.addEventListener('read', () => this.show());
    doc.addEventListener('undone', () => this.show(true));
    doc.addEventListener('refused', ({ detail }) => this.#refuse(detail));
  }

  #part(name, label, control, hint) {
    const id = `field-${++ids}`;
    const notes = el('div', { class: 'notes', id: `${id}-notes` });
    if (control) {
      control.id = id;
      control.setAttribute('aria-describedby', `${hint ? `${id}-hint ` : ''}${id}-notes`);
    }
    const explained = hint && el('p', { class: 'hint', id: `${id}-hint` }, hint);
    const isLong = name === 'text' || name === 'source'; // what is said below it would be far away
    const box = el('div', { class: `part part-${name}` },
      control ? el('label', { for: id }, label) : el('h2', {}, label), isLong && explained, control, !isLong && explained, notes);
    this.#boxes[name] = { box, control, notes };
    return box;
  }

  #field(name) {
    const w = this.#w;
    const control = name === 'lang' ? languageChoice(w.boardLanguage)
      : el(name === 'by' ? 'textarea' : 'input', { dir: dates.includes(name) || ['id', 'translates', 'url'].includes(name) ? 'ltr' : 'auto', autocomplete: 'off' });
    control.name = name;
    if (name === 'pinned') control.type = 'checkbox';
    if (name === 'by') control.rows = 1;
    if (name === 'date') control.placeholder = '2026-11-29';
    control.addEventListener('input', () => this.#change(name, control));
    const part = this.#part(name, w[name === 'lang' ? 'postLanguage' : name], control, w[`${name}Hint`]);
    if (dates.includes(name)) this.#addCalendar(name, control);
    return part;
  }

  /** #addCalendar adds a button that opens the browser's calendar to a field for a date. The field itself stays text: a date may have a time, or be one that is to be mended. */
  #addCalendar(name, control) {
    const calendar = el('input', { type: 'date', class: 'calendar', tabindex: '-1', 'aria-hidden': 'true', input: () => {
      control.value = calendar.value && calendar.value + (/^\d{4}-\d\d-\d\d(.*)$/.exec(control.value)?.[1] ?? ''); // with the time
      this.#change(name, control);
    } });
    const label = `${this.#w[name]}: ${this.#w.pickDate}`;
    const button = el('button', { type: 'button', class: 'tool', title: this.#w.pickDate, 'aria-label': label, click: () => {
      calendar.value = /^\d{4}-\d\d-\d\d/.exec(control.value)?.[0] ?? '';
      calendar.showPicker();
    } }, el('span', { class: 'day', 'aria-hidden': 'true' }));
    control.after(el('span', { class: 'pick' }, calendar, button));
    control.parentElement.classList.add('with-calendar');
  }

  #change(name, control) {
    let values = [control.value];
    if (name === 'by') values = control.value.split('\n');
    if (name === 'tags') values = control.value.split(/[,،、，]/);
    if (name === 'pinned') values = control.checked ? ['yes'] : [];
    this.#document.change(name, 'setField', { field: name, values });
  }

  // Photos.

  #photoBox() {
    const choose = el('input', { type: 'file', accept: 'image/*', multiple: 'multiple', change: () => { this.addFiles(choose.files); choose.value = ''; } });
    const label = el('label', { class: 'button' }, this.#w.addPhotos, choose);
    return el('section', {}, this.#part('photos', this.#w.photos), this.#photos, el('p', { class: 'drop' }, label, ` ${this.#w.dropHere}`));
  }

  /** addFiles adds pictures as photos, and documents as attachments. */
  async addFiles(files) {
    await this.#document.settled();
    for (const file of files) {
      try {
        const added = await attachment(file) ?? await photo(file);
        this.#document.files.set(added.path, added.blob);
        if (added.width) this.#document.change('photos', 'setPhotos', { photos: [...this.#newestPhotos, newPhoto(added)] });
        else this.#document.change('attachment', 'setField', { field: 'attachment', values: [...this.#newestAttachments, `[${added.title.replace(/[[\]\\]/g, ' ')}](<${added.path}>) ${added.type} ${added.size}`] });
        await this.#document.settled();
        this.#say(fill(this.#w.added, file.name));
      } catch {
        this.#say(fill(/\.hei[cf]$/i.test(file.name) ? this.#w.heic : this.#w.photoFailed, file.name), true);
      }
    }
    this.#photos.querySelector('li:last-child textarea')?.focus();
  }

  /** #newestPhotos are the photos with the changes that the engine has not made yet: a change sends all of them. */
  get #newestPhotos() { return this.#document.wanted('photos')?.photos ?? this.#document.parts.photos; }

  /** #setPhoto changes the i-th of the photos that are shown, unless it has been removed meanwhile. */
  #setPhoto(i, path, change) {
    const photos = this.#newestPhotos.map((one) => ({ ...one }));
    const at = placeIn(photos, i, this.#document.parts.photos.length, (one) => one?.URL === path);
    if (at < 0) return;
    change(photos, at);
    this.#document.change('photos', 'setPhotos', { photos });
  }

  #showPhotos(photos, force) {
    const list = this.#photos;
    if (!this.#isNew('photos', photos) && !force) return; // pictures would be decoded anew with each key
    if (!force && list.children.length === photos.length && list.contains(document.activeElement)) {
      photos.forEach(({ Alt }, i) => { list.children[i].querySelector('.note').hidden = Alt !== '' || !photos[i].URL; });
      return;
    }
    list.replaceChildren(...photos.map((one, i) => this.#photoCard(one, i)));
  }

  #photoCard({ URL: path, Caption, Alt }, i) {
    const image = el('img', { alt: '' });
    if (path) this.#pictureURL(path).then((url) => { if (url) image.src = url; });
    const edit = (name, label, value) => {
      const area = el('textarea', { rows: '2', dir: 'auto', input: () => this.#setPhoto(i, path, (photos, at) => { photos[at][name] = area.value.replaceAll('\n', ' '); }) });
      area.value = value;
      return el('label', {}, label, area);
    };
    return el('li', {}, image,
      el('div', { class: 'words' }, edit('Caption', this.#w.caption, Caption), edit('Alt', this.#w.alt, Alt),
        el('p', { class: 'note', hidden: Alt !== '' || !path ? 'hidden' : '' }, this.#w.altMissing)),
      el('button', { type: 'button', class: 'plain', 'aria-label': `${this.#w.remove}: ${Caption || Alt || path}`, click: () => { this.#setPhoto(i, path, (photos, at) => photos.splice(at, 1)); this.#photos.closest('section').querySelector('.drop input').focus(); } }, this.#w.remove));
  }

  // Text.

  #textBox() {
    const area = el('textarea', { class: 'text', rows: '14', dir: 'auto', name: 'text', spellcheck: 'true' });
    area.addEventListener('input', () => { grow(area); this.#document.change('text', 'setText', { text: area.value }); });
    area.addEventListener('beforeinput', (event) => { if (event.inputType === 'insertLineBreak' && !event.isComposing) continueList(area, event); });
    area.addEventListener('paste', (event) => this.#paste(event, area));
    area.addEventListener('keydown', (event) => {
      const act = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys[event.key.toLowerCase()];
      if (act) {
        event.preventDefault();
        act();
      }
    });
    const keys = { b: () => surround(area, '**', '**'), i: () => surround(area, '*', '*'), k: () => addLink(area) };
    const tool = (word, sign, act, key) => el('button', {
      type: 'button', class: 'tool', title: key ? `${word} (Ctrl+${key})` : word, 'aria-label': word, 'aria-keyshortcuts': key && `Control+${key}`, click: () => { area.focus(); act(); },
    }, sign);
    const tools = el('div', { class: 'tools', role: 'group', 'aria-label': this.#w.text },
      tool(this.#w.bold, el('b', {}, 'B'), keys.b, 'B'), tool(this.#w.italic, el('i', {}, 'I'), keys.i, 'I'),
      tool(this.#w.heading, 'H', () => prefix(area, '## ')), tool(this.#w.bullets, '•', () => prefix(area, '- ')), tool(this.#w.quote, '❞', () => prefix(area, '> ')),
      tool(this.#w.link, el('u', {}, this.#w.link), keys.k, 'K'));
    const part = this.#part('text', this.#w.text, area, this.#w.textHint);
    area.before(tools);
    return part;
  }

  /** #paste makes Markdown of what other programs put on the clipboard. Text, and code, are pasted as they are. */
  async #paste(event, area) {
    const files = [...event.clipboardData.files];
    const html = event.clipboardData.getData('text/html');
    if (!html) {
      if (!files.length) return;
      event.preventDefault();
      this.addFiles(files);
      return;
    }
    event.preventDefault();
    const { selectionStart: start, selectionEnd: end } = area;
    const plain = event.clipboardData.getData('text/plain');
    let pasted = { text: plain, dropped: {} };
    try {
      pasted = await run('paste', html);
    } catch (error) {
      this.#say(fill(this.#w.failed, error.message), true);
    }
    pasted.text = this.#withoutSubject(pasted.text);
    const whole = pasted.text.includes('\n\n'); // paragraphs of their own
    const gap = (text) => (whole && text && !text.endsWith('\n\n') ? (text.endsWith('\n') ? '\n' : '\n\n') : '');
    area.setRangeText(gap(area.value.slice(0, start)) + pasted.text + (whole && area.value.slice(end).trim() ? '\n\n' : ''), start, end, 'end');
    area.dispatchEvent(new InputEvent('input'));
    const names = Object.entries(pasted.dropped).map(([name, n]) => `${this.#w.dropped[name]} (${n})`);
    this.#pasted(names);
  }

  /** #withoutSubject leaves out a heading at the start that says what the subject says. */
  #withoutSubject(text) {
    const [, heading, rest] = /^#+ (.*)\n+([^]*)$/.exec(text) ?? [];
    return heading && heading.trim() === this.#values('subject')[0]?.trim() ? rest : text;
  }

  #pasted(names) {
    this.#boxes.text.left?.remove();
    if (!names.length) {
      this.#say(this.#w.pasted);
      return;
    }
    const note = el('p', { class: 'note' }, fill(this.#w.leftOut, names.join(', ')), ' ', el('button', { type: 'button', class: 'plain', click: () => note.remove() }, this.#w.close));
    this.#boxes.text.left = note;
    this.#boxes.text.notes.before(note);
    this.#say(note.firstChild.data);
  }

  // Attachments.

  #attachmentBox() {
    const choose = el('input', { type: 'file', accept: accepted, multiple: 'multiple', change: () => { this.addFiles(choose.files); choose.value = ''; } });
    return el('section', {}, this.#part('attachment', this.#w.attachments), this.#attachments,
      el('p', { class: 'drop' }, el('label', { class: 'button' }, this.#w.addFiles, choose), ` ${this.#w.documentNote}`));
  }

  #values(name) { return this.#document.parts.fields[name] ?? []; }

  get #newestAttachments() { return this.#document.wanted('attachment')?.values ?? this.#values('attachment'); }

  #showAttachments(values, force) {
    if (!this.#isNew('attachment', values) && !force) return;
    if (!force && this.#attachments.children.length === values.length && this.#attachments.contains(document.activeElement)) return;
    this.#attachments.replaceChildren(...values.map((value, i) => this.#attachmentCard(value, i)));
  }

  #attachmentCard(value, i) {
    const [, title = value, rest = ''] = /^\[(.*?)\](\(.*)$/.exec(value) ?? [];
    const isThis = (one) => (rest ? one?.endsWith(`]${rest}`) : one === value); // its title may be another by now
    const set = (next) => {
      const values = [...this.#newestAttachments];
      const at = placeIn(values, i, this.#values('attachment').length, isThis);
      if (at < 0) return; // it has been removed meanwhile
      values.splice(at, 1, ...next);
      this.#document.change('attachment', 'setField', { field: 'attachment', values });
    };
    const input = el('input', { dir: 'auto', 'aria-label': this.#w.attachmentTitle, input: () => set([`[${input.value.replace(/[[\]\\]/g, ' ')}]${rest}`]) });
    input.value = title;
    input.disabled = !rest || !this.#document.editable;
    return el('li', {}, input, el('span', { class: 'hint', dir: 'ltr' }, /\(<?([^>)]*)/.exec(rest)?.[1].split('/').pop() ?? ''),
      el('button', { type: 'button', class: 'plain', 'aria-label': `${this.#w.remove}: ${title}`, click: () => { set([]); this.#attachments.closest('section').querySelector('.drop input').focus(); } }, this.#w.remove));
  }

  // Source.

  #sourceBox() {
    const area = el('textarea', { class: 'source', rows: '16', dir: 'auto', spellcheck: 'false', name: 'source' });
    area.addEventListener('input', () => {
      const newline = this.#document.source.includes('\r\n') ? '\r\n' : '\n';
      this.#document.replace(area.value.replaceAll('\n', newline), 'source');
      this.#document.read().catch((error) => this.#say(fill(this.#w.failed, error.message), true));
    });
    return el('details', { class: 'more', toggle: () => this.show() }, el('summary', {}, this.#w.source), this.#part('source', this.#w.source, area, this.#w.sourceHint));
  }

  /** show shows what the engine has read. What has the focus keeps what was typed, unless it is forced. */
  show(force) {
    const { parts, source } = this.#document;
    if (!parts) return;
    const isDue = (name) => force || !this.#document.wanted(name); // otherwise the writer has gone on meanwhile
    const set = (control, value) => {
      if (control.value !== value && (force || control !== document.activeElement)) control.value = value;
    };
    for (const name of [...simple, ...more]) {
      const { control } = this.#boxes[name];
      const locked = parts.locked?.includes(name) || !this.#document.editable;
      if (isDue(name)) {
        if (name === 'pinned') control.checked = /^(yes|true|on|1|)$/i.test(this.#values(name)[0] ?? 'no');
        else if (name === 'lang') choose(control, this.#values(name)[0] ?? '');
        else set(control, this.#values(name).join(name === 'by' ? '\n' : ', '));
      }
      control.disabled = locked;
      control.title = locked ? this.#w.locked : '';
      if (dates.includes(name)) control.nextSibling.querySelector('button').disabled = locked;
      if (name === 'by') control.rows = Math.max(1, control.value.split('\n').length);
    }
    if (isDue('text')) set(this.#boxes.text.control, parts.text);
    grow(this.#boxes.text.control);
    if (force || this.#boxes.source.control.closest('details').open) set(this.#boxes.source.control, source.replaceAll(/\r\n?/g, '\n').replace(/^\ufeff/, ''));
    if (isDue('photos')) this.#showPhotos(parts.photos, force);
    if (isDue('attachment')) this.#showAttachments(this.#values('attachment'), force);
    this.#showFindings(this.#document.untouched ? [] : parts.findings);
  }

  #showFindings(findings) {
    for (const [name, { control, notes }] of Object.entries(this.#boxes)) {
      const mine = findings.filter(({ part, message }) => (this.#boxes[part] ? part : 'source') === name && !(part === 'photos' && message.startsWith(describe)));
      if (!this.#isNew(`findings of ${name}`, mine)) continue;
      control?.setAttribute('aria-invalid', mine.length > 0);
      notes.replaceChildren(...mine.map((finding) => this.#note(finding, control)));
      if (name === 'source' && mine.length) control.closest('details').open = true;
    }
  }

  #shown = {}; // what show has shown last, as JSON

  /** #isNew reports whether a part is other than when it was shown last, and notes it. */
  #isNew(part, value) {
    const json = JSON.stringify(value);
    const isNew = json !== this.#shown[part];
    this.#shown[part] = json;
    return isNew;
  }

  #note(finding, control) {
    const { kind, message, line, part, at } = finding;
    const isText = part === 'text' || part === 'source';
    const advice = message.startsWith(describe) ? this.#w.altMissing : adviceOn(finding, this.#w);
    return el('p', { class: `finding ${kind}` }, el('strong', {}, this.#w.kinds[kind]), ' ', advice && `${advice} `,
      (!advice || tells(finding)) && el('span', { lang: 'en', dir: 'ltr' }, message), ' ',
      isText && el('button', { type: 'button', class: 'plain', click: () => goTo(control, at) }, fill(this.#w.line, line)));
  }

  /** focusFirst puts the focus where the first finding is. */
  focusFirst() {
    const first = [...this.element.querySelectorAll('.finding, .cards .note')].find((note) => !note.hidden);
    const box = first?.closest('.part, .words');
    const control = box?.querySelector('label:last-of-type textarea, input, textarea') ?? box?.parentElement.querySelector('textarea, input');
    control?.closest('details')?.setAttribute('open', '');
    control?.focus();
  }

  #refuse({ part, error }) {
    const { notes } = this.#boxes[part] ?? this.#boxes.source;
    this.#shown = {}; // what is read next takes the note away
    const locked = error.message.includes('only the source');
    notes.append(el('p', { class: 'finding' }, locked ? this.#w.locked : fill(this.#w.failed, error.message)));
  }
}

/** placeIn returns where the i-th of the things that are shown is in a newer list: -1 if it has been removed. */
const placeIn = (newest, i, shown, isIt) => (newest.length === shown || isIt(newest[i]) ? i : newest.findIndex(isIt));

const newPhoto = ({ path, width, height }) => ({ URL: path, Caption: '', Alt: '', Width: width, Height: height });

// Languages in which boards are likely to write, besides those that a post has.
const common = 'ar az be bg bn ca cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk km ko ky lo lt lv mk mn ms my nb ne nl pl pt ro ru sk sl sq sr sv sw ta tg th tk tr uk ur uz vi zh'.split(' ');

/** languageChoice is a choice of languages by their names in the editor's language. */
function languageChoice(none) {
  const choice = el('select', {}, el('option', {}, none));
  const options = common.map((tag) => [tag, nameOf(tag)]).sort(([, a], [, b]) => a.localeCompare(b, document.documentElement.lang));
  choice.append(...options.map(([tag, name]) => el('option', { value: tag }, name)));
  choice.firstChild.value = '';
  return choice;
}

/** choose chooses a language, which may be written in a way of its own or be another one. */
function choose(choice, tag) {
  if (tag === choice.value) return;
  if (![...choice.options].some(({ value }) => value === tag)) choice.append(el('option', { value: tag }, nameOf(tag)));
  choice.value = tag;
}

function nameOf(tag) {
  try {
    return new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(tag);
  } catch { // not a language tag
    return tag;
  }
}

function grow(area) {
  if (!CSS.supports('field-sizing', 'content')) area.rows = Math.max(14, area.value.split('\n').length + 1);
}

/** goTo selects what stands in a text area at an offset. */
function goTo(area, at) {
  area.closest('details')?.setAttribute('open', '');
  area.focus();
  const end = area.value.indexOf('\n', at);
  area.setSelectionRange(at, end < 0 ? area.value.length : end);
}

function surround(area, before, after) {
  const { selectionStart: start, selectionEnd: end } = area;
  const words = area.value.slice(start, end);
  area.setRangeText(before + words + after, start, end);
  area.setSelectionRange(start + before.length, start + before.length + words.length);
  area.dispatchEvent(new InputEvent('input'));
}

/** addLink makes a link of the selection: of an address, or of words, whose address is typed next. */
function addLink(area) {
  const { selectionStart: start, selectionEnd: end } = area;
  const selected = area.value.slice(start, end);
  const isAddress = /^(https?:|mailto:)\S+$/.test(selected);
  const [words, address] = isAddress ? ['', selected] : [selected, 'https://'];
  area.setRangeText(`[${words}](${address})`, start, end);
  const at = isAddress || !words ? start + 1 : start + words.length + 3; // where something is missing
  area.setSelectionRange(at, at + (isAddress || !words ? 0 : address.length));
  area.dispatchEvent(new InputEvent('input'));
}

/** continueList begins the next item of a list at a line break, as word processors do. In an item without words it ends the list. */
function continueList(area, event) {
  const { selectionStart: at, selectionEnd: end, value } = area;
  const start = lineStart(value, at);
  const [item, indent, bullet, number, dot, words] = /^([ \t]*)(?:([-*+])|(\d{1,8})([.)])) +(.*)$/.exec(value.slice(start, at)) ?? [];
  if (!item || at !== end) return;
  event.preventDefault();
  if (words || !/^[ \t]*(\n|$)/.test(value.slice(at))) area.setRangeText(`\n${indent}${bullet ?? Number(number) + 1 + dot} `, at, at, 'end');
  else area.setRangeText('', start, at, 'end');
  area.dispatchEvent(new InputEvent('input'));
}

/** lineStart returns where the line of an offset begins. */
const lineStart = (text, at) => text.slice(0, at).lastIndexOf('\n') + 1;

/** prefix puts a mark in front of each line of the selection. */
function prefix(area, mark) {
  const start = lineStart(area.value, area.selectionStart);
  const lines = area.value.slice(start, area.selectionEnd).split('\n');
  const marked = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join('\n');
  area.setRangeText(text, start, area.selectionEnd, 'end');
  area.dispatchEvent(new InputEvent('input'));
}
