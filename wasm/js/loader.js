// Fetches the second script, which shows posts and runs the engine.

// Names and hashes are filled in when this is built. Bundlers look for new
// URL('…', import.meta.url), and take those files along as they are: hence
// the engine's are here.
const reader = new URL(__READER__.name, import.meta.url);
const engineFiles = {
  script: new URL(__ENGINE__.name, import.meta.url),
  wasm: new URL(__WASM__.name, import.meta.url),
};

let loading;

/** loadReader gives the second script's module; if that fails, the next call tries again. */
export function loadReader() {
  loading ??= load();
  loading.catch(() => { loading = undefined; });
  return loading;
}

async function load() {
  const { href, origin } = reader;
  const nonce = [...document.scripts].find(({ src }) => src === import.meta.url)?.nonce ?? '';
  if (origin !== self.origin) await checked(href, nonce);
  const module = await import(/* @vite-ignore */ href);
  Object.assign(module.engine, { files: engineFiles, nonce });
  return module;
}

/**
 * checked has the browser check the hash: who pins this script's has pinned
 * that one's. On the page's own origin it is the page's own file, and its
 * tools may change it, as Vite's server does.
 */
async function checked(href, nonce) {
  const link = Object.assign(document.createElement('link'), {
    rel: 'modulepreload', integrity: __READER__.integrity, crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', nonce, href,
  });
  if (link.relList.supports('modulepreload')) await loaded(link); // it is in all browsers since 2023
}

/** loaded waits for what a link asks for; that the hash is another's is an error. */
function loaded(link) {
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new TypeError(`could not load ${link.href}`));
    document.head.append(link);
  }).finally(() => link.remove());
}
