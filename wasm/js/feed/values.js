// Values of untrusted JSON. All that read a feed call it. A value of another
// type than expected counts as missing; texts are cut at a length, and lose
// their control characters.

const maxText = 64 << 10; // characters of a post that is shown as plain text
const maxLine = 500; // characters of a subject, label or name
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/gu; // and half surrogate pairs; written as \p{Cc} it takes 1 ms to compile
const seen = /[^\p{C}\p{Z}\p{DI}]/u;

export const record = (value) => (value !== null && typeof value === 'object' ? value : {});

export const records = (value) => (Array.isArray(value) ? value.map(record) : []);

export const text = (value, length = maxText) => (typeof value === 'string' ? value.slice(0, length).replace(control, '') : '');

export const wholeNumber = (value) => (Number.isSafeInteger(value) && value > 0 ? value : 0);

/** line returns a text for one line, or '' if nothing of it is visible. */
export const line = (value) => text(text(value, maxLine).trim().match(seen)?.input);
