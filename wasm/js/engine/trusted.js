// The only place where text becomes HTML or the address of a script. engine.js
// and post/article.js call it. Where the page enforces Trusted Types, this is the
// policy board-view, which nothing outside the widget can reach.

import { sanitizer } from './policy.js';

const same = (text) => text;
const rules = { createHTML: same, createScriptURL: same };
let policy;

// The policy is made when it is first needed, so that a second copy of this
// script that shows no post does not ask for it.
function ours() {
  policy ??= newPolicy();
  return policy;
}

function newPolicy() {
  try {
    return globalThis.trustedTypes?.createPolicy('board-view', rules) ?? rules;
  } catch { // the page's CSP does not list board-view; setHTML may still work
    return rules;
  }
}

/** scriptURL returns the address of the engine's script, for engine.js only. */
export const scriptURL = (url) => ours().createScriptURL(url);

/**
 * insert parses the engine's HTML into an element. The engine has sanitised it;
 * a browser with the Sanitizer API does so again, with the same list.
 */
export function insert(element, html) {
  if (element.setHTML) element.setHTML(html, { sanitizer: sanitizer() });
  else element.innerHTML = ours().createHTML(html);
}
