// The last good copy of a board, for when the publisher cannot be reached.
// finder.js and news.js call it. The page's own scripts can write to its storage,
// so a copy is as untrusted as a feed.

import { json } from '../json.js';
import { makeRoom, nameOf, storage } from '../storage.js';

const maxCopy = 250_000; // characters

/** store keeps the first page of a board. */
export function store(kind, address, board) {
  try {
    const text = copyOf(board);
    if (!text) return;
    makeRoom(storage(kind), nameOf(address));
    storage(kind).setItem(nameOf(address), json({ time: board.time, url: board.url, text }));
  } catch {} // there is no storage, it is full, or the feed nests too deep
}

/** restore returns the copy of an address, {text, url, time}, or null. */
export function restore(kind, address) {
  try {
    const { time, url, text } = JSON.parse(storage(kind).getItem(nameOf(address)));
    const proper = new URL(url).host === new URL(address).host && time > 0 && time <= Date.now();
    return proper ? { time, url, text } : null;
  } catch {
    return null;
  }
}

/** copyOf returns a feed of as many posts as fit, or a post's source. */
function copyOf({ single, posts }) {
  if (single) return posts[0]?.item.content_text;
  const items = [];
  let left = maxCopy;
  for (const { item, base } of posts) {
    left -= json(item).length;
    if (left < 0 || base !== posts[0].base) break;
    items.push(item);
  }
  return json({ items });
}
