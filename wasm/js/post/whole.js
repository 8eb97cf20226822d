// Reads posts from files of their own, posts/ID.json: a long post, of which a page
// of a feed has only the summary and the address of the whole (item_url), and a
// post that is on no page that was read. reader.js calls it. It does not know how
// they are shown.

import { ownAddress } from '../feed/address.js';
import { nearlyBegun } from '../feed/dates.js';
import { isDue, readPost } from '../feed/post.js';
import { line, record } from '../feed/values.js';

const fetched = new WeakMap(); // by the item in the feed

/** whole returns the post with its whole item. It stays as it is if it was whole, or if that fails. */
export async function whole(post, board) {
  const { item, own, base } = post;
  const address = own && ownAddress(item._board.item_url, base);
  if (!address) return post;
  if (!fetched.has(item)) fetched.set(item, fetchItem(address, board));
  try {
    return { ...post, ...await fetched.get(item) };
  } catch (error) {
    console.warn(error); // for the page's developer: the summary is shown
    fetched.delete(item);
    return post;
  }
}

/** hasFiles reports whether each post of a board has a file: Board View has published it. */
export const hasFiles = ({ posts, single }) => !single && posts[0]?.own === true;

/**
 * apart returns the post of that id from its own file. It is undefined if there is
 * no such post, or if it is not due.
 */
export async function apart(id, board) {
  const { posts: [{ root }] } = board;
  if (line(id) !== id) return undefined;
  try {
    const { item, base } = await fetchItem(new URL(`posts/${encodeURIComponent(id)}.json`, root).href, board);
    const post = readPost(item, base, root);
    return isDue(post, nearlyBegun) ? post : undefined;
  } catch (error) {
    if (/^HTTP 4/.test(error.reason)) return undefined;
    throw error;
  }
}

async function fetchItem(address, board) {
  const { text, url } = await board.read(address, { signal: new AbortController().signal });
  const item = JSON.parse(text);
  if (!record(record(item)._board).id) throw new Error(`wanted an item, found none at ${url}`);
  return { item, base: new URL('.', url).href };
}
