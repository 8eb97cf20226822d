// Fetches the second script, which shows posts and runs the engine.

const file = __READER__; // its name and hash, filled in when this is built

let loading;

/** loadReader gives the second script's module; if that fails, the next call tries again. */
export function loadReader() {
  loading ??= load();
  loading.catch(() => { loading = undefined; });
  return loading;
}

/** load has the browser check the hash: who pins this script's has pinned that one's. */
async function load() {
  const href = new URL(file.name, import.meta.url).href;
  const nonce = [...document.scripts].find(({ src }) => src === import.meta.url)?.nonce ?? '';
  const link = Object.assign(document.createElement('link'), {
    rel: 'modulepreload', integrity: file.integrity, crossOrigin: 'anonymous', referrerPolicy: 'no-referrer', nonce, href,
  });
  if (link.relList.supports('modulepreload')) await loaded(link); // it is in all browsers since 2023
  const module = await import(/* @vite-ignore */ href);
  module.engine.nonce = nonce;
  return module;
}

/** loaded waits for what a link asks for; that the hash is another's is an error. */
function loaded(link) {
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new TypeError(`could not load ${link.href}`));
    document.head.append(link);
  }).finally(() => link.remove());
}
