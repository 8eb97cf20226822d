// Loads the scripts that come after the list: the reader, which shows posts and
// runs the engine, the finder, which links posts and turns pages, the search, and
// the verifier, which reads signed boards. element.js, opening.js and loading.js call
// it. It does not know when they are needed.

// A bundle of another format has no address from which to load its other files.
if (globalThis.document && !import.meta.url) {
  throw new Error('bundle board-view as "esm", load it with type="module"');
}

// The build fills in names and hashes. Bundlers copy a file for each new
// URL('…', import.meta.url), so the engine's files are named here, too.
const reader = () => new URL(__READER__.name, import.meta.url);
const finder = () => new URL(__FINDER__.name, import.meta.url);
const search = () => new URL(__SEARCH__.name, import.meta.url);
const verifier = () => new URL(__VERIFIER__.name, import.meta.url);
const engineFiles = () => ({
  script: new URL(__ENGINE__.name, import.meta.url),
  wasm: new URL(__WASM__.name, import.meta.url),
});

/** loadReader returns the reader's module. */
export const loadReader = once(async () => {
  const module = await load(reader(), __READER__.integrity);
  Object.assign(module.engine, { files: engineFiles(), nonce: nonce() });
  return module;
});

/** loadFinder returns the finder's module. */
export const loadFinder = once(() => load(finder(), __FINDER__.integrity));

/** loadVerifier returns the verifier's module. */
export const loadVerifier = once(() => load(verifier(), __VERIFIER__.integrity));

/** loadSearch returns the search's module. */
export const loadSearch = once(() => load(search(), __SEARCH__.integrity));

/** once returns a function that calls load the first time, and again only after a failure. */
export function once(load) {
  let loading;
  return () => {
    loading ??= load();
    loading.catch(() => { loading = undefined; });
    return loading;
  };
}

async function load({ href, origin }, integrity) {
  if (origin !== self.origin) await checked(href, integrity);
  return import(/* @vite-ignore */ href);
}

/**
 * checked makes the browser check the hash, so that a page that pins this
 * script's hash has pinned the other scripts, too. A file of the page's own
 * origin is not checked: the page's tools may change it, as Vite's server does.
 */
async function checked(href, integrity) {
  const link = Object.assign(document.createElement('link'), {
    rel: 'modulepreload', integrity, crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', nonce: nonce(), href,
  });
  if (link.relList.supports('modulepreload')) await loaded(link); // all browsers since 2023 do
}

/** nonce returns the nonce of this script, if the page's policy requires one. */
const nonce = () => [...document.scripts].find(({ src }) => src === import.meta.url)?.nonce ?? '';

/** loaded resolves when a link's file has come, and rejects if its hash is another. */
function loaded(link) {
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new TypeError(`could not load ${link.href}`));
    document.head.append(link);
  }).finally(() => link.remove());
}
