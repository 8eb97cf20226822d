// The policy of the Go code, written in when this is built: what may come
// out of a post, whoever renders it.

const { any, schemes: allowed, ...levels } = __POLICY__;

const list = (words) => words.split(',');

/** row is one element of the policy, as the Sanitizer API takes it. */
function row(words) {
  const [name, ...attributes] = list(words);
  return { name, attributes };
}

/** sanitizer is the policy, as far as a level of it goes, for Element.setHTML. */
export function sanitizer(level = 'full') {
  const wider = ['text', 'basic', 'full'];
  const rows = wider.slice(0, wider.indexOf(level) + 1).flatMap((name) => levels[name].split(' '));
  return { elements: rows.map(row), attributes: list(any), comments: false, dataAttributes: false };
}

/** schemes are what an address may start with. */
export const schemes = list(allowed);
