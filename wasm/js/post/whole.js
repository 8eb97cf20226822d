// Fetches the whole of a long post. A page of a feed has only its summary, and
// the address of the whole item (item_url). reader.js calls it.

import { ownAddress } from '../feed/address.js';
import { readText } from '../feed/fetch.js';
import { record } from '../feed/values.js';

const fetched = new WeakMap(); // by the item in the feed

/** whole returns the post with its whole item. It stays as it is if it was whole, or if that fails. */
export async function whole(post) {
  const { item, own, base } = post;
  const address = own && ownAddress(item._board.item_url, base);
  if (!address) return post;
  if (!fetched.has(item)) fetched.set(item, fetchItem(address));
  try {
    return { ...post, ...await fetched.get(item) };
  } catch (error) {
    console.warn(error); // for the page's developer: the summary is shown
    fetched.delete(item);
    return post;
  }
}

async function fetchItem(address) {
  const { text, url } = await readText(address, { signal: new AbortController().signal });
  const item = JSON.parse(text);
  if (!record(record(item)._board).id) throw new Error(`wanted an item, found none at ${url}`);
  return { item, base: new URL('.', url).href };
}
