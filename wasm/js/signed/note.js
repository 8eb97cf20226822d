// Signed notes: what a note says, if a key of the page has signed it. verifier.js
// calls it. signed/FORMAT.md in the module's root describes notes; signed/checkpoint.go
// and key.go are the same in Go. It does not know how notes are fetched.

import { failure } from '../feed/fetch.js';

const time = '(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)';
const hash = '([0-9a-f]{64})';

const checkpointForm = new RegExp(`^([^\\n]+)\\n(0|[1-9]\\d{0,14})\\n([A-Za-z0-9+/]{43}=)\\nboard-view/1\\nsigned ${time}\\nexpires ${time}\\nfeed ${hash}\\nfiles (\\d) ${hash}\\n(?:before ${hash} (\\d) ${hash} ${time}\\n)?(?:[^\\n]+\\n)*$`);
const keysForm = new RegExp(`^([^\\n]+)\\nboard-view-keys/1\\nsigned ${time}\\nexpires ${time}\\n((?:key [^\\n]+\\n)+)$`);
const keyName = '((?:[^\\s+\\x85]|\\ufeff)+)'; // without what Go takes for white space
const keyForm = new RegExp(`^${keyName}\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+={0,2})$`);
const signatureForm = new RegExp(`^\u2014 ${keyName} ([A-Za-z0-9+/]+={0,2})$`);

const maxNote = 64 << 10; // bytes
const maxSignatures = 100;
const maxValid = 366 * 24 * 3_600_000; // milliseconds
const slack = 24 * 3_600_000; // milliseconds by which a clock may be wrong

export const wrong = (message) => failure('bad-signature', message);

const utf8 = new TextEncoder();

