// Fetches the other scripts: the reader, which shows posts and runs the
// engine, and the finder, which seeks, turns pages and keeps up to date.

// Names and hashes are filled in when this is built. Bundlers look for new
// URL('…', import.meta.url), and take those files along as they are: hence
// the engine's are here.
const reader = new URL(__READER__.name, import.meta.url);
const finder = new URL(__FINDER__.name, import.meta.url);
const engineFiles = {
  script: new URL(__ENGINE__.name, import.meta.url),
  wasm: new URL(__WASM__.name, import.meta.url),
};

/** loadReader gives the reader's module. */
export const loadReader = once(async () => {
  const module = await load(reader, __READER__.integrity);
  Object.assign(module.engine, { files: engineFiles, nonce: nonce() });
  return module;
});

/** loadFinder gives the finder's module. */
export const loadFinder = once(() => load(finder, __FINDER__.integrity));

/** once makes a call that loads once; if that fails, the next call tries again. */
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
 * checked has the browser check the hash: who pins this script's has pinned
 * that one's. On the page's own origin it is the page's own file, and its
 * tools may change it, as Vite's server does.
 */
async function checked(href, integrity) {
  const link = Object.assign(document.createElement('link'), {
    rel: 'modulepreload', integrity, crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', nonce: nonce(), href,
  });
  if (link.relList.supports('modulepreload')) await loaded(link); // it is in all browsers since 2023
}

/** nonce is our script's, where the page's policy wants one. */
const nonce = () => [...document.scripts].find(({ src }) => src === import.meta.url)?.nonce ?? '';

/** loaded waits for what a link asks for; that the hash is another's is an error. */
function loaded(link) {
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new TypeError(`could not load ${link.href}`));
    document.head.append(link);
  }).finally(() => link.remove());
}
