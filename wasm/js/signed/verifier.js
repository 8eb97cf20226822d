// The verifier: reads the files of a board for an element whose page has a key, keeps
// the last verified copy, and says who has signed. It is the entry point of the
// widget's fourth script, which loads beside the feed and its note; loading.js calls
// openSigned, which makes a Verifier for each such element and src. It does not know how files are verified.

import { el, emit } from '../dom.js';
import { formatDate } from '../feed/dates.js';
import { readText } from '../feed/fetch.js';
import { sheet } from '../sheet.js';
import { fill, nearestLang, wordsIn } from '../strings.js';
import { readCopy, storeCopy } from './copy.js';
import { Proof } from './proof.js';
import css from './signed.css';
import { signedWords } from './words.js';

const styles = sheet(css);

// In the order of their words.
const reasons = ['bad-signature', 'expired', 'rolled-back', 'mismatch', 'unsupported'];

/**
 * openSigned opens a board, and makes the verifier of its Loading. early are the
 * answers to the first requests, of the first page and of the note, as promises.
 */
export async function openSigned(Board, address, options, { loading, element, note, early }) {
  options.signal.throwIfAborted(); // the page has another src or key meanwhile
  loading.verifier ??= new Verifier(element, address, note, loading.key);
  const { read, picture } = loading.verifier;
  const { text, url } = await read(address, options, early);
  return Object.assign(Board.of(text, url), { read, picture });
}

class Verifier {
  #element;
  #address; // of the first page
  #proof;
  #pictures = {}; // promises of addresses in the page
  #mark = el('details', { part: 'signed', toggle: () => this.#say() }, el('summary'), el('p'));
  #statement = () => []; // what the mark says, in words that it is given
  #isBefore = false; // something is shown that the note has replaced

  /** note is the address of the board's note, key the text of the page's keys. */
  constructor(element, address, note, key) {
    this.#element = element;
    this.#address = address;
    this.#proof = new Proof(address, new URL('..', note).href, key, this.#copy);
    const { shadowRoot } = element;
    if (!shadowRoot.adoptedStyleSheets.includes(styles)) shadowRoot.adoptedStyleSheets.push(styles);
    shadowRoot.querySelector('[part=footer]').append(this.#mark);
    new MutationObserver(() => this.#say()).observe(shadowRoot.querySelector('[part=board]'), { attributeFilter: ['lang'] });
    this.#say();
  }

  /** read returns {text, url} of a file that is verified; see Proof.read. */
  read = async (address, options, early) => {
    try {
      const found = await this.#proof.read(address, options, early);
      const isFirst = address === this.#address;
      if (isFirst && this.#element.keep !== 'off') storeCopy(this.#element.keep, address, found);
      this.#isBefore = found.isBefore || (!isFirst && this.#isBefore);
      this.#show(found.checkpoint);
      return found;
    } catch (error) {
      if (error.reason !== 'unsupported' || !/^show$/i.test(this.#element.keyFallback)) throw this.#explained(error, address);
      this.#say(({ unsigned }) => [unsigned]);
      return early?.[0] ?? readText(address, options);
    }
  };

  /** picture returns the address of a picture in this page, if it is what was signed. */
  picture = (address) => {
    const picture = (this.#pictures[address] ??= this.#proof.picture(address).then((blob) => URL.createObjectURL(blob)));
    picture.catch(() => { delete this.#pictures[address]; });
    return picture;
  };

  /** kept returns the last verified copy as a board, or null. boardOf makes a board of a text and an address. */
  async kept(address, boardOf) {
    const copy = this.#copy;
    try {
      this.#show(await this.#proof.check(copy));
      return Object.assign(boardOf(copy.text, copy.url), { time: copy.time, isCopy: true, read: this.read, picture: this.picture });
    } catch { // there is none, or it is not what was signed
      return null;
    }
  }

  /** leave takes the mark away, and frees the pictures. */
  leave() {
    this.#mark.remove();
    Object.values(this.#pictures).forEach((address) => address.then(URL.revokeObjectURL, () => {}));
  }

  get #copy() {
    const { keep } = this.#element;
    return keep === 'off' ? null : readCopy(keep, this.#address);
  }

  /** #explained gives an error the words for readers. The page is told about files after the first page here. */
  #explained(error, address) {
    const index = reasons.indexOf(error.reason);
    if (index < 0) return error;
    if (address !== this.#address) emit(this.#element, 'error', { src: address, reason: error.reason, error });
    const words = () => {
      const { refused, refusals, since } = this.#words;
      return { failed: fill(refused, refusals.split(';')[index]), stale: since };
    };
    return Object.defineProperty(error, 'words', { get: words, configurable: true });
  }

  get #words() {
    return wordsIn(signedWords, nearestLang(this.#element), this.#element.strings);
  }

  #date(time) {
    return formatDate({ time }, this.#words.locale, 'long');
  }

  /** #show shows who has signed, and when, once the reader has opened the mark: the first date costs milliseconds. */
  #show({ origin, signed, expires }) {
    const text = this.#isBefore ? ['signedBy', 'since'] : ['signedBy'];
    this.#say((words) => [words.signed, this.#mark.open && [origin, this.#date(signed), this.#date(expires), this.#date(signed)].reduce(fill, text.map((name) => words[name]).join(' '))]);
  }

  /** #say has the mark say something, or the same in another language. */
  #say(statement = this.#statement) {
    this.#statement = statement;
    const [summary = '', details] = statement(this.#words);
    this.#mark.hidden = !summary;
    this.#mark.firstChild.textContent = summary;
    this.#mark.lastChild.textContent = details || '';
  }
}
