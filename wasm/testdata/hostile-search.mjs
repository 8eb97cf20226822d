// Changes bytes of an index, whose directory is the argument, and reads it again: as
// often as it takes to reach every branch of the decoders. Only errors with the
// reason "unreadable" may be thrown.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { entriesOf, headOf, olderOf } from '../js/search/files.js';

const [, , dir] = process.argv;
const read = (name) => new Uint8Array(gunzipSync(readFileSync(join(dir, name))));
const head = read('head.bin');
const leaf = read(readdirSync(dir).find((name) => /^a0-/.test(name)));
const { places } = headOf(head);
if (places !== 300 || !entriesOf(leaf, places, () => true).length) throw new Error('wanted an index of 300 places with terms');

let seed = 1;
const random = (n) => (seed = (seed * 48271) % 0x7fffffff) % n;

function changed(bytes) {
  const copy = bytes.slice(0, random(4) ? bytes.length : random(bytes.length));
  for (let n = random(8); n >= 0 && copy.length; n--) copy[random(copy.length)] = random(3) ? random(256) : 255;
  return copy;
}

const counts = { read: 0, refused: 0 };

for (let i = 0; i < 20_000; i++) {
  try {
    const of = random(4) ? leaf : head;
    const bytes = changed(of);
    if (of === head) headOf(bytes);
    else if (random(8)) entriesOf(bytes, places, () => random(2));
    else olderOf(bytes, places);
    counts.read++;
  } catch (error) {
    if (error.reason !== 'unreadable') throw error;
    counts.refused++;
  }
}
if (!counts.read || !counts.refused) throw new Error(`wanted some of both: ${JSON.stringify(counts)}`);
