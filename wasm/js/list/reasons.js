// Why something could not be read.

// Five reasons have three words: who runs the page learns the reason from the
// event, who reads it can only wait or try again.
const words = { offline: 0, silent: 1, slow: 1, large: 2, unreadable: 2 };

/** reasonOf is one of the reasons, or "HTTP 404". */
export function reasonOf({ reason = 'silent' }) {
  return navigator.onLine ? reason : 'offline';
}

/** reasonIn says a reason in the widget's words. */
export const reasonIn = ({ reasons }, reason) => reasons.split(';')[words[reason]] ?? reason;
