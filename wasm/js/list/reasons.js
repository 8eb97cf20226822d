// Why loading failed: the reasons in error events, and their words for readers.
// loading.js and view.js call it.

// Six reasons share four words. The event gives the reason to the page's
// developer; a reader can only wait or try again. "moved" is for who runs the page.
const words = { offline: 0, silent: 1, slow: 1, large: 2, unreadable: 2, moved: 3 };

/** reasonOf returns the reason of an error: one of the words above, or "HTTP 404". */
export function reasonOf({ reason = 'silent' }) {
  return navigator.onLine ? reason : 'offline';
}

/** reasonIn returns a reason in the widget's language. */
export const reasonIn = ({ reasons }, reason) => reasons.split(';')[words[reason]] ?? reason;
