// The page's storage, for copies of boards: the last good one of find/keep.js, and
// the last verified one of signed/copy.js. Both are limited together.

const maxCopies = 5; // one for each board
const prefix = 'board-view ';

/** storage is sessionStorage or localStorage. It throws if the page has none. */
export const storage = (kind) => globalThis[`${kind}Storage`];

/** nameOf is the name of a copy. */
export const nameOf = (address) => prefix + address;

/** makeRoom removes the oldest copies, so that there is room for another. Copies begin with their time. */
export function makeRoom(where, key) {
  const others = Object.keys(where).filter((name) => name.startsWith(prefix) && name !== key);
  const time = (name) => Number(/^\{"time":(\d+)/.exec(where.getItem(name))?.[1] ?? 0);
  others.sort((a, b) => time(b) - time(a)).slice(maxCopies - 1).forEach((name) => where.removeItem(name));
}
