// The allow-list of elements and attributes. The build fills it in from the Go
// code, so that engine and browser sanitise alike. trusted.js and post/ use it.

const { any, schemes: allowed, ...levels } = __POLICY__;

const list = (words) => words.split(',');

/** row returns an element of the policy in the format of the Sanitizer API. */
function row(words) {
  const [name, ...attributes] = list(words);
  return { name, attributes };
}

/** sanitizer returns the policy at a level, for Element.setHTML. */
export function sanitizer(level = 'full') {
  const wider = ['text', 'basic', 'full'];
  const rows = wider.slice(0, wider.indexOf(level) + 1).flatMap((name) => levels[name].split(' '));
  return { elements: rows.map(row), attributes: list(any), comments: false, dataAttributes: false };
}

/** isElement reports whether the policy has an element. */
export const isElement = (name) => names.has(name);

const names = new Set(Object.values(levels).flatMap((rows) => rows.split(' ')).map((row) => list(row)[0]));

/** schemes are the allowed schemes of addresses. */
export const schemes = list(allowed);
