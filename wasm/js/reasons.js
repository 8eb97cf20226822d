// Why something could not be read.

const reasons = ['offline', 'silent', 'slow', 'large', 'unreadable'];

/** reasonOf is one of the reasons, or "HTTP 404". */
export function reasonOf({ reason = 'silent' }) {
  return navigator.onLine ? reason : 'offline';
}

/** reasonIn says a reason in the widget's words. */
export const reasonIn = ({ reasons: words }, reason) => words.split(';')[reasons.indexOf(reason)] ?? reason;
