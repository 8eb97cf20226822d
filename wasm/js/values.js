// Values of JSON that anybody wrote. One of another type than expected
// counts as absent; texts are cut at a length, and control characters go.

const maxText = 64 << 10; // characters of a post shown as plain text
const maxLine = 500; // characters of a subject, label or name
const control = /[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]/g;

export const record = (value) => (value !== null && typeof value === 'object' ? value : {});

export const records = (value) => (Array.isArray(value) ? value.map(record) : []);

export const text = (value) => (typeof value === 'string' ? value.slice(0, maxText).replace(control, '') : '');

export const wholeNumber = (value) => (Number.isSafeInteger(value) && value > 0 ? value : 0);

export const line = (value) => text(value).trim().slice(0, maxLine);
