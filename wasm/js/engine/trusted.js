// The only place where text becomes HTML or the address of a script. Where
// the page enforces Trusted Types it is one policy, board-view; nothing
// outside this widget can reach it.

import { sanitizer } from './policy.js';

const same = (text) => text;
const rules = { createHTML: same, createScriptURL: same };
let policy;

// Made when first needed: a second copy of this script then never asks.
function ours() {
  policy ??= newPolicy();
  return policy;
}

function newPolicy() {
  try {
    return globalThis.trustedTypes?.createPolicy('board-view', rules) ?? rules;
  } catch { // the page's CSP does not list board-view: setHTML may still work
    return rules;
  }
}

/** scriptURL is the address of the engine, which only engine.js asks for. */
export const scriptURL = (url) => ours().createScriptURL(url);

/**
 * insert puts the engine's HTML into an element. The engine has sanitised
 * it; a browser with the Sanitizer API checks it against the same list.
 */
export function insert(element, html) {
  if (element.setHTML) element.setHTML(html, { sanitizer: sanitizer() });
  else element.innerHTML = ours().createHTML(html);
}