/** bytesOf returns the bytes of base64, or null if the same bytes are written in another way. */
function bytesOf(base64) {
  try {
    const binary = atob(base64);
    return btoa(binary) === base64 ? Uint8Array.from(binary, (c) => c.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

export const sizeOf = (text) => utf8.encode(text).length;

export const digest = async (data) => new Uint8Array(await crypto.subtle.digest('SHA-256', typeof data === 'string' ? utf8.encode(data) : data));

/** textOf decodes a note or a part: UTF-8, of which no other bytes have the same text. It rejects with a reason. */
export function textOf(bytes, reason) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw failure(reason, 'wanted UTF-8');
  }
}

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** parseKey returns {name, hash, bytes} of a key. The first byte is the type, which is 1 for Ed25519. */
function parseKey(text) {
  const [, name, hash, base64] = keyForm.exec(text) ?? [];
  const bytes = base64 && bytesOf(base64);
  if (!bytes) throw wrong(`wanted a key, name+hash+base64, found ${text}`);
  return { name, hash, bytes };
}

const isKnown = ({ bytes }) => bytes[0] === 1;

/** importKey returns {name, hash, key}, of which key is for WebCrypto. It rejects if it is not an Ed25519 key with its hash, or if the browser has none. */
async function importKey({ name, hash, bytes }) {
  const sum = await digest(Uint8Array.of(...utf8.encode(`${name}\n`), ...bytes));
  if (bytes.length !== 33 || hex(sum.slice(0, 4)) !== hash) throw wrong(`wanted another hash of the key ${name}`);
  try {
    return { name, hash, key: await crypto.subtle.importKey('raw', bytes.slice(1), 'Ed25519', false, ['verify']) };
  } catch {
    throw failure('unsupported', 'this browser has no Ed25519');
  }
}

/** readKeys returns the keys of a text, separated by spaces. */
export async function readKeys(text) {
  if (!globalThis.crypto?.subtle) throw failure('unsupported', 'wanted a page that came by HTTPS');
  const keys = text.trim().split(/\s+/).map(parseKey);
  if (!keys.every(isKnown)) throw wrong('wanted Ed25519 keys');
  return Promise.all(keys.map(importKey));
}

export const isRoot = ({ name }) => name.endsWith('/root');

/** open returns {text, names}: the text of a note, and the names of the keys that have signed it. A signature of a known key that is wrong makes the note wrong. */
async function open(note, keys) {
  const split = note.lastIndexOf('\n\n');
  if (sizeOf(note) > maxNote || split < 0 || !note.endsWith('\n') || /[\0-\x09\x0b-\x1f]/.test(note)) throw wrong('wanted a signed note');
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures = lines.map((line) => {
    const [, name, base64] = signatureForm.exec(line) ?? [];
    const bytes = base64 && bytesOf(base64);
    if (!bytes || bytes.length < 5) throw wrong('wanted a signature in each line');
    return { name, hash: hex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
  });
  if (lines.length > maxSignatures) throw wrong('wanted fewer signatures');
  const names = [];
  const seen = new Set(); // of two signatures of one key, the first counts, as in Go
  for (const { name, hash, bytes } of signatures) {
    const known = keys.find((key) => key.name === name && key.hash === hash);
    if (!known || seen.has(known)) continue;
    seen.add(known);
    if (!await crypto.subtle.verify('Ed25519', known.key, bytes, utf8.encode(text))) throw wrong(`wanted a signature by ${name}`);
    names.push(name);
  }
  if (!names.length) throw Object.assign(wrong('wanted a signature by a key of the page'), { isUnknown: true });
  return { text, names };
}

/** readTime returns the time of a text in milliseconds. A day that does not exist is none. */
function readTime(text) {
  const value = Date.parse(text);
  if (Number.isNaN(value) || new Date(value).toISOString().slice(0, 19) !== text.slice(0, 19)) throw wrong(`wanted a time, found ${text}`);
  return value;
}

/** readTimes returns {signed, expires}. A thief of the key could sign for longer than a year. */
function readTimes(from, until) {
  const [signed, expires] = [readTime(from), readTime(until)];
  if (expires - signed > maxValid) throw wrong('wanted an end within 366 days');
  return { signed, expires };
}

/** openCheckpoint returns what a note about a board says. */
export async function openCheckpoint(note, keys) {
  const { text, names } = await open(note, keys);
  const [, origin, size, root, from, until, feed, height, files, oldFeed, oldHeight, oldFiles, oldUntil] = checkpointForm.exec(text) ?? [];
  if (!origin || !names.includes(origin) || isRoot({ name: origin }) || !bytesOf(root)) throw wrong('wanted a note about a board, of the name of its key');
  return {
    origin,
    size: Number(size),
    ...readTimes(from, until),
    states: [{ feed, height: Number(height), files }, ...oldFeed ? [{ feed: oldFeed, height: Number(oldHeight), files: oldFiles, until: readTime(oldUntil) }] : []],
  };
}

/** openKeys returns {keys, signed, expires}: the keys that a root key names. */
export async function openKeys(note, roots) {
  const { text, names } = await open(note, roots);
  const [, root, from, until, list] = keysForm.exec(text) ?? [];
  if (!names.includes(root)) throw wrong('wanted a list of keys');
  const parsed = list.slice(0, -1).split('\n').map((line) => parseKey(line.slice('key '.length)));
  if (parsed.some((key) => isRoot(key) || `${key.name}/root` !== root)) throw wrong('wanted keys of the name of the root key');
  const keys = await Promise.all(parsed.filter(isKnown).map(importKey));
  return { keys, ...readTimes(from, until) };
}

/** isOver reports whether a time is not one at which a note, or the list that names its key, is valid: it is over, or of the future. */
export const isOver = ({ signed, expires, list }) => Date.now() > expires || signed > Date.now() + slack || Boolean(list && isOver(list));

/** checkTime rejects what is over, or of the future. */
export function checkTime(checkpoint) {
  if (isOver(checkpoint)) throw failure('expired', `valid until ${new Date(checkpoint.expires).toISOString()}`);
}

/** isOlder reports whether a note, or the list that names its key, is older than one that was seen before. */
export const isOlder = (now, seen) => now.list?.signed < seen.list?.signed || now.signed < seen.signed || now.size < seen.size;
